"""An account as it is found at the first visit, and addresses that there could be."""

from random import Random
from typing import Final

from sites.account.account import (
    Account,
    Address,
    AddressText,
    Frequency,
    Language,
    Settings,
    TimeZone,
    Visibility,
)
from sites.dice import dice

_FIRST: Final = (
    *("Ana", "Ben", "Clara", "David", "Elif", "Finn", "Greta", "Hugo", "Iris", "Jonas"),
    *("Lena", "Marco", "Nora", "Oscar", "Petra", "Rosa", "Samir", "Tilda", "Victor", "Zoe"),
)
_LAST: Final = (
    *("Adler", "Berg", "Costa", "Dahl", "Evans", "Fischer", "Garcia", "Horvat", "Jansen"),
    *("Keller", "Lima", "Moreau", "Novak", "Okafor", "Petrov", "Rossi", "Silva", "Weber"),
)
_STREETS: Final = (
    *("Mill Lane", "Station Road", "Garden Street", "Harbour Walk", "Church Street"),
    *("Linden Avenue", "Market Square", "Bridge Street", "Orchard Way", "Castle Hill"),
)
_CITIES: Final = {
    "Vienna": ("Austria", "10{}0"),
    "Ghent": ("Belgium", "90{}0"),
    "Aarhus": ("Denmark", "80{}0"),
    "Lyon": ("France", "6900{}"),
    "Hamburg": ("Germany", "2035{}"),
    "Cork": ("Ireland", "T12 X{}7"),
    "Bologna": ("Italy", "4012{}"),
    "Utrecht": ("Netherlands", "351{} AB"),
    "Porto": ("Portugal", "4000-12{}"),
    "Valencia": ("Spain", "4600{}"),
    "Malmo": ("Sweden", "211 2{}"),
    "Leeds": ("United Kingdom", "LS{} 4AB"),
}
"""Each city's country and postcode, with a digit to be drawn."""
_LABELS: Final = ("Home", "Work", "Parents", "Studio", "Holiday house", "Workshop")


def draw_account(visitor: str, seed: int) -> Account:
    """Draw what a visitor finds: settings as they may be, and three addresses."""
    roll = dice("account", seed, visitor)
    name = draw_name(roll)
    labels = roll.sample(_LABELS, 3)
    addresses = tuple(
        Address(id=f"a{at}", text=draw_address(roll, label, name))
        for at, label in enumerate(labels, 1)
    )
    return Account(settings=_settings(roll, name), addresses=addresses, made=len(addresses))


def draw_name(roll: Random) -> str:
    """Draw first and last name."""
    return f"{roll.choice(_FIRST)} {roll.choice(_LAST)}"


def draw_address(roll: Random, label: str, name: str) -> AddressText:
    """Draw a street in some city; the house number and the postcode fit nothing real."""
    city, (country, postcode) = roll.choice(tuple(_CITIES.items()))
    return AddressText(
        label=label,
        name=name,
        street=f"{roll.randrange(1, 180)} {roll.choice(_STREETS)}",
        city=city,
        postcode=postcode.format(roll.randrange(1, 10)),
        country=country,
    )


def _settings(roll: Random, name: str) -> Settings:
    return Settings(
        display_name=name,
        email=f"{name.lower().replace(' ', '.')}@example.org",
        phone=f"+44 20 7946 {roll.randrange(1000):04d}",
        language=roll.choice(tuple(Language)),
        time_zone=roll.choice(tuple(TimeZone)),
        frequency=roll.choice(tuple(Frequency)),
        visibility=roll.choice(tuple(Visibility)),
        **{switch: roll.random() < 1 / 2 for switch in _SWITCHES},
    )


_SWITCHES: Final = (
    *("news", "reminders", "mentions", "offers", "usage_data", "partners", "search_engines"),
)
