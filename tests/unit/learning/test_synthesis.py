"""Scripts: what they say they reveal stands in their words; no city of the suites is in them."""

from hypothesis import given
from hypothesis import strategies as st

from errands.agent.effects.consent import is_yes
from errands.agent.values.said import Said
from learning.days import TODAY
from learning.hotels.rename import OTHER_CITIES
from learning.hotels.synthesis import make_script
from learning.script import Script, ScriptKind
from sites.hotels.cities import HELD_OUT_CITIES, TRAIN_CITIES

scripts = st.builds(make_script, st.integers(0, 10**6), st.integers(0, 99), st.just(TODAY))


@given(scripts)
def test_what_is_revealed_can_be_read_and_the_rest_cannot(script: Script) -> None:
    wish = script.first or script.wish
    opening = Said(script.opening, TODAY)
    nights = (wish.check_out - wish.check_in).days
    days = {mention.day for mention in opening.dates}
    lengths = {mention.days for mention in opening.stays}
    assert ("check_in" in script.revealed) == (wish.check_in in days)
    if "check_out" in script.revealed:
        assert wish.check_out in days or nights in lengths
    elif "check_in" in script.revealed:
        assert days == {wish.check_in}
        assert not lengths
    if "guests" in script.revealed:
        assert wish.guests in opening.numbers
    if "city" in script.revealed:
        assert wish.city.lower() in script.opening.lower()


@given(scripts)
def test_a_change_is_one_and_a_refusal_is_none(script: Script) -> None:
    assert (script.first is not None) == (script.change is not None)
    assert (script.kind is ScriptKind.CHANGED) == (script.change is not None)
    assert is_yes(script.confirm) == (script.kind is not ScriptKind.REFUSED)
    if script.change:
        assert not is_yes(script.change)
        assert script.first != script.wish


@given(st.integers(0, 1000))
def test_a_number_is_a_script(number: int) -> None:
    assert make_script(number, 3, TODAY) == make_script(number, 3, TODAY)


@given(scripts)
def test_no_held_out_city_is_trained_on(script: Script) -> None:
    said = " ".join([script.opening, *script.answers.values(), script.change or ""]).lower()
    assert script.wish.city in TRAIN_CITIES
    assert not [city for city in HELD_OUT_CITIES if f" {city.lower()} " in f" {said} "]
    assert not set(OTHER_CITIES) & set(HELD_OUT_CITIES)
