"""`errands chat` without a terminal: lines for people, objects for programs."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager

from errands.contracts.event import TurnEnded
from errands.contracts.session import PendingEffect
from errands.contracts.turn import StopReason, Turn, TurnStatus
from tests.errands_command import ended, errands, started
from tests.sites.serving import served
from tests.unit.api.house import START, House
from tests.unit.api.test_approvals import PAY
from tests.unit.client.either import key_of
from tests.unit.client.worker import staffed

STEP = '  say "Hi." -> ok  (act)'


@asynccontextmanager
async def talking(
    house: House, play: Callable[[House, Turn], Awaitable[None]]
) -> AsyncIterator[Mapping[str, str]]:
    """The environment of a command that calls a house where turns are played so."""
    async with served(staffed(house, lambda turn: play(house, turn))) as url:
        yield {"ERRANDS_URL": url, "ERRANDS_API_KEY": await key_of(house)}


async def ask_for_yes(house: House, turn: Turn, effect: PendingEffect = PAY) -> None:
    await house.ask_for_yes(turn, effect)
    ended = await house.turn(turn.session, turn.id)
    await house.ports.events.append(TurnEnded(session=turn.session, at=0, turn=ended))


async def play(house: House, turn: Turn) -> None:
    """Asks for an e-mail, then for a yes, then tells what was heard."""
    match turn.number:
        case 1:
            await house.say(turn, "What is your email?")
        case 2:
            await ask_for_yes(house, turn)
        case _:
            await house.say(turn, f"Heard: {turn.message}")


async def fail(house: House, turn: Turn) -> None:
    ended = turn.model_copy(
        update={
            "status": TurnStatus.FAILED,
            "reply": "The shop doesn't answer.",
            "stop_reason": StopReason.UNREACHABLE,
        }
    )
    await house.ports.turns.save(ended, (await house.lease(turn.session)).fence)
    await house.ports.events.append(TurnEnded(session=turn.session, at=0, turn=ended))


async def test_lines_show_steps_replies_and_what_waits_and_take_an_answer() -> None:
    house = House()
    words = ("chat", "Buy it", "--start", START, "--slot", "first_name=Maya")
    async with talking(house, play) as settings:
        ran = await errands(*words, typed="maya@example.org\ny\n", settings=settings)
    assert ran.out.splitlines() == [
        STEP,
        "What is your email?",
        STEP,
        PAY.question,
        "  would press: Pay on shop.test",
        "    Total: €24",
        "    Name: Maya",
        "  y or n, or say what should be different",
        STEP,
        "Heard: yes",
    ]
    assert ran.code == 0
    again = ran.error.splitlines()[-1]
    assert again.startswith("the session stays open: `errands chat --session ses_")


async def test_objects_are_the_events_and_what_waits() -> None:
    house = House()
    words = ("chat", "Buy it", "--start", START, "--json", "--close")
    async with talking(house, play) as settings:
        ran = await errands(*words, typed="maya@example.org\nmake it two\n", settings=settings)
        told = [json.loads(line) for line in ran.out.splitlines()]
        sessions = {one["session"] for one in told if "session" in one}
        (session,) = sessions
        after = await errands("sessions", "show", session, "--json", settings=settings)
    turn = ["turn.queued", "step.taken", "turn.ended"]
    kinds = [one["type"] for one in told]
    assert kinds == ["session.created", *turn, *turn, "approval.waits", *turn]
    assert [one["turn"]["message"] for one in told if one["type"] == "turn.queued"] == [
        "Buy it",
        "maya@example.org",
        "make it two",
    ]
    assert told[7]["approval"]["control"] == "Pay"
    assert all(one["id"] for one in told if one["type"] != "approval.waits")
    assert json.loads(after.out)["status"] == "closed"


async def test_a_session_is_gone_on_with_where_it_stands() -> None:
    house = House()
    async with talking(house, play) as settings:
        first = await errands(
            "chat", "Buy it", "--start", START, typed="maya@example.org\n", settings=settings
        )
        session = first.error.split("session ")[1].split()[0]
        ran = await errands("chat", "--session", session, typed="n\n", settings=settings)
    assert ran.out.splitlines()[0] == PAY.question
    assert ran.out.splitlines()[-2:] == [STEP, "Heard: no"]
    assert ran.out.count(STEP) == 1


async def test_a_failed_turn_is_an_exit_code() -> None:
    house = House()
    async with talking(house, fail) as settings:
        ran = await errands("chat", "Buy it", "--start", START, settings=settings)
    assert ran.code == 1
    assert ran.out.splitlines() == [STEP, "The shop doesn't answer."]


async def test_what_goes_wrong_is_one_line_and_what_mends_it() -> None:
    house = House()
    async with talking(house, play) as settings:
        inside = await errands("chat", "Hi", "--start", "http://inside.test/", settings=settings)
        wrong = {**settings, "ERRANDS_API_KEY": "errands_000000000000_" + "0" * 64}
        refused = await errands("chat", "Hi", "--start", START, settings=wrong)
        secret = await errands("chat", "--start", START, "--secret", "card", settings=settings)
    away = await errands("chat", "Hi", "--start", START, settings=settings)
    assert inside.code == 1
    assert "Private and local addresses can't be visited" in inside.error
    assert "(request req_" in inside.error
    assert refused.code == 4
    assert "errands keys create --tenant NAME" in refused.error
    assert secret.code == 2
    assert "a terminal" in secret.error
    assert away.code == 3
    assert away.error.splitlines()[0] == f"errands: {settings['ERRANDS_URL']} doesn't answer"
    assert "errands up" in away.error
    for ran in (inside, refused, secret, away):
        assert "Traceback" not in ran.error
        assert len(ran.error.splitlines()) <= 2


async def test_what_may_not_be_said_is_told_and_the_conversation_goes_on() -> None:
    house = House()
    async with talking(house, play) as settings:
        ran = await errands(
            "chat", "--start", START, typed=f"{'x' * 9000}\nBuy it\n", settings=settings
        )
    assert ran.code == 0
    assert "8000" in ran.error
    assert ran.out.splitlines() == [STEP, "What is your email?"]


async def test_events_of_other_turns_are_not_told_again() -> None:
    house = House()
    async with talking(house, play) as settings:
        first = await errands("chat", "Buy it", "--start", START, "--json", settings=settings)
        session = json.loads(first.out.splitlines()[0])["session"]
        words = ("chat", "maya@example.org", "--session", session, "--json")
        second = await errands(*words, settings=settings)
    queued = json.loads(second.out.splitlines()[0])
    assert (queued["type"], queued["turn"]["number"]) == ("turn.queued", 2)


async def test_who_loses_the_api_is_told_how_to_go_on() -> None:
    house = House()
    async with talking(house, play) as settings:
        process = await started("chat", "Buy it", "--start", START, settings=settings)
        assert process.stdout is not None
        await process.stdout.readuntil(b"What is your email?\n")
    ran = await ended(process, "maya@example.org\n")
    assert ran.code == 3
    assert "the session may go on: `errands chat --session ses_" in ran.error
    assert f"errands: {settings['ERRANDS_URL']} doesn't answer" in ran.error
    assert "Traceback" not in ran.error
