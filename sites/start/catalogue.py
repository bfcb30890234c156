"""The sites of the demo web, and the search over them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Listing:
    """One site as the start page shows it."""

    title: str
    description: str
    url: str
    keywords: str = ""


def listings(hotels_url: str) -> tuple[Listing, ...]:
    """Name every site that exists."""
    return (
        Listing(
            title="Hotels — Lodgings",
            description="Find and book a hotel room in sixty cities around the world.",
            url=hotels_url,
            keywords="lodging accommodation stay night travel trip holiday reserve",
        ),
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
