"""Personas: what they say in place of a plain answer, and that nothing in it misleads."""

from itertools import count
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from errands.agent.effects.consent import is_yes, refuses
from errands.agent.values.said import Said
from errands.agent.values.slots import filled
from errands.contracts.ids import SlotName
from errands.contracts.profile import Profile
from errands.contracts.turn import StopReason
from learning.days import TODAY
from learning.persona import AFTER, BEFORE, VAGUE, as_persona
from learning.practice import topics_of
from learning.repertoire import PRACTICES, person_of
from learning.script import Persona, Script, ScriptKind
from learning.topic import pieces_of
from learning.wishes.site import SiteName

SITES = {
    persona: [
        site
        for site in SiteName
        if persona is not Persona.WRONG_FIRST or site is not SiteName.ACCOUNT
    ]
    for persona in Persona
}
"""On which there are such people; a setting is saved without a yes, where it would be put right."""
PERSONAL = ("first_name", "last_name", "email", "phone")


@st.composite
def scripts(draw: st.DrawFn, persona: Persona, site: SiteName | None = None) -> Script:
    """A script of any site with something to ask, as a persona plays it."""
    practice = PRACTICES[site or draw(st.sampled_from(SITES[persona]))]
    numbers, seed = count(draw(st.integers(0, 10**6))), draw(st.integers(0, 9))
    made = (practice.make_script(number, seed, TODAY, 0) for number in numbers)
    played = (as_persona(one, persona, practice, Random(one.id), TODAY) for one in made)  # noqa: S311 a test
    return next(one for one in played if one.persona is persona)


def values(text: str) -> tuple[object, ...]:
    said = Said(text, TODAY)
    return (
        [m.day for m in said.dates],
        [m.days for m in said.stays],
        said.numbers,
        said.names,
        said.emails,
        said.phones,
        said.clocks,
    )


@pytest.mark.parametrize("words", [*BEFORE, *AFTER, *VAGUE])
def test_small_talk_and_what_is_vague_hold_no_value(words: str) -> None:
    assert not any(values(words))
    assert not is_yes(words)
    assert not refuses(words)


@given(st.data(), st.sampled_from(SiteName), st.integers(0, 10**6))
def test_small_talk_changes_no_answer(data: st.DataObject, site: SiteName, number: int) -> None:
    practice = PRACTICES[site]
    plain = practice.make_script(number, 1, TODAY, 0)
    chatty = as_persona(plain, Persona.CHATTY, practice, Random(number), TODAY)  # noqa: S311 a test
    topic = data.draw(st.sampled_from(sorted(plain.answers)))
    assert plain.answers[topic] in chatty.answers[topic]
    assert values(chatty.answers[topic]) == values(plain.answers[topic])


@given(scripts(Persona.CHATTY), st.sampled_from(PERSONAL))
def test_a_chatty_person_tells_who_they_are(script: Script, slot: str) -> None:
    assume(slot in script.answers)
    said = Said(script.answers[slot], TODAY)
    profile = filled((SlotName(slot),), said, Profile.of({SlotName(slot): ""}))
    assert profile.value(SlotName(slot)) == script.wish.value(slot)


@given(scripts(Persona.TERSE))
def test_a_terse_person_says_values_only(script: Script) -> None:
    assert {t.name for t in topics_of(script, PRACTICES[script.site])} <= set(script.answers)
    for slot in set(PERSONAL) & set(script.answers):
        assert script.answers[slot] == script.wish.value(slot)


@given(scripts(Persona.VAGUE_FIRST))
def test_who_is_vague_answers_the_second_time(script: Script) -> None:
    topic = next(t for t in topics_of(script, PRACTICES[script.site]) if not t.personal)
    person = person_of(script)
    asked = (SlotName(topic.name),)
    assert person.answer("?", asked, StopReason.ASKED) == script.vague
    assert person.part.asked == []
    assert person.answer("?", asked, StopReason.ASKED) == script.answers[topic.name]


@given(scripts(Persona.VAGUE_FIRST))
def test_nobody_is_vague_about_their_name(script: Script) -> None:
    personal = [t for t in topics_of(script, PRACTICES[script.site]) if t.personal]
    assume(personal)  # some errands need nobody's name
    topic = personal[0]
    answer = person_of(script).answer("?", (SlotName(topic.name),), StopReason.ASKED)
    assert answer == script.answers[topic.name]


@given(scripts(Persona.WRONG_FIRST))
def test_a_wrong_answer_is_put_right_at_the_confirmation(script: Script) -> None:
    slip, person = script.slip, person_of(script)
    assert slip is not None
    topics = topics_of(script, PRACTICES[script.site])
    assert not pieces_of(topics, [slip.topic]) & set(script.revealed)
    right = (script.first or script.wish, script.wish)
    assert person.part.wish == right[0]
    assert person.answer("?", (SlotName(slip.topic),), StopReason.ASKED) == slip.answer
    assert person.part.wish == slip.wish != right[0]
    assert person.answer("Shall I?", (), StopReason.NEEDS_YES) == slip.correction
    assert person.part.wish == right[0]
    assert not is_yes(slip.correction)
    assert not refuses(slip.correction)
    if script.kind is ScriptKind.CHANGED:
        assert person.answer("Shall I?", (), StopReason.NEEDS_YES) == script.change
    assert person.part.wish == right[1]
    while not person.part.is_settled:  # a wish may take more than one yes
        assert person.answer("Shall I?", (), StopReason.NEEDS_YES) == script.confirm
    assert person.answer("?", (SlotName(slip.topic),), StopReason.ASKED) is None


@given(scripts(Persona.WRONG_FIRST, SiteName.HOTELS))
def test_both_values_of_a_stay_can_be_read(script: Script) -> None:
    slip = script.slip
    assert slip is not None
    wrong, right = Said(slip.answer, TODAY), Said(slip.correction, TODAY)
    first = script.first or script.wish
    match slip.topic:
        case "dates":
            assert wrong.states_a_stay
            assert right.states_a_stay
        case "guests":
            assert int(slip.wish.value("guests")) in wrong.numbers
            assert int(first.value("guests")) in right.numbers
        case "city":
            assert slip.wish.value("city").lower() in slip.answer.lower()
            assert first.value("city").lower() in slip.correction.lower()
        case _:
            assert slip.topic == "preference"


@pytest.mark.parametrize("persona", Persona)
@pytest.mark.parametrize("site", SiteName)
def test_a_persona_is_the_same_every_time(persona: Persona, site: SiteName) -> None:
    practice = PRACTICES[site]
    script = practice.make_script(4, 2, TODAY, 0)
    once, again = (as_persona(script, persona, practice, Random(1), TODAY) for _ in range(2))  # noqa: S311 a test
    assert once == again
