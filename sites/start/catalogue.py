"""The sites of the demo web, and the search over them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Name(StrEnum):
    """The sites that the start page can link."""

    HOTELS = "hotels"
    BILLS = "bills"
    MAIL = "mail"
    ACCOUNT = "account"
    RESTAURANTS = "restaurants"
    SHOP = "shop"


@dataclass(frozen=True, slots=True)
class Listing:
    """One site as the start page shows it."""

    title: str
    description: str
    url: str
    keywords: str = ""


_TEXTS: Final = {
    Name.HOTELS: (
        "Hotels — Lodgings",
        "Find and book a hotel room in sixty cities around the world.",
        "lodging accommodation stay night travel trip holiday reserve",
    ),
    Name.BILLS: (
        "Bills — Billfold",
        "See the bills of your household and pay them.",
        "bill pay payment electricity water rent phone invoice autopay direct debit",
    ),
    Name.MAIL: (
        "Mail and calendar — Letterbox",
        "Read and write your mail, and see what you have planned.",
        "email inbox message letter send reply contact appointment event schedule agenda diary",
    ),
    Name.ACCOUNT: (
        "Account — Quillbox",
        "The settings of your Quillbox account: profile, notifications, privacy, addresses.",
        "change email phone language time zone visibility street preferences notebook",
    ),
    Name.RESTAURANTS: (
        "Restaurants — Good Tables",
        "Opening hours and free tables of restaurants in eight cities.",
        "eat food dinner lunch dining cuisine meal reserve reservation book",
    ),
    Name.SHOP: (
        "Shop — Tidewell",
        "Buy lamps, clothes, bags, and things for kitchen, garden and bedroom.",
        "store online shopping cart basket order product delivery purchase",
    ),
}
"""Title, description and keywords of each."""


def listings(urls: Mapping[Name, str]) -> tuple[Listing, ...]:
    """List each site that has an address."""
    return tuple(
        Listing(title, description, urls[name].rstrip("/") + "/", keywords)
        for name, (title, description, keywords) in _TEXTS.items()
        if urls.get(name)
    )


def search(sites: tuple[Listing, ...], query: str) -> tuple[Listing, ...]:
    """Return the sites that share a word with the query, those that share most first."""
    words = _words(query)
    shared = {site: len(words & _words(_text(site))) for site in sites}
    return tuple(sorted(filter(shared.get, sites), key=lambda site: -shared[site]))


def _text(site: Listing) -> str:
    return f"{site.title} {site.description} {site.keywords}"


def _words(text: str) -> set[str]:
    letters = "".join(letter if letter.isalnum() else " " for letter in text.casefold())
    # "hotel" and "hotels" count as the same word.
    return {word.removesuffix("s") for word in letters.split()} - {"", "a", "and", "in", "the"}
