"""`errands chat` in a real terminal: what a person sees, and what their keys do."""

import asyncio
import sys
from collections.abc import Mapping

from errands.backends.memory import MemorySessions
from errands.backends.memory.state import Room
from errands.contracts.turn import Turn, TurnStatus
from tests.errands_command import ROOT, environment
from tests.integration.command.test_chat import ask_for_yes, talking
from tests.terminal import CTRL_C, CTRL_D, Terminal, terminal
from tests.unit.api.house import START, House

SECRET = "canary-Zx81!card"  # no port and no id can hold it
COMMAND = (sys.executable, "-m", "stack", "chat", "--start", START)


async def play(house: House, turn: Turn) -> None:
    """Asks for a yes first; what waits is never ended but by a cancel."""
    if turn.message == "Buy it":
        await ask_for_yes(house, turn)
    elif turn.message != "wait":
        await house.say(turn, f"Heard: {turn.message}")


async def test_a_card_tells_what_would_be_pressed_and_y_does_it() -> None:
    def talk(settings: Mapping[str, str]) -> int:
        with terminal((*COMMAND, "--secret", "card"), ROOT, environment(settings)) as shown:
            shown.shows("card: ")
            shown.type(f"{SECRET}\n")
            assert SECRET not in shown.shows("you")
            shown.type("Buy it\r")
            shown.shows('say "Hi." -> ok  (act)')
            card = shown.shows("y does it")
            assert "This can't be undone" in card
            assert "Pay" in card
            assert "shop.test" in card
            assert "Total: €24" in card
            shown.type("y\r")
            shown.shows("Heard: yes")
            shown.shows("you")
            shown.type(CTRL_D)
            shown.shows("the session stays open: `errands chat --session ses_")
            return shown.ends()

    house = House()
    async with talking(house, play) as settings:
        assert await asyncio.to_thread(talk, settings) == 0
    assert secrets_of(house) == [SECRET]


def secrets_of(house: House) -> list[str]:
    """The values that its sessions were given."""
    return [value.get_secret_value() for room in rooms_of(house) for value in room.secrets.values()]


def rooms_of(house: House) -> list[Room]:
    """What the twin of the stores holds of each session."""
    sessions = house.ports.sessions
    assert isinstance(sessions, MemorySessions)
    return [*sessions._state.rooms.values()]


async def test_ctrl_c_cancels_the_turn_and_the_next_one_leaves() -> None:
    def talk(settings: Mapping[str, str]) -> int:
        with terminal((*COMMAND, "wait"), ROOT, environment(settings)) as shown:
            shown.shows('say "Hi."')
            shown.type(CTRL_C)
            shown.shows("cancelling; Ctrl-C again leaves")
            shown.shows("errands  ")
            return leaves(shown)

    house = House()
    async with talking(house, play) as settings:
        assert await asyncio.to_thread(talk, settings) == 130
    (turn,) = [one for room in rooms_of(house) for one in room.turns.values()]
    assert turn.status is TurnStatus.CANCELLED


def leaves(shown: Terminal) -> int:
    """With words on the line Ctrl-C clears it, without any the second one leaves."""
    shown.shows("you")
    shown.type("half a word")
    shown.shows("half a word")
    shown.type(CTRL_C)
    shown.type(CTRL_C)
    shown.shows("Ctrl-C again leaves")
    shown.type(CTRL_C)
    return shown.ends()
