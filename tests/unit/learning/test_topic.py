"""What a question is about: named slots come first, and two dates of a stay are one answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errands.contracts.ids import SlotName
from learning.days import TODAY
from learning.hotels.topics import TOPICS
from learning.practice import topics_of
from learning.repertoire import PRACTICES
from learning.topic import asked_for, pieces_of
from learning.wishes.site import SiteName

NAMES = [topic.name for topic in TOPICS]


@pytest.mark.parametrize(
    ("reply", "slots", "names"),
    [
        ("When will you come?", ("check_in",), ["check_in"]),
        ("When will you come?", (), ["dates"]),
        ("And?", ("email", "check_out", "check_in"), ["email", "dates"]),
        ("What is your e-mail, and where do you go?", (), ["city", "email"]),
        ("How is the weather?", ("floor",), []),
    ],
)
def test_slots_before_words(reply: str, slots: tuple[str, ...], names: list[str]) -> None:
    assert sorted(asked_for(TOPICS, reply, tuple(map(SlotName, slots)))) == sorted(names)


@given(st.lists(st.sampled_from(NAMES), unique=True))
def test_whatever_is_named_is_answered_once(named: list[str]) -> None:
    found = asked_for(TOPICS, "", [SlotName(name) for name in named])
    assert len(set(found)) == len(found)
    assert pieces_of(TOPICS, found) == pieces_of(TOPICS, named)


@pytest.mark.parametrize("site", SiteName)
def test_what_a_script_answers_is_a_topic_of_its_site_and_given_by_its_wish(site: SiteName) -> None:
    practice = PRACTICES[site]
    asked: set[str] = set()
    for number in range(40):
        script = practice.make_script(number, 2, TODAY, 0)
        topics = topics_of(script, practice)
        assert {topic.name for topic in topics} == set(script.answers)
        assert {piece for topic in topics for piece in topic.gives} <= set(script.wish.pieces)
        asked |= set(script.answers)
    assert asked == {topic.name for topic in practice.topics}
