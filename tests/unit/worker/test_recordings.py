"""Recordings are looked after, whatever their file system says."""

import asyncio
from pathlib import Path

import pytest

from errands.backends.archived_lines import LinePlace
from errands.backends.labels import GzipLabels
from errands.backends.memory import ManualClock, MemoryRecordings
from errands.backends.recordings import GzipRecordings
from services.worker import forget
from services.worker.recordings import expire, expire_forever, ship
from tests.ports.recordings import a_recording, numbers
from tests.ports.stores import ONE, TWO
from tests.ports.test_labels import labels_of

DAY = 86400


class FullDisk(MemoryRecordings):
    async def ship(self) -> None:
        raise OSError("no space left")

    async def expire(self, before: float) -> None:
        raise OSError(f"can't remove {before}")


async def test_a_disk_that_fails_stops_nothing() -> None:
    await ship(FullDisk())
    await expire(FullDisk(), ManualClock(), 1)


async def test_what_is_older_than_so_many_days_is_removed() -> None:
    store, clock = MemoryRecordings(), ManualClock()
    for number in range(4):
        await store.append(a_recording(number, at=clock.now() - number * DAY - 1))
    await expire(store, clock, 2.5)
    assert await numbers(store) == [0, 1, 2]


async def test_nothing_is_removed_where_they_are_kept_for_ever() -> None:
    store = MemoryRecordings()
    await store.append(a_recording(1, at=0))
    await expire_forever([store], ManualClock(), 0)
    assert await numbers(store) == [1]


def test_the_command_forgets_a_session(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ERRANDS_RECORDINGS", str(tmp_path))
    place = LinePlace.at(tmp_path)

    async def write(store: GzipRecordings) -> None:
        await store.append(a_recording(1, session=ONE))
        await store.append(a_recording(2, session=TWO))
        with GzipLabels(place, ManualClock()) as labels:
            for label in (*labels_of(ONE), *labels_of(TWO)):
                await labels.append(label)

    async def read() -> tuple[list[int], set[str]]:
        labels = GzipLabels(place, ManualClock())
        told = {label.session async for label in labels.read()}
        return await numbers(GzipRecordings(place, ManualClock())), told

    with GzipRecordings(place, ManualClock()) as store:
        asyncio.run(write(store))
    forget.main([ONE])
    assert asyncio.run(read()) == ([2], {TWO})
    assert capsys.readouterr().err == f"forgotten: {ONE}\n"
