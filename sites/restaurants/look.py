"""How the site looks in one variant: which fields its forms have, and as which controls."""

import datetime as dt
from calendar import day_abbr, day_name
from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from sites.controls.control import Choosing, Dating, Switching
from sites.controls.field import Control, Field, Typing
from sites.restaurants.catalogue import Sort
from sites.restaurants.cities import CITIES
from sites.restaurants.hours import ALL_SEATINGS, Weekday
from sites.restaurants.restaurant import Cuisine, PriceRange, Restaurant
from sites.restaurants.wording import Word
from sites.times import TimeStyle, write_time
from sites.variant import Variant
from sites.wording import Wording
from sites.writing import count

MOST_PEOPLE: Final = 8
ANY: Final = "any"
TIME_STYLES: Final = (TimeStyle.COLON, TimeStyle.HALVES, TimeStyle.DOT)


class Shape(StrEnum):
    """How a list of things is laid out."""

    LIST = "list"
    TABLE = "table"
    ARTICLES = "articles"


class Filters(StrEnum):
    """How filters are applied."""

    BUTTON = "button"
    AT_ONCE = "at_once"
    PANEL = "panel"


class Look:
    """One variant's choices."""

    def __init__(self, variant: Variant) -> None:
        """Make every choice."""
        self._variant = variant
        self.words: Final = Wording(Word, variant)
        self.times: Final = variant.choose("times", TIME_STYLES)
        self.results: Final = variant.choose("results", (Shape.LIST, Shape.ARTICLES, Shape.TABLE))
        self.hours: Final = variant.choose("hours", (Shape.TABLE, Shape.LIST, Shape.ARTICLES))
        self.filters: Final = variant.choose("filters", tuple(Filters))
        self.dating: Final = variant.choose("date", tuple(Dating))
        self.in_two_steps: Final = variant.choose("steps", (False, True, True))
        self.hue: Final = variant.choose("hue", (14, 150, 220, 280, 340))
        self._noun = variant.choose("noun", ("guest", "seat", ""))
        days = (list(day_name), list(day_abbr), [f"{day}s" for day in day_name])
        self._days = variant.choose("days", days)

    def weekday(self, day: Weekday) -> str:
        """Write a day of the week."""
        return self._days[day]

    def time(self, moment: dt.time) -> str:
        """Write a time of day."""
        return write_time(moment, self.times)

    def people(self, number: int) -> str:
        """Write how many come."""
        return count(number, self._noun) if self._noun else str(number)

    def facts(self, restaurant: Restaurant) -> str:
        """Write on one line what restaurants are compared by."""
        facts = (
            restaurant.cuisine,
            f"{restaurant.price_range}, about €{restaurant.price} a person",
            f"{self.words[Word.RATING]} {restaurant.rating}",
            self.words[Word.OUTDOOR] if restaurant.outdoor else "",
            self.words[Word.VEGETARIAN] if restaurant.vegetarian else "",
        )
        return " · ".join(filter(None, self._variant.arrange("facts", facts)))

    def search_fields(self) -> tuple[Field, ...]:
        """The fields of the search."""
        ways: tuple[Control, ...] = (Choosing.SELECT, Typing.TEXT, Choosing.RADIO, Choosing.MENU)
        cities = self._variant.choose("city", ways)
        kinds = self._variant.choose("cuisine", tuple(Choosing))
        any_kind = (ANY, self.words[Word.ANY_CUISINE])
        cuisines = (any_kind, *((kind.value, kind.value) for kind in Cuisine))
        fields = (
            self._field("city", Word.CITY, cities, tuple((city, city) for city in CITIES)),
            self._field("cuisine", Word.CUISINE, kinds, cuisines, required=False),
        )
        return self._variant.arrange("search", fields)

    def filter_fields(self) -> tuple[Field, ...]:
        """The fields beside the results."""
        box = self._variant.choose("box", tuple(Switching))
        words = self.words
        orders = zip(Sort, (Word.HOUSE, Word.RATING_FIRST, Word.PRICE_FIRST), strict=True)
        sorts = tuple((order.value, words[word]) for order, word in orders)
        prices = ((ANY, words[Word.ANY_PRICE]), *((each.value, each.value) for each in PriceRange))
        fields = (
            self._field("sort", Word.SORT, Choosing.SELECT, sorts, required=False),
            self._field("price", Word.PRICE, Choosing.SELECT, prices, required=False),
            self._field("outdoor", Word.OUTDOOR, box, required=False),
            self._field("vegetarian", Word.VEGETARIAN, box, required=False),
        )
        return self._variant.arrange("filters", fields)

    def when_fields(self) -> tuple[Field, ...]:
        """Which day, and how many come: the first step, where there are two."""
        people = self._variant.choose("people", tuple(Choosing))
        parties = ((str(n), self.people(n)) for n in range(1, MOST_PEOPLE + 1))
        fields = (
            self._field("on", Word.DATE, self.dating),
            self._field("people", Word.PEOPLE, people, parties),
        )
        return self._variant.arrange("when", fields)

    def detail_fields(self, seatings: Iterable[dt.time] = ALL_SEATINGS) -> tuple[Field, ...]:
        """At what time, and for whom."""
        times = self._variant.choose("time", (Choosing.SELECT, Choosing.MENU, Choosing.RADIO))
        offered = ((f"{at:%H:%M}", self.time(at)) for at in seatings)
        fields = (
            self._field("name", Word.NAME, Typing.TEXT, complete="name"),
            self._field("phone", Word.PHONE, Typing.PHONE, complete="tel"),
            self._field("note", Word.NOTE, Typing.AREA, required=False),
        )
        return (
            self._field("time", Word.TIME, times, offered),
            *self._variant.arrange("details", fields),
        )

    def _field(
        self,
        name: str,
        word: Word,
        control: Control,
        options: Iterable[tuple[str, str]] = (),
        *,
        required: bool = True,
        complete: str = "off",
    ) -> Field:
        return Field(
            name=name,
            label=self.words[word],
            control=control,
            options=tuple(options),
            required=required,
            complete=complete,
        )
