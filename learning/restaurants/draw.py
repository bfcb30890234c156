"""Wishes that the guide can meet: a restaurant, and a time at which it has a table."""

from datetime import date, time, timedelta
from random import Random
from typing import Final

from learning.people import FIRST_NAMES, LAST_NAMES, phone
from learning.restaurants import phrases as p
from learning.wishes.restaurants import (
    NamedTable,
    OpeningHours,
    PickedTable,
    RestaurantsWish,
    TableErrand,
)
from sites.restaurants.catalogue import Catalogue
from sites.restaurants.cities import TRAIN_CITIES
from sites.restaurants.hours import Weekday
from sites.restaurants.look import MOST_PEOPLE
from sites.restaurants.restaurant import Restaurant
from sites.restaurants.tasks import By, Edge, Pick, place_of

_SITE_SEED: Final = 7
_CATALOGUE: Final = Catalogue(_SITE_SEED)
_DAYS_AHEAD: Final = range(1, 90)


def draw_wish(rng: Random, today: date) -> RestaurantsWish:
    city = rng.choice(TRAIN_CITIES)
    chosen = rng.choice(_CATALOGUE.of_city(city))
    share = rng.random()
    if share < 0.25:  # noqa: PLR2004 a share
        return OpeningHours(
            city=city,
            restaurant=chosen.name,
            weekday=rng.choice(tuple(Weekday)),
            edge=rng.choice(tuple(Edge)),
        )
    person = _person(rng)
    if share < 0.6:  # noqa: PLR2004 a share
        named = {"city": city, "restaurant": chosen.name}
        return NamedTable.model_validate({**named, **_seating(rng, chosen, today), **person})
    pick = Pick(
        city,
        chosen.cuisine,
        rng.choice(tuple(By)),
        outdoor=chosen.outdoor and rng.random() < 0.4,  # noqa: PLR2004 a share
        vegetarian=chosen.vegetarian and rng.random() < 0.4,  # noqa: PLR2004 a share
    )
    seating = _seating(rng, place_of(pick, _SITE_SEED), today)
    kind = {
        "city": city,
        "cuisine": pick.cuisine,
        "preference": pick.by,
        "outdoor": pick.outdoor,
        "vegetarian": pick.vegetarian,
    }
    return PickedTable.model_validate({**kind, **seating, **person})


def differing(rng: Random, wish: TableErrand, topic: str, today: date) -> TableErrand | None:
    """The wish with something else in one piece; `None` where this draw can't be met."""
    other = _seating(rng, place_of(wish.place, _SITE_SEED), today)
    names = [each.name for each in _CATALOGUE.of_city(wish.city)]
    update = {topic: rng.choice(names) if topic == "restaurant" else other[topic]}
    found = wish.model_copy(update=update)
    free = _CATALOGUE.seatings(place_of(found.place, _SITE_SEED), found.day)
    return found if found != wish and found.time in free else None


def topics_to_change(wish: TableErrand) -> tuple[str, ...]:
    named = ("restaurant",) if isinstance(wish, NamedTable) else ()
    return ("day", "time", "people", *named)


def _seating(rng: Random, restaurant: Restaurant, today: date) -> dict[str, date | time | int]:
    while True:
        day = today + timedelta(days=rng.choice(_DAYS_AHEAD))
        free = _CATALOGUE.seatings(restaurant, day)
        if free:
            people = min(rng.choice((1, 2, 2, 2, 3, 4, 4, 5, 6, 7, 8)), MOST_PEOPLE)
            return {"day": day, "time": rng.choice(free), "people": people}


def _person(rng: Random) -> dict[str, str]:
    return {
        "first_name": rng.choice(FIRST_NAMES),
        "last_name": rng.choice(LAST_NAMES),
        "phone": phone(rng),
        "note": rng.choice(p.NOTES) if rng.random() < 0.2 else "",  # noqa: PLR2004 a share
    }
