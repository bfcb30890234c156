"""What a person wants of the restaurant guide: a table, or to know the hours."""

from abc import abstractmethod
from datetime import date, time
from typing import Literal, TypeAlias

from learning.wishes.site import SiteName, SiteWish
from sites.restaurants.hours import Weekday
from sites.restaurants.restaurant import Cuisine
from sites.restaurants.tasks import By, Edge, HoursWish, Named, Pick, Place, TableWish


class _Wanted(SiteWish):
    site: Literal[SiteName.RESTAURANTS] = SiteName.RESTAURANTS
    city: str


class _Table(_Wanted):
    """A table somewhere; a `note` may be empty."""

    day: date
    time: time
    people: int
    first_name: str
    last_name: str
    phone: str
    note: str = ""

    @property
    @abstractmethod
    def place(self) -> Place:
        """Which restaurant, as the site's own check takes it."""

    def on_site(self) -> TableWish:
        return TableWish(
            place=self.place,
            day=self.day,
            time=self.time,
            people=self.people,
            name=f"{self.first_name} {self.last_name}",
            phone=self.phone,
            note=self.note,
        )


class NamedTable(_Table):
    """A table in the restaurant of this name."""

    restaurant: str

    @property
    def place(self) -> Named:
        return Named(self.city, self.restaurant)


class PickedTable(_Table):
    """A table in the best rated or the cheapest restaurant of a kind."""

    cuisine: Cuisine
    preference: By
    outdoor: bool = False
    vegetarian: bool = False

    @property
    def place(self) -> Pick:
        return Pick(self.city, self.cuisine, self.preference, self.outdoor, self.vegetarian)


class OpeningHours(_Wanted):
    """When a restaurant opens or closes."""

    restaurant: str
    weekday: Weekday
    edge: Edge

    @property
    def place(self) -> Named:
        return Named(self.city, self.restaurant)

    def on_site(self) -> HoursWish:
        return HoursWish(self.place, self.weekday, self.edge)


TableErrand: TypeAlias = NamedTable | PickedTable
RestaurantsWish: TypeAlias = NamedTable | PickedTable | OpeningHours


def restaurants_wish(wish: SiteWish) -> RestaurantsWish:
    """The wish, known to be of this site.

    Raises:
        TypeError: it is of another one.
    """
    if isinstance(wish, NamedTable | PickedTable | OpeningHours):
        return wish
    raise TypeError(f"a wish of {wish.site}")
