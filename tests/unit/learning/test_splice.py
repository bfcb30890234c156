"""Two errands of one person in one conversation, and how both are judged."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errands.agent.effects.consent import is_yes, refuses
from errands.agent.values.said import Said
from errands.contracts.turn import StopReason
from learning.casting import Casting
from learning.days import TODAY
from learning.hotels.practice import HotelDeeds, HotelPractice
from learning.hotels.synthesis import make_script
from learning.person import Person
from learning.practice import Done, topics_of
from learning.repertoire import PRACTICES, person_of
from learning.script import Order, Script, ScriptKind, Splice
from learning.splice import BACK, BEFORE, THEN, spliced, tells_all
from learning.verdict import outcome_of
from learning.wishes.hotels import HotelsWish
from learning.wishes.site import SiteName
from sites.hotels.booking import Booking
from sites.hotels.catalogue import Catalogue, Sort, arrange
from sites.hotels.tasks import Preference

NEEDS_YES, ASKED, SAID = StopReason.NEEDS_YES, StopReason.ASKED, StopReason.SAID


@st.composite
def conversations(draw: st.DrawFn) -> tuple[Script, Splice]:
    """Two errands on any sites, of anybody."""
    number, seed = draw(st.integers(0, 10**6)), draw(st.integers(0, 9))
    casting = Casting.of("all", "0", "all", spliced=1)
    script = casting.script(number, seed, TODAY)
    assert script.splice is not None
    return script, script.splice


def hotels(order: Order, first: ScriptKind = ScriptKind.AT_ONCE) -> tuple[Script, Splice]:
    practice = HotelPractice()
    mine = [make_script(number, 8, TODAY) for number in range(200)]
    script = next(s for s in mine if s.kind is first and tells_all(s, practice))
    second = next(s for s in mine if s.kind is ScriptKind.AT_ONCE and s.id != script.id)
    drawn = (spliced(script, practice, second, practice, Random(n)) for n in range(99))  # noqa: S311 a test
    made = next(s for s in drawn if s.splice is not None and s.splice.order is order)
    assert made.splice is not None
    return made, made.splice


def booking_of(wish: HotelsWish) -> Booking:
    """What is booked where all is right."""
    hotels = Catalogue(7).with_room(wish.on_site().stay)
    match wish.preference:
        case Preference.CHEAPEST:
            hotel = arrange(hotels, Sort.PRICE)[0]
        case Preference.BEST_RATED:
            hotel = arrange(hotels, Sort.RATING)[0]
        case Preference.BREAKFAST:
            hotel = next(one for one in hotels if one.breakfast)
    given: dict[str, object] = {
        **wish.model_dump(exclude={"site", "preference"}),
        "number": 1,
        "ref": "ABC234",
        "visitor": "v",
        "price_total": 1,
        "breakfast": True,
        "hotel_id": hotel.id,
        "hotel_name": hotel.name,
    }
    return Booking(**given)


@pytest.mark.parametrize("words", [*THEN, *BEFORE, *BACK])
def test_what_leads_over_holds_no_value_and_is_neither_yes_nor_no(words: str) -> None:
    said = Said(words, TODAY)
    assert not any((said.dates, said.stays, said.numbers, said.names, said.clocks))
    assert not is_yes(words)
    assert not refuses(words)


@given(conversations())
def test_it_is_one_person(found: tuple[Script, Splice]) -> None:
    script, splice = found
    topics = [topics_of(errand, PRACTICES[errand.site]) for errand in (script, splice.errand)]
    personal = [{topic.name for topic in own if topic.personal} for own in topics]
    for slot in personal[0] & personal[1]:
        assert splice.errand.wish.value(slot) == script.wish.value(slot)
        assert script.profile.get(slot, script.wish.value(slot)) == script.wish.value(slot)
        told = splice.errand.answers[slot]
        assert Said(told, TODAY).emails == Said(script.answers[slot], TODAY).emails


@given(conversations())
def test_a_file_holds_it(found: tuple[Script, Splice]) -> None:
    script, _ = found
    assert Script.model_validate_json(script.model_dump_json()) == script


def played_to_its_end(person: Person) -> list[str]:
    """What a person says who is asked for a yes time and again."""
    said = [person.opening()]
    while (words := person.answer("Shall I?", (), NEEDS_YES)) is not None:
        said.append(words)
    return said


def test_the_second_comes_once_the_first_is_done() -> None:
    script, splice = hotels(Order.THEN)
    second = f"{splice.lead} {splice.errand.opening}"
    said = played_to_its_end(person_of(script))
    assert said == [script.opening, script.confirm, second, splice.errand.confirm]


def test_the_second_comes_also_after_a_no() -> None:
    script, splice = hotels(Order.THEN, ScriptKind.REFUSED)
    person = person_of(script)
    assert person.answer("Shall I?", (), NEEDS_YES) == script.confirm
    assert person.answer("All right.", (), SAID) == f"{splice.lead} {splice.errand.opening}"
    assert person.part.errand == splice.errand


def test_an_interrupted_errand_is_gone_on_with() -> None:
    script, splice = hotels(Order.BEFORE)
    second = f"{splice.lead} {splice.errand.opening}"
    said = played_to_its_end(person_of(script))
    assert said == [script.opening, second, splice.errand.confirm, splice.back, script.confirm]


def test_an_answer_that_was_held_back_is_given_on_return() -> None:
    script, splice = hotels(Order.BEFORE)
    person = person_of(script)
    person.opening()
    person.answer("Which city?", (), ASKED)
    assert person.part.errand == splice.errand
    person.answer("Shall I?", (), NEEDS_YES)
    assert person.answer("Booked.", (), SAID) == f"{splice.back} {script.answers['city']}"
    assert [part.errand.opening for part, _ in person.said][::3] == [script.opening] * 2


def test_each_errand_is_judged_by_its_own_deeds() -> None:
    script, splice = hotels(Order.THEN)
    first, second = HotelsWish.of(script.wish), HotelsWish.of(splice.errand.wish)
    bled = second.model_copy(update={"guests": second.guests + 1})
    assert kind_of(script, first, second) == "ok"
    assert kind_of(script, second, first) == "wrong_city (hotels)"
    assert kind_of(script, first) == kind_of(script) == "not_booked (hotels)"
    assert kind_of(script, first, bled) == "wrong_guests (hotels)"
    assert kind_of(script, first, second, second) == "booked_twice (hotels)"


def test_a_refused_errand_beside_another_one_has_no_deed() -> None:
    script, splice = hotels(Order.THEN, ScriptKind.REFUSED)
    first, second = HotelsWish.of(script.wish), HotelsWish.of(splice.errand.wish)
    assert kind_of(script, second) == "ok"
    assert kind_of(script, first, second) != "ok"
    assert kind_of(script) == "not_booked (hotels)"


def test_what_interrupts_is_done_first() -> None:
    script, splice = hotels(Order.BEFORE)
    first, second = HotelsWish.of(script.wish), HotelsWish.of(splice.errand.wish)
    assert kind_of(script, first, second) == "wrong_city (hotels)"
    assert kind_of(script, second, first) == "ok"


def kind_of(script: Script, *booked: HotelsWish) -> str:
    done: Done = {SiteName.HOTELS: HotelDeeds(tuple(map(booking_of, booked)))}
    return outcome_of(script, done).kind


def test_only_errands_that_fit_together_are_spliced() -> None:
    practice = HotelPractice()
    asks = next(s for n in range(99) if not tells_all(s := make_script(n, 1, TODAY), practice))
    with pytest.raises(ValueError, match="something to ask"):
        spliced(make_script(200, 1, TODAY), practice, asks, practice, Random(1))  # noqa: S311 a test
