"""One suite for every `PictureStore`."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from errands.backends.archived_lines import LinePlace
from errands.backends.memory import ManualClock, MemoryPictures
from errands.backends.pictures import GzipPictures
from errands.contracts.ids import SessionId
from errands.contracts.keeping import PictureStore
from errands.contracts.label import StepKey, key_of
from errands.contracts.recording import Picture, Recording
from tests.ports.recordings import a_recording
from tests.ports.stores import FIRST, ONE, TWO

HOUR = 3600
PNG = b"\x89PNG\r\n\x00\xff"


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture(params=["memory", "gzip"])
def store(
    request: pytest.FixtureRequest, tmp_path: Path, clock: ManualClock
) -> Iterator[PictureStore]:
    if request.param == "memory":
        yield MemoryPictures(clock)
        return
    with GzipPictures(LinePlace.at(tmp_path), clock) as opened:
        yield opened


async def seen(store: PictureStore, recording: Recording) -> bytes | None:
    return await store.find(recording.screenshot, key_of(recording))


async def taken(store: PictureStore, number: int, session: SessionId = ONE) -> Recording:
    """A recording with a picture of its own."""
    picture = Picture(session=session, turn=FIRST, number=number, png=PNG + bytes([number]))
    name = await store.put(picture)
    recording = a_recording(number, session=session)
    return recording.model_copy(update={"screenshot": name})


async def test_a_recording_finds_its_picture(store: PictureStore, clock: ManualClock) -> None:
    recordings = [await taken(store, number) for number in range(3)]
    for _ in range(2):
        assert [await seen(store, one) for one in recordings] == [
            PNG + bytes([n]) for n in range(3)
        ]
        clock.advance(HOUR)
        await store.ship()


async def test_one_without_a_picture(store: PictureStore) -> None:
    recording = await taken(store, 1)
    assert await store.find("", key_of(recording)) is None
    assert await store.find(recording.screenshot, StepKey(ONE, FIRST, 2)) is None
    assert await store.find("none.jsonl.gz", key_of(recording)) is None


async def test_a_session_is_forgotten_alone_and_for_good(store: PictureStore) -> None:
    one, two = await taken(store, 1, ONE), await taken(store, 2, TWO)
    await store.forget(ONE)
    later = await taken(store, 3, ONE)
    assert [await seen(store, each) for each in (one, two, later)] == [None, PNG + b"\x02", None]


async def test_whole_hours_expire(store: PictureStore, clock: ManualClock) -> None:
    recordings = []
    for number in range(3):
        recordings.append(await taken(store, number))
        clock.advance(HOUR)
        await store.ship()
    await store.expire(clock.now() - 1.5 * HOUR)
    assert [await seen(store, one) is None for one in recordings] == [True, False, False]
