"""The example of the Python client holds a conversation, and says what went wrong."""

import asyncio
import sys
from pathlib import Path

import pytest

from errands.contracts.event import TurnEnded
from errands.contracts.turn import Turn
from tests.sites.serving import served
from tests.unit.api.house import START, House
from tests.unit.api.test_approvals import PAY
from tests.unit.client.either import key_of
from tests.unit.client.worker import staffed

ROOT = Path(__file__).resolve().parents[2]


async def play(house: House, turn: Turn) -> None:
    """Asks for an e-mail, then for a yes, then tells what was heard."""
    match turn.number:
        case 1:
            await house.say(turn, "What is your email?")
        case 2:
            await house.ask_for_yes(turn, PAY)
            ended = await house.turn(turn.session, turn.id)
            await house.ports.events.append(TurnEnded(session=turn.session, at=0, turn=ended))
        case _:
            await house.say(turn, f"Heard: {turn.message}")


async def example(address: str, key: str, typed: str, start: str = START) -> tuple[int, str, str]:
    """Its exit status, and what it said on both channels."""
    words = ["--api", address, "--key", key, "--start", start, "Buy it"]
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(ROOT / "examples/python_client.py"),
        *words,
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, error = await process.communicate(typed.encode())
    assert process.returncode is not None
    return process.returncode, out.decode(), error.decode()


@pytest.mark.parametrize(("typed", "heard"), [("yes", "yes"), ("yes please", "no")])
async def test_it_shows_steps_asks_and_says_yes_for_a_yes_only(typed: str, heard: str) -> None:
    house = House()
    async with served(staffed(house, lambda turn: play(house, turn))) as address:
        key = await key_of(house)
        status, said, _ = await example(address, key, f"maya@example.org\n{typed}\n")
    step = '  say "Hi." -> ok'
    assert said.splitlines() == [
        step,
        "What is your email?",
        step,
        PAY.question,
        step,
        f"Heard: {heard}",
    ]
    assert status == 0


async def test_what_went_wrong_is_told_with_the_request() -> None:
    house = House()
    async with served(house.app) as address:
        key = await key_of(house)
        status, _, error = await example(address, key, "", start="http://inside.test/")
    assert status == 1
    assert "Private and local addresses can't be visited" in error
    assert "(request req_" in error
