"""What people said of steps becomes samples and pairs, in the files that training reads."""

import asyncio
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from errands.agent.view.outline import RENDERER
from errands.backends.archived_lines import LinePlace
from errands.backends.labels import GzipLabels
from errands.backends.memory import ManualClock
from errands.backends.recordings import GzipRecordings
from errands.contracts.action import Action, Click, Fill, Say, Text, to_line
from errands.contracts.ids import ElementId, LabelerName, SessionId
from errands.contracts.label import KnownAnswer, Label, StepLabel, StepVerdict
from errands.contracts.recording import Recording
from errands.labels.book import LabelBook
from learning import labelled, refine
from learning.exercise import Exercise, read_exercises
from learning.held_out import is_held_out
from learning.judged import Judgement, Unused, judged
from learning.labelled import Report
from learning.pair import Pair, read_pairs
from learning.sample import lines_of, read_samples
from learning.teaching import ACCEPTED, WRITTEN, exercises_of, pairs_of
from tests.unit.learning.graders.steps import PROMPT, step

ADA, BEN, CY = (LabelerName(name) for name in ("ada", "ben", "cy"))
ACCEPT, REJECT, ACT = StepVerdict.ACCEPT, StepVerdict.REJECT, StepVerdict.ACT
HOTEL, OTHER = Click(element=ElementId(3)), Click(element=ElementId(9))
NAMED = Fill(element=ElementId(4), value=Text(text="Hugo"))
INVENTED = Fill(element=ElementId(4), value=Text(text="Bertha"))
HELD_OUT = next(f"s{n}" for n in range(999) if is_held_out(f"s{n}"))


def recorded(action: Action, number: int = 1, done: str = "", session: str = "s") -> Recording:
    made = step(action, prompt=PROMPT.format(done=done), number=number)
    update = {
        "renderer": RENDERER,
        "output": to_line(action),
        "session": SessionId(session),
    }
    return made.model_copy(update=update)


def label(
    of: Recording,
    verdict: StepVerdict,
    action: Action | None = None,
    labeler: LabelerName = ADA,
) -> StepLabel:
    return StepLabel(
        session=of.session,
        turn=of.turn,
        number=of.number,
        labeler=labeler,
        verdict=verdict,
        action=action,
        seconds=1,
        at=0,
    )


def heard(
    recordings: Sequence[Recording], labels: Iterable[Label], trusted: Sequence[LabelerName] = ()
) -> Judgement:
    return judged(recordings, LabelBook.of(labels), trusted or (ADA, BEN, CY))


def taught(found: Judgement) -> dict[str, list[tuple[str, ...]]]:
    made: list[Exercise] = list(exercises_of(found.steps))
    return {
        kind: [lines_of(one) for one in made if one.kind == kind] for kind in (ACCEPTED, WRITTEN)
    }


def lost(found: Judgement) -> dict[Unused, int]:
    return {why: count for why, count in found.unused.items() if count}


FIRST = recorded(HOTEL)
MISSED = recorded(OTHER, 2, "click 3 -> ok\n")
THIRD = recorded(NAMED, 3, "click 3 -> ok\nclick 9 -> no change\n")


def test_accepted_steps_of_a_page_are_one_sample_in_which_a_wrong_one_is_read_and_not_learned() -> (
    None
):
    steps = [FIRST, MISSED, THIRD]
    labels = [label(FIRST, ACCEPT), label(MISSED, REJECT), label(THIRD, ACCEPT)]
    (made,) = exercises_of(heard(steps, labels).steps)
    assert lines_of(made) == ("click 3 ->", 'fill 4 "Hugo" ->')
    assert "\nclick 9 -> no change\n" in made.text
    assert (made.talk, made.site, made.kind) == ("s", "hotels.test", ACCEPTED)


def test_steps_whose_prompts_do_not_grow_are_learned_one_by_one() -> None:
    again = recorded(NAMED, 2, "")
    found = heard([FIRST, again], [label(FIRST, ACCEPT), label(again, ACCEPT)])
    assert taught(found)[ACCEPTED] == [("click 3 ->",), ('fill 4 "Hugo" ->',)]


def test_what_a_person_did_is_the_target_and_better_than_what_it_replaced() -> None:
    found = heard([MISSED], [label(MISSED, ACT, NAMED)])
    assert taught(found) == {ACCEPTED: [], WRITTEN: [('fill 4 "Hugo" ->',)]}
    (made,) = exercises_of(found.steps)
    assert made.text == f'{MISSED.prompt}fill 4 "Hugo" ->'
    assert list(pairs_of(found.steps)) == [
        Pair(
            source="s",
            skill=MISSED.skill,
            prompt=MISSED.prompt,
            better='fill 4 "Hugo"',
            worse="click 9",
        )
    ]


def test_a_rejected_line_is_worse_than_one_that_was_accepted_at_the_same_prompt() -> None:
    wrong, right = recorded(OTHER), recorded(HOTEL, session="s2")
    elsewhere = recorded(NAMED, done="click 3 -> ok\n", session="s3")
    labels = [label(wrong, REJECT), label(right, ACCEPT), label(elsewhere, ACCEPT)]
    found = heard([wrong, right, elsewhere], labels)
    assert [(p.better, p.worse) for p in pairs_of(found.steps)] == [("click 3", "click 9")]
    assert lost(found) == {Unused.NO_LINE: 1}


def test_a_line_that_is_right_elsewhere_at_the_same_prompt_is_not_worse() -> None:
    wrong, right = recorded(OTHER), recorded(OTHER, session="s2")
    found = heard([wrong, right], [label(wrong, ACT, NAMED), label(right, ACCEPT)])
    assert list(pairs_of(found.steps)) == []


def test_no_pair_is_made_of_a_conversation_that_is_kept_for_validation() -> None:
    kept_back = recorded(OTHER, session=HELD_OUT)
    found = heard([kept_back], [label(kept_back, ACT, NAMED)])
    assert list(pairs_of(found.steps)) == []
    assert taught(found)[WRITTEN] == [('fill 4 "Hugo" ->',)]


def test_most_people_decide_and_a_tie_teaches_nothing() -> None:
    labels = [label(FIRST, ACCEPT, labeler=who) for who in (ADA, BEN)]
    labels += [label(FIRST, REJECT, labeler=CY)]
    labels += [label(MISSED, ACCEPT), label(MISSED, ACT, HOTEL, labeler=BEN)]
    found = heard([FIRST, MISSED], labels)
    assert taught(found) == {ACCEPTED: [("click 3 ->",)], WRITTEN: []}
    assert lost(found) == {Unused.TIE: 1}
    assert lost(heard([FIRST], labels, [CY])) == {Unused.NO_LINE: 1, Unused.FORGOTTEN: 1}
    assert lost(heard([MISSED], labels[3:], [CY])) == {Unused.UNTRUSTED: 1}


def test_nothing_is_learned_that_tells_or_types_what_nobody_said() -> None:
    told = recorded(Say(text="Your reference is AAAA99."), 2)
    found = heard([FIRST, told], [label(FIRST, ACT, INVENTED), label(told, ACCEPT)])
    assert taught(found) == {ACCEPTED: [], WRITTEN: []}
    assert lost(found) == {Unused.INVENTED: 2}


def test_what_is_measured_by_and_what_is_read_differently_today_is_not_learned() -> None:
    known = KnownAnswer(session=FIRST.session, labeler=CY, at=0, recording=FIRST, is_right=True)
    old = MISSED.model_copy(update={"renderer": RENDERER - 1})
    labels = [known, label(FIRST, ACCEPT), label(old, ACCEPT), label(THIRD, ACT, NAMED)]
    assert lost(heard([FIRST, old, THIRD], labels)) == {
        Unused.KNOWN: 1,
        Unused.RENDERER: 1,
        Unused.SAME: 1,
    }
    assert lost(heard([], labels)) == {Unused.FORGOTTEN: 2}


@pytest.fixture
def place(tmp_path: Path) -> LinePlace:
    """Ada and Cy judge one step each; Cy has got all of five known answers wrong."""
    wrong = recorded(OTHER, 1, "click 5 -> ok\n", session="s2")
    asked = [recorded(HOTEL, number, session="known") for number in range(5)]
    labels: list[Label] = [label(FIRST, ACCEPT), label(wrong, ACT, NAMED)]
    labels += [label(THIRD, ACCEPT, labeler=CY)]
    labels += [label(one, REJECT, labeler=CY) for one in asked]
    labels += [
        KnownAnswer(session=one.session, labeler=BEN, at=0, recording=one, is_right=True)
        for one in asked
    ]
    place = LinePlace.at(tmp_path / "recordings")

    async def keep() -> None:
        with GzipRecordings(place, ManualClock()) as store:
            for recording in (FIRST, wrong, THIRD, MISSED, *asked):
                await store.append(recording)
        with GzipLabels(place, ManualClock()) as written:
            for one in labels:
                await written.append(one)

    asyncio.run(keep())
    return place


def test_labels_end_in_the_files_that_training_reads(tmp_path: Path, place: LinePlace) -> None:
    labelled.main(recordings=place.url, output=tmp_path / "said")
    report = Report.model_validate_json((tmp_path / "said/labelled.json").read_text())
    assert (report.labelers, report.trusted, report.judged) == (2, 1, 8)
    assert report.exercises == {ACCEPTED: 1, WRITTEN: 1}
    assert (report.unused[Unused.UNTRUSTED], report.unused[Unused.KNOWN]) == (1, 5)
    (pair,) = read_pairs(tmp_path / "said/navigate.pairs.jsonl")
    assert (pair.better, pair.worse) == ('fill 4 "Hugo"', "click 9")

    refine.main(output=tmp_path / "data", exercises=[tmp_path / "said/labelled.jsonl"])
    samples = read_samples(tmp_path / "data/navigate.train.jsonl")
    assert {lines_of(one) for one in samples} == {("click 3 ->",), ('fill 4 "Hugo" ->',)}


def test_a_lower_bar_lets_more_people_count(tmp_path: Path, place: LinePlace) -> None:
    labelled.main(recordings=place.url, output=tmp_path / "said", known=0)
    report = Report.model_validate_json((tmp_path / "said/labelled.json").read_text())
    assert (report.trusted, report.unused[Unused.UNTRUSTED]) == (2, 0)
    accepted, _ = read_exercises(tmp_path / "said/labelled.jsonl")
    assert lines_of(accepted) == ("click 3 ->", 'fill 4 "Hugo" ->')
