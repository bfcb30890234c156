"""How the sites write names, days and numbers, and what counts as written alike."""

import unicodedata
from datetime import date


def plain(text: str) -> str:
    """Return the text in lower case, without accents and without spare spaces."""
    letters = unicodedata.normalize("NFKD", text)
    unaccented = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(unaccented.casefold().split())


def loose(text: str) -> str:
    """Return how a text reads: case, spaces and a full stop at its end make no other."""
    return " ".join(text.split()).casefold().removesuffix(".")


def day(moment: date) -> str:
    """Write a date for people: 12 May 2027."""
    return f"{moment.day} {moment:%B %Y}"


def count(number: int, noun: str) -> str:
    """Write a number with its noun: 1 night, 3 nights."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def money(cents: int) -> str:
    """Write an amount of euros: €1,240.50."""
    return f"€{cents / 100:,.2f}"
