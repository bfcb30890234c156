"""Closed sessions are forgotten by all that hold something of them, and tried again."""

import pytest

from errands.backends.memory import ManualClock, MemoryFiles, MemoryRecordings
from errands.contracts.errors import NotFoundError
from errands.contracts.ids import SessionId
from services.worker.forgetting import Forgetting
from tests.ports.recordings import a_recording
from tests.ports.stores import ONE, TWO, Stores, a_session, memory_stores

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
