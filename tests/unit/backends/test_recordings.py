"""Recordings on disk: whole lines, whatever happens to the process that writes them."""

import asyncio
import os
import resource
import signal
import subprocess
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pydantic import ValidationError
from structlog.testing import capture_logs

from errands.backends.archived_lines import LinePlace
from errands.backends.gzip_lines import packed, unpacked
from errands.backends.line_archive import LineArchive
from errands.backends.memory import ManualClock
from errands.backends.recordings import GzipRecordings
from errands.contracts.ids import SessionId
from errands.contracts.recording import Recording
from tests.ports.recordings import a_recording, numbers
from tests.ports.stores import ONE, TWO

HOUR = 3600
A_WRITER = """
import asyncio, sys
from errands.backends.archived_lines import LinePlace
from errands.backends.recordings import GzipRecordings
from errands.backends.system_clock import SystemClock
from errands.contracts.recording import Recording

async def main():
    store = GzipRecordings(LinePlace.at(sys.argv[1]), SystemClock())
    recording = Recording.model_validate_json(sys.argv[2])
    for number in range(1, 4):
        await store.append(recording.model_copy(update={"number": number}))
    print("written", flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def place(tmp_path: Path) -> LinePlace:
    return LinePlace.at(tmp_path / "made" / "when-needed")


@pytest.fixture
def store(place: LinePlace, clock: ManualClock) -> Iterator[GzipRecordings]:
    with GzipRecordings(place, clock) as opened:
        yield opened


def open_files(place: LinePlace) -> list[Path]:
    return sorted(place.open_files.glob("*"))


def kept(place: LinePlace) -> list[Path]:
    return sorted(path for path in Path(place.url).glob("*") if path.is_file())


def keep(place: LinePlace, name: str, line: bytes) -> None:
    Path(place.url).mkdir(parents=True, exist_ok=True)
    (Path(place.url) / name).write_bytes(packed([line]))


def everything(place: LinePlace) -> bytes:
    """Every byte there is, unpacked where it is packed, and every name."""
    paths = [path for path in Path(place.url).rglob("*") if path.is_file()]
    told = [str(path).encode() + path.read_bytes() for path in paths]
    lines = [line for path in paths if ".gz" in path.name for line in unpacked(path.read_bytes())]
    return b"\n".join((*told, *lines))


async def test_lines_can_be_read_while_the_file_is_open(store: GzipRecordings) -> None:
    await store.append(a_recording(1))
    assert await numbers(store) == [1]
    await store.append(a_recording(2))
    assert await numbers(store) == [1, 2]


async def test_appends_at_once_do_not_mix(store: GzipRecordings) -> None:
    await asyncio.gather(*(store.append(a_recording(n, "x" * 50_000)) for n in range(20)))
    assert sorted(await numbers(store)) == list(range(20))


async def test_each_hour_has_its_file(
    store: GzipRecordings, place: LinePlace, clock: ManualClock
) -> None:
    for number in range(3):
        await store.append(a_recording(number))
        clock.advance(1800)
    assert len(open_files(place)) == 2
    assert await numbers(store) == [0, 1, 2]


async def test_a_full_file_is_followed_by_another(place: LinePlace, clock: ManualClock) -> None:
    with GzipRecordings(place, clock, full=2000) as store:
        for number in range(20):
            await store.append(a_recording(number, os.urandom(300).hex()))
        assert len(open_files(place)) > 3
        assert max(path.stat().st_size for path in open_files(place)) < 3000
        await store.ship()
        assert len(open_files(place)) <= 1
        assert await numbers(store) == list(range(20))


async def test_a_file_is_shipped_once_its_hour_is_over(
    store: GzipRecordings, place: LinePlace, clock: ManualClock
) -> None:
    await store.append(a_recording(1))
    await store.ship()
    assert kept(place) == []
    clock.advance(HOUR)
    await store.ship()
    (path,) = kept(place)
    assert open_files(place) == []
    unpacker = zlib.decompressobj(31)
    unpacker.decompress(path.read_bytes())
    assert unpacker.eof


async def test_what_a_full_disk_cuts_off_harms_no_line_before_or_after_it(
    store: GzipRecordings, place: LinePlace
) -> None:
    await store.append(a_recording(1))
    (file,) = open_files(place)
    with room_for(file.stat().st_size + 10), pytest.raises(OSError, match="File too large"):
        await store.append(a_recording(2))
    await store.append(a_recording(3))
    assert await numbers(store) == [1, 3]
    with room_for(1), capture_logs() as lines:
        store.close()
    assert [line["event"] for line in lines] == ["lines.no_trailer"]
    await store.ship()
    assert open_files(place) == []
    assert await numbers(store) == [1, 3]


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file of this process grows beyond so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


async def test_two_stores_share_a_folder(place: LinePlace, clock: ManualClock) -> None:
    with GzipRecordings(place, clock) as first, GzipRecordings(place, clock) as second:
        await first.append(a_recording(1))
        await second.append(a_recording(2))
        assert sorted(await numbers(first)) == [1, 2]
        second.close()
        await first.ship()
        assert [len(kept(place)), len(open_files(place))] == [1, 1]
        assert sorted(await numbers(second)) == [1, 2]


async def test_a_closed_file_is_proper_gzip_and_a_new_one_follows(
    store: GzipRecordings, place: LinePlace
) -> None:
    await store.append(a_recording(1))
    store.close()
    store.close()
    unpacker = zlib.decompressobj(31)
    unpacker.decompress(open_files(place)[0].read_bytes())
    assert unpacker.eof
    await store.append(a_recording(2))
    assert await numbers(store) == [1, 2]


async def test_what_cannot_be_shipped_stays_and_is_shipped_later(
    tmp_path: Path, clock: ManualClock
) -> None:
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    place = LinePlace.at(blocked / "folder", tmp_path / "open")
    with GzipRecordings(place, clock) as store:
        await store.append(a_recording(1))
        store.close()
        with pytest.raises(OSError, match="file"):
            await store.ship()
        assert len(open_files(place)) == 1
        blocked.unlink()
        await store.ship()
        assert open_files(place) == []
        assert await numbers(store) == [1]


async def test_a_tail_cut_anywhere_costs_only_the_lines_it_held(
    store: GzipRecordings, place: LinePlace, clock: ManualClock
) -> None:
    path, ends = None, []
    for number in range(3):
        await store.append(a_recording(number))
        (path,) = open_files(place)
        ends.append(path.stat().st_size)
    store.close()
    assert path is not None
    whole = path.read_bytes()
    for length in range(len(whole) + 1):
        path.write_bytes(whole[:length])
        found = await numbers(GzipRecordings(place, clock))
        lines = sum(end <= length for end in ends)
        assert found[:lines] == list(range(lines))
        assert len(found) <= lines + 1


async def test_a_line_of_before_there_were_candidates_is_read(
    store: GzipRecordings, place: LinePlace
) -> None:
    old = a_recording(2).model_dump_json(exclude={"candidates"}).encode()
    keep(place, "20260301T10-1-aa.jsonl.gz", old)
    (read,) = [recording async for recording in store.read()]
    assert read == a_recording(2).model_copy(update={"candidates": ()})


async def test_a_line_that_is_no_recording_is_not_passed_over(
    store: GzipRecordings, place: LinePlace
) -> None:
    keep(place, "20260301T10-1-aa.jsonl.gz", b'{"half": 1}')
    with pytest.raises(ValidationError):
        await numbers(store)
    with pytest.raises(ValidationError):
        await store.forget(ONE)


async def test_a_forked_process_writes_a_file_of_its_own(
    store: GzipRecordings, place: LinePlace
) -> None:
    await store.append(a_recording(1))
    own_id = os.getpid()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "getpid", lambda: own_id + 1)
        await store.append(a_recording(2))
    assert len(open_files(place)) == 2
    assert sorted(await numbers(store)) == [1, 2]


async def test_a_killed_process_loses_nothing_it_had_appended(
    store: GzipRecordings, place: LinePlace
) -> None:
    command = [sys.executable, "-c", A_WRITER, place.url, a_recording(0).model_dump_json()]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:  # noqa: S603, ASYNC220
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"written\n"
        await store.ship()
        assert kept(place) == []  # it still writes
        writer.send_signal(signal.SIGKILL)
    assert await numbers(store) == [1, 2, 3]
    await store.ship()
    assert open_files(place) == []
    assert await numbers(store) == [1, 2, 3]


async def test_no_byte_of_a_forgotten_session_stays(place: LinePlace, clock: ManualClock) -> None:
    canary, other = SessionId("ses_canary"), SessionId("ses_other")

    def of(number: int, session: SessionId) -> Recording:
        return a_recording(number, f"<page> of {session}", session)

    with GzipRecordings(place, clock) as worker, GzipRecordings(place, clock) as command:
        for number in range(3):
            await worker.append(of(number, (canary, other)[number % 2]))
            clock.advance(HOUR)
            await worker.ship()
        await worker.append(of(3, canary))
        await worker.append(of(4, other))
        keep(place, "20260301T10-1-aa.jsonl.gz.part", b"ses_canary")
        assert b"ses_canary" in everything(place)
        await command.forget(canary)
        assert len(open_files(place)) == 1  # the worker's, who finds out when it ships next
        await worker.ship()
        assert b"ses_canary" not in everything(place)
        assert open_files(place) == []
        await worker.append(of(5, canary))
        clock.advance(HOUR)
        await worker.ship()
        assert b"ses_canary" not in everything(place)
        assert await numbers(command) == [1, 4]


async def test_a_file_that_comes_while_its_session_is_forgotten_is_cleaned(
    store: GzipRecordings, place: LinePlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one who forgets doesn't see the file yet, the one who ships doesn't know yet."""
    await store.append(a_recording(1, session=ONE))
    await store.append(a_recording(2, session=TWO))
    store.close()
    replace = LineArchive._replace
    forgotten: list[SessionId] = []

    def late(archive: LineArchive, name: str, lines: list[bytes]) -> None:
        if not forgotten:
            forgotten.append(ONE)
            LineArchive(place.url).forget(ONE)
        replace(archive, name, lines)

    monkeypatch.setattr(LineArchive, "_replace", late)
    await store.ship()
    assert forgotten == [ONE]
    (path,) = kept(place)
    assert [b'"number":2' in line for line in unpacked(path.read_bytes())] == [True]


async def test_two_sessions_forgotten_at_once_are_both_gone(
    store: GzipRecordings, place: LinePlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is written again by one who read it before the other removed its session."""
    await store.append(a_recording(1, session=ONE))
    await store.append(a_recording(2, session=TWO))
    await store.append(a_recording(3, session=SessionId("three")))
    store.close()
    await store.ship()
    replace = LineArchive._replace
    forgotten: list[SessionId] = []

    def late(archive: LineArchive, name: str, lines: list[bytes]) -> None:
        if not forgotten:
            forgotten.append(TWO)
            LineArchive(place.url).forget(TWO)
        replace(archive, name, lines)

    monkeypatch.setattr(LineArchive, "_replace", late)
    await store.forget(ONE)
    assert await numbers(store) == [3]
    (path,) = kept(place)
    assert len(unpacked(path.read_bytes())) == 1
