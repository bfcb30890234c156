import pytest

from errands.contracts.action import Action, Ask, Click, Fill, Say, Slot, Text
from errands.contracts.ids import ElementId, SlotName
from errands.contracts.step import EffectKind
from learning.graders.claims import claims
from learning.graders.derivable import derivable
from learning.graders.effective import effective
from learning.graders.mark import Mark
from learning.graders.onward import onward
from tests.unit.learning.graders.steps import PROMPT, step

CLICK = Click(element=ElementId(3))
NAME = ElementId(4)


def fill(text: str) -> Fill:
    return Fill(element=NAME, value=Text(text=text))


def fill_slot(name: str) -> Fill:
    return Fill(element=NAME, value=Slot(name=SlotName(name)))


@pytest.mark.parametrize("kind", EffectKind)
def test_every_effect_has_a_mark(kind: EffectKind) -> None:
    assert effective(step(CLICK, kind)).mark in Mark


def test_what_a_gate_refused_or_left_no_trace_is_bad() -> None:
    assert effective(step(CLICK, EffectKind.PAGE_CHANGED)).mark is Mark.GOOD
    assert effective(step(CLICK, EffectKind.NEEDS_YES)).mark is Mark.GOOD
    assert effective(step(CLICK, EffectKind.NO_CHANGE)).mark is Mark.BAD
    assert effective(step(CLICK, EffectKind.NOT_DERIVABLE)).mark is Mark.BAD
    assert effective(step(CLICK, EffectKind.STALE)).mark is Mark.UNSURE


@pytest.mark.parametrize(
    ("action", "kind", "mark"),
    [
        (fill("Warsaw"), EffectKind.OK, Mark.GOOD),
        (fill("warsaw"), EffectKind.OK, Mark.GOOD),
        (fill("3rd of August"), EffectKind.OK, Mark.GOOD),
        (fill("Hugo"), EffectKind.OK, Mark.GOOD),
        (fill("XH8B9M"), EffectKind.OK, Mark.GOOD),
        (fill("Rome"), EffectKind.NOT_DERIVABLE, Mark.BAD),
        (fill("Rome"), EffectKind.OK, Mark.UNSURE),
        (fill("undefined"), EffectKind.NOT_DERIVABLE, Mark.BAD),
        (fill_slot("first_name"), EffectKind.OK, Mark.GOOD),
        (fill_slot("card"), EffectKind.OK, Mark.GOOD),
        (fill_slot("phone"), EffectKind.OK, Mark.BAD),
        (fill_slot("email"), EffectKind.OK, Mark.BAD),
        (CLICK, EffectKind.OK, Mark.GOOD),
    ],
)
def test_typed_values_stand_in_what_was_seen(action: Action, kind: EffectKind, mark: Mark) -> None:
    assert derivable(step(action, kind)).mark is mark


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ("Your booking is confirmed. Your reference is XH8B9M.", ""),
        ("That is €240 at Grand Hotel in Warsaw.", ""),
        ("I'd say it is done. Anything else?", ""),
        ("Your reference is XH8B9N.", "XH8B9N"),
        ("That is €204 in Warsaw.", "€204"),
        ("It is at Plaza Hotel.", "Plaza Hotel"),
        ("You leave on the 10th.", "10th"),
    ],
)
def test_what_is_told_was_to_be_seen(words: str, missing: str) -> None:
    told = claims(step(Say(text=words)))
    assert told.mark is (Mark.BAD if missing else Mark.GOOD)
    assert missing in told.why
    assert claims(step(Ask(question=words))) == told


def test_a_right_conversation_has_good_steps_but_for_detours() -> None:
    other = PROMPT.replace("# results", "# help").format(done="")
    steps = [
        step(CLICK, EffectKind.PAGE_CHANGED),
        step(CLICK, EffectKind.PAGE_CHANGED, prompt=other),
        step(fill("Hugo"), EffectKind.OK),
        step(Say(text="Done.")),
    ]
    marks = [opinion.mark for opinion in onward(steps, right=True)]
    assert marks == [Mark.BAD, Mark.BAD, Mark.BAD, Mark.GOOD]
    below = PROMPT.format(done='fill 4 "Hugo" -> ok\n')
    steps[3] = step(Say(text="Done."), prompt=below)
    marks = [opinion.mark for opinion in onward(steps, right=True)]
    assert marks == [Mark.BAD, Mark.BAD, Mark.GOOD, Mark.GOOD]


def test_in_a_wrong_conversation_only_repetition_is_surely_bad() -> None:
    steps = [step(CLICK, EffectKind.NO_CHANGE), step(CLICK, EffectKind.NO_CHANGE)]
    marks = [opinion.mark for opinion in onward(steps, right=False)]
    assert marks == [Mark.UNSURE, Mark.BAD]
