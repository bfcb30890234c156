"""Graders beside people: only those that agree, often enough to tell, are used."""

from collections.abc import Iterator
from pathlib import Path

from errands.backends.archived_lines import LinePlace
from errands.backends.labels import GzipLabels
from errands.backends.memory import ManualClock
from errands.contracts.ids import LabelerName, SessionId, TurnId
from errands.contracts.label import StepLabel, StepVerdict
from learning import calibrate
from learning.calibrate import LEAST_ITEMS, Calibration, calibrated
from learning.graders.mark import GOOD, UNSURE, Opinion, StepGrade, bad

BAD = bad("so")
RIGHT, WRONG = StepVerdict.ACCEPT, StepVerdict.REJECT


def graded(opinions: list[Opinion], grader: str = "rule") -> Iterator[StepGrade]:
    for number, opinion in enumerate(opinions):
        yield StepGrade(
            session=SessionId("s"),
            turn=TurnId("t"),
            number=number,
            grader=grader,
            opinion=opinion,
        )


def labelled(verdicts: list[StepVerdict], labeler: str = "ada", at: float = 0) -> list[StepLabel]:
    return [
        StepLabel(
            session=SessionId("s"),
            turn=TurnId("t"),
            number=number,
            labeler=LabelerName(labeler),
            verdict=verdict,
            seconds=1,
            at=at,
        )
        for number, verdict in enumerate(verdicts)
    ]


def test_a_grader_that_agrees_often_enough_is_used() -> None:
    half = LEAST_ITEMS // 2
    labels = labelled([RIGHT] * half + [WRONG] * half)
    good = list(graded([GOOD] * half + [BAD] * half, "good"))
    habit = list(graded([GOOD] * 2 * half, "habit"))
    found = calibrated([*good, *habit], labels)
    assert found.used == {"good"}
    assert found.graders["good"].kappa == 1
    assert found.graders["habit"].same == half
    assert found.graders["habit"].kappa == 0


def test_of_few_steps_nobody_can_tell() -> None:
    few = LEAST_ITEMS // 2 - 1
    found = calibrated(graded([GOOD] * few + [BAD] * few), labelled([RIGHT] * few + [WRONG] * few))
    assert found.graders["rule"].kappa == 1
    assert found.used == frozenset()


def test_steps_a_grader_is_unsure_of_and_steps_without_a_label_do_not_count() -> None:
    found = calibrated(graded([GOOD, UNSURE, BAD, GOOD]), labelled([RIGHT, WRONG, WRONG]))
    standing = found.graders["rule"]
    assert (standing.items, standing.same, standing.unsure) == (2, 2, 1)


def test_most_people_are_right_and_a_tie_says_nothing() -> None:
    labels = [
        *labelled([RIGHT, RIGHT], "ada"),
        *labelled([WRONG, WRONG], "ben"),
        *labelled([WRONG], "cy"),
    ]
    found = calibrated(graded([BAD, BAD]), labels)
    assert (found.graders["rule"].items, found.graders["rule"].same) == (1, 1)


async def test_labels_are_read_from_beside_the_recordings(tmp_path: Path) -> None:
    place = LinePlace.at(tmp_path / "recordings")
    with GzipLabels(place, ManualClock()) as store:
        for label in labelled([RIGHT, WRONG]):
            await store.append(label)
        assert await calibrate.labels_in(str(tmp_path / "recordings")) == labelled([RIGHT, WRONG])


def test_the_file_tells_which_graders_are_trusted() -> None:
    found = calibrated(graded([GOOD]), labelled([RIGHT]))
    assert Calibration.model_validate_json(found.model_dump_json()) == found
