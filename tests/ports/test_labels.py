"""One suite for every `LabelStore`."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from errands.backends.archived_lines import LinePlace
from errands.backends.labels import GzipLabels
from errands.backends.memory import ManualClock, MemoryLabels
from errands.backends.recordings import GzipRecordings
from errands.contracts.action import Click
from errands.contracts.ids import ElementId, LabelerName
from errands.contracts.keeping import LabelStore
from errands.contracts.label import (
    KnownAnswer,
    Label,
    Outcome,
    StepKey,
    StepLabel,
    StepVerdict,
    TrajectoryLabel,
)
from tests.ports.recordings import a_recording, numbers
from tests.ports.stores import FIRST, ONE, TWO

ANNA = LabelerName("anna")


def labels_of(session: str = ONE) -> list[Label]:
    who = {"session": session, "labeler": ANNA, "at": 1.5}
    step = {**who, "turn": FIRST, "number": 1, "seconds": 2.5}
    return [
        StepLabel.model_validate({**step, "verdict": StepVerdict.HINT, "hint": "Zoë first"}),
        StepLabel.model_validate(
            {**step, "verdict": StepVerdict.ACT, "action": Click(element=ElementId(3))}
        ),
        TrajectoryLabel.model_validate(
            {**who, "turn": FIRST, "outcome": Outcome.MISSED, "seconds": 0}
        ),
        KnownAnswer.model_validate(
            {**who, "recording": a_recording(1, session=session), "is_right": False}
        ),
    ]


@pytest.fixture
def place(tmp_path: Path) -> LinePlace:
    return LinePlace.at(tmp_path)


@pytest.fixture(params=["memory", "gzip"])
def store(request: pytest.FixtureRequest, place: LinePlace) -> Iterator[LabelStore]:
    if request.param == "memory":
        yield MemoryLabels()
        return
    with GzipLabels(place, ManualClock()) as opened:
        yield opened


async def kept(store: LabelStore) -> list[Label]:
    return [label async for label in store.read()]


async def test_every_kind_is_read_back_in_order(store: LabelStore) -> None:
    assert await kept(store) == []
    for label in labels_of():
        await store.append(label)
    assert await kept(store) == labels_of()
    await store.ship()
    assert await kept(store) == labels_of()


async def test_a_session_is_forgotten_alone_and_for_good(store: LabelStore) -> None:
    for label in (*labels_of(ONE), *labels_of(TWO)):
        await store.append(label)
    await store.forget(ONE)
    assert await kept(store) == labels_of(TWO)
    await store.append(labels_of(ONE)[0])
    await store.ship()
    assert await kept(store) == labels_of(TWO)


async def test_labels_lie_next_to_recordings_and_are_none(place: LinePlace) -> None:
    with GzipLabels(place, ManualClock()) as labels, GzipRecordings(place, ManualClock()) as steps:
        await labels.append(labels_of()[0])
        await steps.append(a_recording(7))
        for finished in (labels, steps):
            finished.close()
            await finished.ship()
        assert await numbers(steps) == [7]
        assert await kept(labels) == labels_of()[:1]


def test_a_key_names_a_recording() -> None:
    label, _, _, known = labels_of()
    assert isinstance(label, StepLabel)
    assert isinstance(known, KnownAnswer)
    assert label.key == known.key == StepKey(ONE, FIRST, 1)
