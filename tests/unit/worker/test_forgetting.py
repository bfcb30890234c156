"""Closed sessions are forgotten by all that hold something of them, and tried again."""

import pytest
from pydantic import SecretStr

from errands.backends.memory import ManualClock, MemoryFiles, MemoryRecordings
from errands.contracts.errors import NotFoundError
from errands.contracts.event import SessionChanged
from errands.contracts.ids import SessionId
from errands.contracts.session import SessionStatus
from services.worker.forgetting import Forgetting
from tests.ports.recordings import a_recording
from tests.ports.stores import (
    ONE,
    PASSWORD,
    TWO,
    Stores,
    a_session,
    a_turn,
    memory_stores,
)

HOUR = 3600


class FullDisk(MemoryRecordings):
    def __init__(self) -> None:
        super().__init__()
        self.mended = False

    async def forget(self, session: SessionId) -> None:
        if not self.mended:
            raise OSError("no space left")
        await super().forget(session)


async def scene() -> tuple[ManualClock, Stores, MemoryFiles, FullDisk, Forgetting]:
    clock = ManualClock()
    stores, files, kept = memory_stores(clock), MemoryFiles(), FullDisk()
    for session in (ONE, TWO):
        await stores.sessions.create(a_session(session), {})
        await files.of(session).put("a.txt", b"a")
        await kept.append(a_recording(1, session=session))
    await stores.sessions.close(ONE)
    return clock, stores, files, kept, Forgetting(stores.sessions, files, [kept], clock, 2)


async def test_what_is_closed_is_forgotten_hours_later_and_nothing_else() -> None:
    clock, stores, files, kept, forgetting = await scene()
    kept.mended = True
    await forgetting.once()
    assert (await stores.sessions.load(ONE)).id == ONE
    clock.advance(2 * HOUR)
    await forgetting.once()
    with pytest.raises(NotFoundError):
        await stores.sessions.load(ONE)
    assert await files.of(ONE).names() == ()
    assert [recording.session for recording in kept.kept] == [TWO]
    assert (await stores.sessions.load(TWO)).id == TWO
    assert await files.of(TWO).names() == ("a.txt",)


async def test_what_cant_be_removed_now_is_removed_later() -> None:
    clock, stores, _, kept, forgetting = await scene()
    clock.advance(2 * HOUR)
    await forgetting.once()
    assert (await stores.sessions.load(ONE)).id == ONE
    kept.mended = True
    await forgetting.once()
    assert await stores.sessions.closed(clock.now(), 10) == ()
    assert [recording.session for recording in kept.kept] == [TWO]


async def test_what_nobody_uses_is_closed_and_said_to_be() -> None:
    clock = ManualClock()
    stores, files = memory_stores(clock), MemoryFiles()
    for session in (ONE, TWO):
        made = a_session(session).model_copy(update={"created_at": clock.now()})
        await stores.sessions.create(made, {PASSWORD: SecretStr("hunter2")})
        await files.of(session).put("a.txt", b"a")
    forgetting = Forgetting(stores.sessions, files, [], clock, hours=100, idle_hours=2)
    clock.advance(HOUR)
    said_now = a_turn(session=TWO).model_copy(update={"created_at": clock.now()})
    await stores.turns.add(said_now, None)
    await forgetting.once()
    assert (await stores.sessions.load(ONE)).status is SessionStatus.IDLE
    clock.advance(HOUR)
    await forgetting.once()
    assert (await stores.sessions.load(ONE)).status is SessionStatus.CLOSED
    assert await stores.sessions.secrets(ONE) == {}
    assert await files.of(ONE).names() == ()
    statuses = [e.status for e in await stores.told(ONE) if isinstance(e, SessionChanged)]
    assert statuses == [SessionStatus.CLOSED]
    assert (await stores.sessions.load(TWO)).status is SessionStatus.QUEUED


async def test_no_turn_is_cut_off_because_its_message_is_old() -> None:
    clock = ManualClock()
    stores = memory_stores(clock)
    await stores.sessions.create(a_session().model_copy(update={"created_at": clock.now()}), {})
    await stores.turns.add(a_turn().model_copy(update={"created_at": clock.now()}), None)
    clock.advance(9 * HOUR)
    await Forgetting(stores.sessions, MemoryFiles(), [], clock, hours=1, idle_hours=2).once()
    assert (await stores.sessions.load(ONE)).status is SessionStatus.QUEUED


async def test_without_hours_nothing_is_closed() -> None:
    clock, stores, _, _, forgetting = await scene()
    clock.advance(10_000 * HOUR)
    await forgetting.once()
    assert (await stores.sessions.load(TWO)).id == TWO
