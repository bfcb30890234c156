"""What a product does with either client, on the API as it is."""

import asyncio
from contextlib import aclosing, suppress

import pytest

from errands.client import (
    AsyncErrands,
    ConflictError,
    InvalidError,
    NotEndedError,
    NotFoundError,
    ProfileChanged,
    RefusedKeyError,
    Session,
    StepTaken,
    Told,
)
from errands.contracts.ids import SessionId
from errands.contracts.turn import Turn, TurnStatus
from tests.unit.api.house import START, House
from tests.unit.api.test_approvals import PAY
from tests.unit.client.either import either, key_of


async def turn_of(house: House, session: str) -> Turn:
    """The one that is queued; soon there is one."""
    async with (
        asyncio.timeout(30),
        aclosing(house.ports.events.follow(SessionId(session), None)) as events,
    ):
        async for _ in events:
            if turn := await house.ports.turns.next(SessionId(session)):
                return turn
    raise AssertionError(session)


async def kinds(maya: AsyncErrands, session: str, **after: str) -> list[Told]:
    return [told async for told in maya.follow(session, **after)]


async def test_what_was_said_comes_back_with_its_reply(
    maya: AsyncErrands, house: House, session: Session
) -> None:
    assert session.profile["first_name"] == "Maya"
    saying = asyncio.create_task(maya.say(session.id, "Hi"))
    turn = await turn_of(house, session.id)
    assert not saying.done()
    await house.say(turn)
    ended = await saying
    assert ended == (await maya.list_turns(session.id)).turns[0]
    assert (ended.id, ended.reply, ended.asked_slots) == (turn.id, "Done.", ("email",))
    assert ended.status is TurnStatus.ASKED
    assert ended.ended


async def test_nobody_waits_for_ever(maya: AsyncErrands, session: Session) -> None:
    with pytest.raises(NotEndedError) as raised:
        await maya.say(session.id, "Hi", seconds=0.05)
    assert raised.value.turn.status is TurnStatus.QUEUED
    cancelled = await maya.cancel_turn(session.id, raised.value.turn.id)
    assert await maya.wait(cancelled) == cancelled


async def test_a_message_may_interrupt_what_goes_on(maya: AsyncErrands, session: Session) -> None:
    first = await maya.create_turn(session.id, "Hi")
    second = await maya.create_turn(session.id, "No, wait", interrupt=True)
    assert (await maya.get_turn(session.id, first.id)).status is TurnStatus.CANCELLED
    assert second.status is TurnStatus.QUEUED


async def test_what_is_known_changes_between_two_turns(
    maya: AsyncErrands, session: Session
) -> None:
    changed = await maya.update_profile(session.id, slots={"phone": "1"}, secrets={"pin": "0420"})
    assert (changed.profile["phone"], changed.secrets) == ("1", ("pin",))
    changed = await maya.update_profile(session.id, secrets={"pin": None})
    assert (changed.profile["phone"], changed.secrets) == ("1", ())


async def test_the_same_key_is_the_same_turn(maya: AsyncErrands, session: Session) -> None:
    first = await maya.create_turn(session.id, "Hi", idempotency_key="k")
    assert await maya.create_turn(session.id, "Hi", idempotency_key="k") == first
    assert await maya.create_turn(session.id, "Hi") != first


async def test_a_yes_is_said_to_what_was_read(
    maya: AsyncErrands, house: House, session: Session
) -> None:
    made = await maya.create_turn(session.id, "Buy it")
    await house.ask_for_yes(await house.turn(session.id, made.id), PAY)
    assert (await maya.wait(made)).needs_yes
    approval = await maya.get_approval(session.id)
    assert (approval.control, approval.amounts) == ("Pay", ("Total: €24",))
    answering = asyncio.create_task(maya.answer(approval, approved=True))
    turn = await turn_of(house, session.id)
    assert (turn.message, turn.answers) == ("yes", PAY.fingerprint)
    await house.say(turn, "Paid.")
    assert (await answering).reply == "Paid."


async def test_the_stream_tells_all_and_goes_on_after_any_event(
    maya: AsyncErrands, house: House, session: Session
) -> None:
    reading = asyncio.create_task(kinds(maya, session.id))
    await maya.update_profile(session.id, slots={"phone": "+31 20 555 0100"})
    turn = await maya.create_turn(session.id, "Hi")
    await house.step(await house.turn(session.id, turn.id), 1)
    await house.say(await house.turn(session.id, turn.id))
    await maya.close_session(session.id)
    async with asyncio.timeout(60):
        all_told = await reading
    assert [told.event.type for told in all_told] == [
        "session.created",
        "profile.changed",
        "turn.queued",
        "step.taken",
        "turn.ended",
        "session.changed",
    ]
    assert isinstance(all_told[1].event, ProfileChanged)
    assert all_told[1].event.names == ("phone",)
    assert isinstance(all_told[3].event, StepTaken)
    assert all_told[3].event.step.action == 'say "Hi."'
    for place, told in enumerate(all_told):
        assert await kinds(maya, session.id, after=told.id) == all_told[place + 1 :]


async def test_a_hundred_streams_leave_room_for_a_call(house: House, address: str) -> None:
    async with either("async", address, await key_of(house)) as maya:
        session = await maya.create_session(START)
        streams = [maya.follow(session.id) for _ in range(101)]
        async with asyncio.timeout(60):
            await asyncio.gather(*(anext(stream) for stream in streams))
            assert await maya.get_session(session.id) == session
        for stream in streams:
            await stream.aclose()


async def test_steps_come_in_pages(maya: AsyncErrands, house: House, session: Session) -> None:
    made = await maya.create_turn(session.id, "Hi")
    turn = await house.turn(session.id, made.id)
    for number in (1, 2, 3):
        await house.step(turn, number)
    first = await maya.list_steps(session.id, limit=2)
    assert first.has_more
    rest = await maya.list_steps(session.id, limit=2, after=first.next_cursor)
    assert [step.number for step in (*first.steps, *rest.steps)] == [1, 2, 3]
    assert rest.steps[0].timings.total == 0
    own = await maya.list_turn_steps(session.id, made.id)
    assert own.steps == (*first.steps, *rest.steps)
    with pytest.raises(InvalidError, match="invalid_cursor"):
        await maya.list_turn_steps(session.id, made.id, after=first.next_cursor)
    with pytest.raises(NotFoundError, match="screenshot_not_found"):
        await maya.get_step_screenshot(session.id, made.id, 1)
    with pytest.raises(NotFoundError, match="screenshot_not_found"):
        await maya.get_screenshot(session.id)


async def test_files_come_back_as_they_were_put_in(maya: AsyncErrands, session: Session) -> None:
    content = bytes(range(256))
    assert (await maya.put_file(session.id, "cv.pdf", content)).size == 256
    assert [file.name for file in (await maya.list_files(session.id)).files] == ["cv.pdf"]
    assert await maya.get_file(session.id, "cv.pdf") == content
    await maya.remove_file(session.id, "cv.pdf")
    with pytest.raises(NotFoundError, match="file_not_found"):
        await maya.get_file(session.id, "cv.pdf")


async def test_a_webhook_is_made_tried_rotated_and_deleted(maya: AsyncErrands) -> None:
    made = await maya.create_webhook("https://shop.test/hook", ["turn.ended"])
    assert made.secret is not None
    assert made.secret not in repr(made)
    assert [one.id for one in (await maya.list_webhooks()).webhooks] == [made.id]
    delivery = await maya.test_webhook(made.id)
    assert (await maya.list_deliveries(made.id, limit=1)).deliveries == (delivery,)
    assert (await maya.replay_delivery(made.id, delivery.id)).id == delivery.id
    rotated = await maya.rotate_webhook_secret(made.id, grace_seconds=60)
    assert rotated.secret not in {None, made.secret}
    assert (await maya.get_webhook(made.id)).old_secrets_until is not None
    await maya.delete_webhook(made.id)
    assert (await maya.list_webhooks()).webhooks == ()


async def test_an_error_tells_what_the_problem_tells(maya: AsyncErrands, session: Session) -> None:
    with pytest.raises(NotFoundError) as missing:
        await maya.get_session("ses_none")
    error = missing.value
    assert (error.code, error.status) == ("session_not_found", 404)
    assert error.title == "There is no such session"
    assert error.request_id.startswith("req_")
    with pytest.raises(InvalidError) as invalid:
        await maya.create_session("nowhere")
    assert [fault.pointer for fault in invalid.value.faults] == ["/body/start_url"]
    await maya.close_session(session.id)
    with pytest.raises(ConflictError, match="session_closed"):
        await maya.say(session.id, "Hi")


async def test_a_wrong_key_is_an_error_of_its_own(address: str, kind: str) -> None:
    async with either(kind, address, "errands_wrong") as client:
        with pytest.raises(RefusedKeyError, match="invalid_key"):
            await client.create_session(START)
        with pytest.raises(RefusedKeyError):
            await kinds(client, "ses_none")


@pytest.mark.parametrize("ending", ["", "/", "/v1", "/v1/"])
async def test_an_address_is_taken_as_it_is_printed(
    house: House, address: str, kind: str, session: Session, ending: str
) -> None:
    async with either(kind, f"{address}{ending}", await key_of(house)) as client:
        assert await client.get_session(session.id) == session
        await client.close_session(session.id)
        assert await kinds(client, session.id)


@pytest.mark.parametrize("name", ["..", ".", "", "../../{session}", "a/b?c=d#e"])
async def test_no_name_leads_to_another_call(
    maya: AsyncErrands, session: Session, name: str
) -> None:
    with suppress(ValueError, NotFoundError):
        await maya.remove_file(session.id, name.format(session=session.id))
    assert (await maya.get_session(session.id)).status == "idle"
