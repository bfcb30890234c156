"""Errands at the restaurant guide: what is told is found, what is asked and done can be said."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errands.agent.effects.consent import is_yes
from errands.agent.parse import parse
from errands.agent.values.said import Said
from learning.days import TODAY
from learning.part import Part
from learning.practice import topics_of
from learning.restaurants.practice import RestaurantPractice, TableDeeds
from learning.restaurants.synthesis import make_script, pieces_of
from learning.script import Script, ScriptKind
from learning.wishes.restaurants import NamedTable, OpeningHours, PickedTable, restaurants_wish
from sites.restaurants.catalogue import Catalogue
from sites.restaurants.cities import HELD_OUT_CITIES
from sites.restaurants.look import Look
from sites.restaurants.seating import Reservation, Seating
from sites.restaurants.tasks import place_of
from sites.restaurants.wording import Word
from sites.variant import Variant

PRACTICE = RestaurantPractice()
scripts = st.builds(make_script, st.integers(0, 10**6), st.integers(0, 99), st.just(TODAY))


def first(kind: type[NamedTable | PickedTable | OpeningHours], *kinds: ScriptKind) -> Script:
    made = (make_script(number, 1, TODAY) for number in range(500))
    return next(s for s in made if isinstance(s.wish, kind) and s.kind in (kinds or ScriptKind))


@given(scripts)
def test_what_is_revealed_can_be_read_and_the_rest_cannot(script: Script) -> None:
    wish = restaurants_wish(script.first or script.wish)
    said = Said(script.opening, TODAY)
    assert ("city" in script.revealed) == (wish.city.lower() in said.words.lower())
    assert not [city for city in HELD_OUT_CITIES if city.lower() in said.words.lower()]
    if isinstance(wish, OpeningHours):
        day = wish.weekday.name.lower()
        assert ("weekday" in script.revealed) == (day in said.words.lower())
        return
    assert ("day" in script.revealed) == (wish.day in {m.day for m in said.dates})
    assert ("people" in script.revealed) == (wish.people in (said.heads or said.numbers))
    minutes = wish.time.hour * 60 + wish.time.minute
    assert ("time" in script.revealed) == (minutes % 720 in {c.minutes % 720 for c in said.clocks})
    if wish.note:
        assert wish.note in said.words


@given(scripts)
def test_a_wish_can_be_met_before_and_after_a_change(script: Script) -> None:
    assert is_yes(script.confirm) == (script.kind is not ScriptKind.REFUSED)
    assert (script.kind is ScriptKind.CHANGED) == (script.change is not None)
    for wish in map(restaurants_wish, script.wishes):
        assert set(pieces_of(wish)) <= set(script.answers)
        if not isinstance(wish, OpeningHours):
            restaurant = place_of(wish.place)
            assert wish.time in Catalogue(7).seatings(restaurant, wish.day)


def test_a_file_holds_each_kind_of_wish() -> None:
    for kind in (NamedTable, PickedTable, OpeningHours):
        script = first(kind)
        assert Script.model_validate_json(script.model_dump_json()) == script


def prompt(script: Script, title: str, page: str, *, done: str = "", history: str = "") -> str:
    known = "".join(f"{slot}: {value}\n" for slot, value in script.profile.items())
    return (
        f"<profile>\n{known}</profile>\n<chat>\nuser: {script.opening}\n</chat>\n"
        f"<history>\n{history}</history>\n"
        f'<page host=a:1 title="{title} · Good Tables">\n{page}</page>\n{done}'
    )


def line(script: Script, text: str, variant: int = 0) -> str:
    said = PRACTICE.expert(Part(script, topics_of(script, PRACTICE)), TODAY, variant).line(text)
    parse(said)
    return said


SEARCH = """select "City" [3] {Rome|Berlin} required
select "Cuisine" [4]
button "Find restaurants" [5]
"""


def test_the_city_that_was_said_is_chosen_and_another_asked_for() -> None:
    told = first(NamedTable, ScriptKind.AT_ONCE)
    wish = restaurants_wish(told.wish)
    assert line(told, prompt(told, "Find a restaurant", SEARCH)) == f'select 3 "{wish.city}"'
    silent = told.model_copy(update={"opening": "I need a table"})
    assert line(silent, prompt(silent, "Find a restaurant", SEARCH)).startswith('ask "Which city')


@pytest.mark.parametrize("variant", [0, 3])
def test_hours_are_told_as_the_page_has_them(variant: int) -> None:
    look = Look(Variant(variant))
    script = first(OpeningHours, ScriptKind.AT_ONCE)
    wish = restaurants_wish(script.wish)
    assert isinstance(wish, OpeningHours)
    hours = place_of(wish.place).hours
    rows = [
        f"{look.weekday(wish.weekday.__class__(day))} · "
        + (f"{look.time(o.opens)} to {look.time(o.closes)}" if o else look.words[Word.CLOSED])
        for day, o in enumerate(hours)
    ]
    page = prompt(script, wish.restaurant, "\n".join(rows) + "\n")
    said = re.fullmatch(r'say "(.*)"', line(script, page, variant))
    assert said is not None
    assert TableDeeds((), (said[1],)).judged(script).ok
    assert TableDeeds((), ("It opens at 03:17.",)).judged(script).kind == "wrong_answer"
    assert not TableDeeds((), ()).judged(script).ok


def test_a_table_is_judged_by_the_site() -> None:
    script = first(NamedTable)
    wish = restaurants_wish(script.wish)
    assert isinstance(wish, NamedTable)
    seating = Seating(
        restaurant_id=place_of(wish.place).id,
        day=wish.day,
        time=wish.time,
        people=wish.people,
        name=f"{wish.first_name} {wish.last_name}",
        phone=wish.phone,
        note=wish.note,
    )
    reserved = Reservation(ref="A", draft="1", seating=seating)
    assert TableDeeds((reserved,), ()).judged(script).ok
    assert TableDeeds((reserved, reserved), ()).judged(script).kind == "reserved_twice"
    assert {field for field, _ in TableDeeds((reserved,), ()).values} <= set(wish.pieces)


def test_who_says_no_gets_no_table() -> None:
    script = first(NamedTable, ScriptKind.REFUSED)
    page = 'button "Reserve table" [3]\nlink "Edit details" [4]\n'
    text = prompt(script, "Check your reservation", page)
    assert line(script, text) == "click 3"
    answered = prompt(
        script, "Check your reservation", page, history='click "Reserve table" -> needs yes\n'
    ).replace("</chat>", f"user: {script.confirm}\n</chat>")
    assert line(script, answered).startswith('say "All right')


def test_a_city_is_typed_as_it_was_said() -> None:
    script = first(NamedTable, ScriptKind.AT_ONCE)
    lower = script.model_copy(update={"opening": script.opening.lower()})
    words = Look(Variant(6)).words
    page = f'select "{words[Word.CUISINE]}" [3]\ntext "{words[Word.CITY]}" [4] required\n'
    city = restaurants_wish(script.wish).city.lower()
    assert line(lower, prompt(lower, words[Word.FIND], page), 6) == f'fill 4 "{city}"'
