"""Known answers are entered at the console."""

import asyncio
from pathlib import Path

import pytest

from errands.backends.archived_lines import LinePlace
from errands.backends.labels import GzipLabels
from errands.backends.memory import ManualClock
from errands.backends.recordings import GzipRecordings
from errands.contracts.label import KnownAnswer, Label
from services.api import known
from tests.ports.recordings import a_recording


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LinePlace:
    monkeypatch.setenv("ERRANDS_RECORDINGS", str(tmp_path))
    place = LinePlace.at(tmp_path)

    async def record() -> None:
        with GzipRecordings(place, ManualClock()) as store:
            for number in (1, 2):
                await store.append(a_recording(number))

    asyncio.run(record())
    return place


def labels(place: LinePlace) -> list[Label]:
    async def read() -> list[Label]:
        return [label async for label in GzipLabels(place, ManualClock()).read()]

    return asyncio.run(read())


def test_a_recorded_step_becomes_a_known_answer(place: LinePlace) -> None:
    assert known.main(["one", "first", "2", "wrong", "--by", "owner"]) == 0
    (answer,) = labels(place)
    assert isinstance(answer, KnownAnswer)
    assert (answer.recording, answer.is_right) == (a_recording(2), False)
    assert answer.labeler == "owner"


def test_a_step_that_is_not_there(place: LinePlace, capsys: pytest.CaptureFixture[str]) -> None:
    assert known.main(["one", "first", "3", "right", "--by", "owner"]) == 1
    assert capsys.readouterr().err == "no such step is recorded\n"
    assert labels(place) == []
