"""Recordings on disk: whole lines, whatever happens to the process that writes them."""

import asyncio
import os
import signal
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import ValidationError

from errands.backends.memory import ManualClock, MemoryRecordings
from errands.backends.recordings import GzipRecordings
from errands.contracts.action import Say
from errands.contracts.ids import SessionId, SkillName, TurnId
from errands.contracts.ports import RecordingStore
from errands.contracts.recording import Candidate, Recording
from errands.contracts.step import Effect, EffectKind, Timings, Usage

A_WRITER = """
import asyncio, sys
from collections.abc import Iterator
from pathlib import Path
from errands.backends.recordings import GzipRecordings
from errands.backends.system_clock import SystemClock
from errands.contracts.recording import Recording

async def main():
    store = GzipRecordings(Path(sys.argv[1]), SystemClock())
    recording = Recording.model_validate_json(sys.argv[2])
    for number in range(1, 4):
        await store.append(recording.model_copy(update={"number": number}))
    print("written", flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""


def a_recording(number: int, prompt: str = "<page> Zoë\n") -> Recording:
    return Recording(
        renderer=1,
        session=SessionId("one"),
        turn=TurnId("first"),
        number=number,
        page=1,
        skill=SkillName("book"),
        model="book@1",
        prompt=prompt,
        output='say "Done."',
        candidates=(
            Candidate(line="click 9", verdict=EffectKind.STALE),
            Candidate(line="cli", verdict="no action"),
            Candidate(line='say "Done."', verdict="passed"),
        ),
        action=Say(text="Done."),
        effect=Effect(kind=EffectKind.OK),
        timings=Timings(),
        usage=Usage(),
        at=1.5,
    )


async def numbers(store: RecordingStore) -> list[int]:
    return [recording.number async for recording in store.read()]


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def store(tmp_path: Path, clock: ManualClock) -> Iterator[GzipRecordings]:
    with GzipRecordings(tmp_path / "made" / "when-needed", clock) as opened:
        yield opened


def files(store: GzipRecordings) -> list[Path]:
    return store._files()


@pytest.fixture(params=["memory", "gzip"])
def either(request: pytest.FixtureRequest, store: GzipRecordings) -> RecordingStore:
    return MemoryRecordings() if request.param == "memory" else store


async def test_what_was_appended_is_read_in_order(either: RecordingStore) -> None:
    assert await numbers(either) == []
    written = [a_recording(number) for number in range(20)]
    for recording in written:
        await either.append(recording)
    assert [recording async for recording in either.read()] == written


async def test_lines_can_be_read_while_the_file_is_open(store: GzipRecordings) -> None:
    await store.append(a_recording(1))
    assert await numbers(store) == [1]
    await store.append(a_recording(2))
    assert await numbers(store) == [1, 2]


async def test_appends_at_once_do_not_mix(store: GzipRecordings) -> None:
    await asyncio.gather(*(store.append(a_recording(n, "x" * 50_000)) for n in range(20)))
    assert sorted(await numbers(store)) == list(range(20))


async def test_each_hour_has_its_file(store: GzipRecordings, clock: ManualClock) -> None:
    for number in range(3):
        await store.append(a_recording(number))
        clock.advance(1800)
    assert len(files(store)) == 2
    assert await numbers(store) == [0, 1, 2]


async def test_two_stores_share_a_folder(tmp_path: Path, clock: ManualClock) -> None:
    with GzipRecordings(tmp_path, clock) as first, GzipRecordings(tmp_path, clock) as second:
        await first.append(a_recording(1))
        await second.append(a_recording(2))
        assert sorted(await numbers(first)) == [1, 2]


async def test_a_closed_file_is_proper_gzip_and_a_new_one_follows(store: GzipRecordings) -> None:
    await store.append(a_recording(1))
    store.close()
    store.close()
    unpacker = zlib.decompressobj(31)
    unpacker.decompress(files(store)[0].read_bytes())
    assert unpacker.eof
    await store.append(a_recording(2))
    assert sorted(await numbers(store)) == [1, 2]


async def test_a_tail_cut_anywhere_costs_only_the_lines_it_held(
    store: GzipRecordings, clock: ManualClock
) -> None:
    path, ends = None, []
    for number in range(3):
        await store.append(a_recording(number))
        (path,) = files(store)
        ends.append(path.stat().st_size)
    store.close()
    assert path is not None
    whole = path.read_bytes()
    for length in range(len(whole) + 1):
        path.write_bytes(whole[:length])
        found = await numbers(GzipRecordings(path.parent, clock))
        kept = sum(end <= length for end in ends)
        assert found[:kept] == list(range(kept))
        assert len(found) <= kept + 1


async def test_a_line_of_before_there_were_candidates_is_read(store: GzipRecordings) -> None:
    await store.append(a_recording(1))
    (path,) = files(store)
    packer = zlib.compressobj(wbits=31)
    old = a_recording(2).model_dump_json(exclude={"candidates"}).encode() + b"\n"
    path.write_bytes(packer.compress(old) + packer.flush())
    (read,) = [recording async for recording in store.read()]
    assert read == a_recording(2).model_copy(update={"candidates": ()})


async def test_a_line_that_is_no_recording_is_not_passed_over(store: GzipRecordings) -> None:
    await store.append(a_recording(1))
    (path,) = files(store)
    packer = zlib.compressobj(wbits=31)
    path.write_bytes(packer.compress(b'{"half": 1}\n') + packer.flush())
    with pytest.raises(ValidationError):
        await numbers(store)


async def test_a_forked_process_writes_a_file_of_its_own(store: GzipRecordings) -> None:
    await store.append(a_recording(1))
    own_id = os.getpid()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "getpid", lambda: own_id + 1)
        await store.append(a_recording(2))
    assert len(files(store)) == 2
    assert sorted(await numbers(store)) == [1, 2]


async def test_a_killed_process_loses_nothing_it_had_appended(
    tmp_path: Path, clock: ManualClock
) -> None:
    command = [sys.executable, "-c", A_WRITER, str(tmp_path), a_recording(0).model_dump_json()]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:  # noqa: S603, ASYNC220
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"written\n"
        writer.send_signal(signal.SIGKILL)
    assert await numbers(GzipRecordings(tmp_path, clock)) == [1, 2, 3]
