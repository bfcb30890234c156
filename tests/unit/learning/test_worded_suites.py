"""The hotel suites, worded by hand: wishes are what the words say, and none of it is trained on."""

import re
from collections import Counter
from pathlib import Path
from typing import Final

import pytest

from errands.agent.effects.consent import is_yes
from errands.agent.values.said import Said
from learning.days import TODAY
from learning.hotels.synthesis import make_script
from learning.script import Script, ScriptKind, read_scripts
from learning.wishes.hotels import HotelsWish
from sites.hotels.catalogue import Catalogue
from sites.hotels.cities import HELD_OUT_CITIES, TRAIN_CITIES
from sites.hotels.tasks import Preference
from sites.writing import plain

SUITES: Final = Path(__file__).resolve().parents[3] / "learning/suites"
WORDED: Final = ("hotels.jsonl", "hotels-2.jsonl", "hotels-dev.jsonl")
SECOND: Final = list(read_scripts(SUITES / "hotels-2.jsonl"))
FOR_PEOPLE: Final = {"s002": {"guests"}, "s006": {"guests"}}
"""What people read in an opening ("just him and me", "single occupancy") and `Said` doesn't."""
TRAINED: Final = (1, 11, 77, 78, 1001)
"""Seeds that scripts to learn from are drawn from unless another is given."""
WANTED: Final = {
    Preference.CHEAPEST: r"ch[eap]+pe?a?st|low|least|less|little|minimum|cost",
    Preference.BREAKFAST: r"breakfast|brekkie|frühstück",
    Preference.BEST_RATED: r"rat(?:ed?|ing)|review|score|note|prais|most of",
}


def told(wish: HotelsWish, words: str) -> set[str]:
    """What of a wish stands in somebody's words."""
    said = Said(words, TODAY)
    days = {mention.day for mention in said.dates}
    nights = {stay.days for stay in said.stays}
    lasts = (wish.check_out - wish.check_in).days in nights
    return {
        piece
        for piece, is_told in {
            "city": plain(wish.city) in plain(words),
            "check_in": wish.check_in in days,
            "check_out": wish.check_out in days or lasts,
            "guests": wish.guests in said.numbers,
            "preference": bool(re.search(WANTED[wish.preference], words, re.IGNORECASE)),
        }.items()
        if is_told
    }


def by_id(scripts: list[Script]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("script", scripts, ids=lambda script: script.id)


@by_id(SECOND)
def test_an_opening_tells_what_it_reveals_and_nothing_else(script: Script) -> None:
    wish = HotelsWish.of(script.wishes[0])
    assert told(wish, script.opening) == set(script.revealed) - FOR_PEOPLE.get(script.id, set())


@by_id(SECOND)
def test_each_answer_tells_what_it_is_asked_for(script: Script) -> None:
    wish, answers = HotelsWish.of(script.wishes[0]), script.answers
    for piece in ("city", "check_in", "check_out", "guests", "preference"):
        if piece in script.revealed and piece == "city":
            continue
        assert piece in told(wish, answers[piece]), piece
    assert {"check_in", "check_out"} <= told(wish, answers["dates"])
    for slot in ("first_name", "last_name", "email", "phone"):
        assert wish.value(slot) in answers[slot]
        assert script.profile.get(slot, wish.value(slot)) == wish.value(slot)


@by_id(SECOND)
def test_a_change_tells_the_new_wish_and_a_no_is_none(script: Script) -> None:
    assert (script.kind is ScriptKind.CHANGED) == (script.first is not None)
    if script.kind is ScriptKind.REFUSED:
        assert not is_yes(script.confirm)
    if script.first is not None and script.change:
        before, after = HotelsWish.of(script.first), HotelsWish.of(script.wish)
        new = {piece for piece in after.pieces if after.value(piece) != before.value(piece)}
        assert new
        assert new <= told(after, script.change)
        assert not is_yes(script.change)


@by_id(SECOND)
def test_a_hotel_has_what_is_wanted(script: Script) -> None:
    for wish in map(HotelsWish.of, script.wishes):
        free = Catalogue(7).with_room(wish.on_site().stay)
        assert (
            [hotel for hotel in free if hotel.breakfast] if wish.preference == "breakfast" else free
        )


def test_the_second_held_out_suite_has_the_kinds_of_the_first() -> None:
    kinds = Counter(script.kind.value for script in SECOND)
    assert kinds == {"at_once": 16, "piecemeal": 13, "changed": 9, "refused": 2}
    assert {HotelsWish.of(script.wishes[0]).city for script in SECOND} == set(HELD_OUT_CITIES)


@pytest.mark.parametrize(
    ("suite", "cities"),
    [
        ("hotels.jsonl", HELD_OUT_CITIES),
        ("hotels-2.jsonl", HELD_OUT_CITIES),
        ("hotels-dev.jsonl", TRAIN_CITIES),
    ],
)
def test_a_suite_keeps_to_its_cities(suite: str, cities: tuple[str, ...]) -> None:
    played = list(read_scripts(SUITES / suite))
    assert len(played) >= 40
    assert len({script.id for script in played}) == len(played)
    assert {HotelsWish.of(wish).city for script in played for wish in script.wishes} <= set(cities)


def test_no_opening_of_a_suite_is_a_training_text_or_another_suites() -> None:
    openings = [_bare(s.opening) for name in WORDED for s in read_scripts(SUITES / name)]
    assert [text for text, times in Counter(openings).items() if times > 1] == []
    trained = {
        _bare(make_script(number, seed, TODAY).opening) for seed in TRAINED for number in range(200)
    }
    assert not trained & set(openings)


def _bare(text: str) -> str:
    """Its words alone."""
    return " ".join(re.findall(r"\w+", text.casefold()))
