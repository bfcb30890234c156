"""The simulated person answers what is asked, once confirms, and tells a change when asked to."""

import pytest

from errands.contracts.ids import SlotName
from errands.contracts.turn import StopReason
from learning.days import TODAY
from learning.hotels.synthesis import make_script
from learning.repertoire import person_of
from learning.script import ScriptKind

CHANGED = next(s for n in range(99) if (s := make_script(n, 2, TODAY)).kind is ScriptKind.CHANGED)
PLAIN = next(s for n in range(99) if (s := make_script(n, 2, TODAY)).kind is ScriptKind.AT_ONCE)


@pytest.mark.parametrize(
    ("words", "slots", "topics"),
    [
        ("Which city?", ("city",), ["city"]),
        ("Which city?", (), ["city"]),
        ("When?", ("check_in", "check_out"), ["dates"]),
        ("Check-out?", ("check_out",), ["check_out"]),
        ("How many guests?", (), ["guests"]),
        ("The cheapest, or with breakfast?", (), ["preference"]),
    ],
)
def test_an_answer_gives_what_was_asked_for(
    words: str, slots: tuple[str, ...], topics: list[str]
) -> None:
    person = person_of(PLAIN)
    answer = person.answer(words, tuple(map(SlotName, slots)), StopReason.ASKED)
    assert answer == ", ".join(PLAIN.answers[topic] for topic in topics)
    assert person.part.asked == topics


def test_both_names_are_given_as_one() -> None:
    slots = (SlotName("first_name"), SlotName("last_name"))
    name = f"{PLAIN.wish.first_name} {PLAIN.wish.last_name}"
    assert person_of(PLAIN).answer("Your name?", slots, StopReason.ASKED) == name


def test_a_mind_is_changed_once_and_then_made_up() -> None:
    person = person_of(CHANGED)
    assert person.part.wish == CHANGED.first
    assert person.answer("Shall I?", (), StopReason.NEEDS_YES) == CHANGED.change
    assert person.part.wish == CHANGED.wish
    assert person.answer("Shall I?", (), StopReason.NEEDS_YES) == CHANGED.confirm
    assert person.answer("Shall I?", (), StopReason.NEEDS_YES) is None
    assert person.answer("Booked.", (), StopReason.SAID) is None


def test_a_question_that_nobody_understands_is_asked_back_twice() -> None:
    person = person_of(PLAIN)
    answers = [person.answer("Which floor?", (), StopReason.ASKED) for _ in range(3)]
    assert all(words and words != "please go on" for words in answers[:2])
    assert answers[2] is None
    assert person.part.asked == []


def test_patience_ends() -> None:
    person = person_of(PLAIN)
    answers = [person.answer("Hm.", (), StopReason.LOOP) for _ in range(3)]
    assert answers == ["please go on", "please go on", None]
