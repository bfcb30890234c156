"""One suite for every `RecordingStore`, and every place where recordings can be kept."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from errands.backends.archived_lines import LinePlace
from errands.backends.memory import ManualClock, MemoryRecordings
from errands.backends.recordings import GzipRecordings
from errands.contracts.keeping import RecordingStore
from tests.ports.recordings import a_recording, numbers
from tests.ports.stores import ONE, TWO

HOUR = 3600


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture(params=["memory", "folder", "objects"])
def store(
    request: pytest.FixtureRequest, tmp_path: Path, clock: ManualClock
) -> Iterator[RecordingStore]:
    if request.param == "memory":
        yield MemoryRecordings()
        return
    place = LinePlace.at(tmp_path / "made" / "when-needed")
    if request.param == "objects":
        place = LinePlace.at(f"memory://{uuid4().hex}/recordings", tmp_path)
    with GzipRecordings(place, clock) as opened:
        yield opened


async def test_what_was_appended_is_read_in_order(store: RecordingStore) -> None:
    assert await numbers(store) == []
    written = [a_recording(number) for number in range(20)]
    for recording in written:
        await store.append(recording)
    assert [recording async for recording in store.read()] == written


async def test_shipping_changes_nothing_of_what_is_read(
    store: RecordingStore, clock: ManualClock
) -> None:
    for number in range(3):
        await store.append(a_recording(number, at=clock.now()))
        clock.advance(HOUR)
        await store.ship()
    await store.append(a_recording(3, at=clock.now()))
    await store.ship()
    assert await numbers(store) == [0, 1, 2, 3]


async def test_the_newest(store: RecordingStore, clock: ManualClock) -> None:
    assert await store.newest(2) == []
    for number in range(5):
        await store.append(a_recording(number))
        clock.advance(HOUR)
    await store.ship()
    assert [one.number for one in await store.newest(2)] == [3, 4]
    assert [one.number for one in await store.newest(9)] == [0, 1, 2, 3, 4]


async def test_a_session_is_forgotten_alone_and_for_good(
    store: RecordingStore, clock: ManualClock
) -> None:
    for number in range(6):
        await store.append(a_recording(number, session=(ONE, TWO)[number % 2]))
        if number == 3:
            clock.advance(HOUR)
            await store.ship()
    await store.forget(ONE)
    await store.append(a_recording(6, session=ONE))
    assert await numbers(store) == [1, 3, 5]
    clock.advance(HOUR)
    await store.ship()
    assert await numbers(store) == [1, 3, 5]
    await store.forget(ONE)
    assert await numbers(store) == [1, 3, 5]
    await store.forget(TWO)
    assert await numbers(store) == []


async def test_whole_hours_expire(store: RecordingStore, clock: ManualClock) -> None:
    for number in range(4):
        await store.append(a_recording(number, at=clock.now()))
        clock.advance(HOUR)
        await store.ship()
    await store.expire(clock.now() - 2.5 * HOUR)
    assert await numbers(store) == [1, 2, 3]
    await store.expire(clock.now() - 2.5 * HOUR)
    assert await numbers(store) == [1, 2, 3]
