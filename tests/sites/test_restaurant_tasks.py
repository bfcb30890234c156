from dataclasses import replace
from datetime import date, time

import pytest

from sites.restaurants.catalogue import Catalogue
from sites.restaurants.hours import Weekday
from sites.restaurants.restaurant import Restaurant
from sites.restaurants.seating import Reservation, Seating
from sites.restaurants.tasks import (
    By,
    Edge,
    HoursWish,
    Kind,
    Named,
    Pick,
    TableWish,
    check,
    check_answer,
    place_of,
)

CATALOGUE = Catalogue(7)
ZURICH = CATALOGUE.of_city("Zürich")
FIRST = ZURICH[0]
SAME_CUISINE = [each for each in ZURICH if each.cuisine is FIRST.cuisine]
WISH = TableWish(
    place=Named("Zürich", FIRST.name.upper()),
    day=date(2027, 5, 12),
    time=time(19, 30),
    people=4,
    name="Ana Lima",
    phone="+39 06 5555 0101",
    note="A high chair, please.",
)


def reserved(restaurant: Restaurant = FIRST, **change: object) -> Reservation:
    seating = Seating(
        restaurant_id=restaurant.id,
        day=WISH.day,
        time=WISH.time,
        people=WISH.people,
        name=WISH.name,
        phone=WISH.phone,
        note=WISH.note,
    )
    return Reservation(ref="H7K2Q9", draft="abc", seating=seating.model_copy(update=change))


def test_the_right_reservation_is_ok() -> None:
    verdict = check(WISH, [reserved()])
    assert (verdict.ok, verdict.kind) == (True, Kind.OK)


def test_spelling_that_means_the_same_is_ok() -> None:
    same = {"name": "ANA  lima", "phone": "+390655550101", "note": "a high chair, please"}
    assert check(WISH, [reserved(**same)]).ok


@pytest.mark.parametrize(
    ("reservations", "kind"),
    [
        ([], Kind.NOT_RESERVED),
        ([reserved(), reserved()], Kind.RESERVED_TWICE),
        ([reserved(ZURICH[1])], Kind.WRONG_RESTAURANT),
        ([reserved(day=date(2027, 5, 13))], Kind.WRONG_DATE),
        ([reserved(time=time(7, 30))], Kind.WRONG_TIME),
        ([reserved(people=5)], Kind.WRONG_PEOPLE),
        ([reserved(name="Ana")], Kind.WRONG_NAME),
        ([reserved(phone="+39 06 5555 0102")], Kind.WRONG_PHONE),
        ([reserved(note="")], Kind.WRONG_NOTE),
    ],
)
def test_each_failure_has_its_kind(reservations: list[Reservation], kind: Kind) -> None:
    verdict = check(WISH, reservations)
    assert (verdict.ok, verdict.kind) == (False, kind)
    assert verdict.detail


def test_a_note_that_nobody_wished_is_wrong() -> None:
    assert check(replace(WISH, note=""), [reserved()]).kind is Kind.WRONG_NOTE


@pytest.mark.parametrize("by", By)
def test_the_best_and_the_cheapest_are_of_the_cuisine(by: By) -> None:
    wish = replace(WISH, place=Pick("Zürich", FIRST.cuisine, by))
    best = max(SAME_CUISINE, key=lambda r: r.rating if by is By.BEST_RATED else -r.price)
    for restaurant in ZURICH:
        assert check(wish, [reserved(restaurant)]).ok == (restaurant is best)


def test_a_need_leaves_fewer_to_pick_from() -> None:
    picks = {
        (each.city, each.cuisine): [
            place_of(Pick(each.city, each.cuisine, By.CHEAPEST)),
            place_of(Pick(each.city, each.cuisine, By.CHEAPEST, outdoor=True)),
        ]
        for city in ("Rome", "Zürich", "Oslo")
        for each in CATALOGUE.of_city(city)
        if each.outdoor
    }
    assert all(with_need.outdoor for _, with_need in picks.values())
    assert any(cheapest is not with_need for cheapest, with_need in picks.values())


def test_a_place_that_is_nowhere_is_an_error() -> None:
    with pytest.raises(ValueError, match="no restaurant"):
        check(replace(WISH, place=Named("Rome", "Nowhere")), [reserved()])


DAY = next(day for day in Weekday if FIRST.hours[day])
OPENING = FIRST.hours[DAY]
assert OPENING
CLOSES = HoursWish(Named("Zürich", FIRST.name), DAY, Edge.CLOSES)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (f"It closes at {OPENING.closes:%H:%M}.", Kind.OK),
        (f"Until {OPENING.closes:%I:%M} pm", Kind.OK),
        (f"Open from {OPENING.opens:%H.%M} to {OPENING.closes:%H.%M}.", Kind.OK),
        (f"It opens at {OPENING.opens:%H:%M}.", Kind.WRONG_ANSWER),
        (f"{OPENING.closes:%H:%M} or 03:15", Kind.WRONG_ANSWER),
        ("It is closed.", Kind.NOT_ANSWERED),
        ("I have reserved a table.", Kind.NOT_ANSWERED),
    ],
)
def test_an_answer_is_judged_by_the_times_in_it(said: str, kind: Kind) -> None:
    assert check_answer(CLOSES, said).kind is kind


def test_who_was_only_asked_must_not_reserve() -> None:
    said = f"It closes at {OPENING.closes:%H:%M}."
    assert check_answer(CLOSES, said, [reserved()]).kind is Kind.RESERVED_UNASKED


@pytest.mark.parametrize(
    ("said", "ok"),
    [
        ("It is closed on that day.", True),
        ("They have a day off.", True),
        ("It closes at 22:00.", False),
        ("It is closed from 22:00.", False),
    ],
)
def test_a_day_off_has_to_be_told(said: str, ok: bool) -> None:  # noqa: FBT001
    resting = next(each for each in ZURICH if None in each.hours)
    place = Named("Zürich", resting.name)
    wish = HoursWish(place, Weekday(resting.hours.index(None)), Edge.OPENS)
    assert check_answer(wish, said).ok is ok
