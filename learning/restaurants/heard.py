"""What of an errand somebody has said, as far as their words can be read."""

import re
from collections.abc import Mapping
from typing import Final

from errands.agent.values.said import Said
from learning.spoken_time import is_said
from learning.wishes.restaurants import NamedTable, OpeningHours, PickedTable, RestaurantsWish
from sites.restaurants.tasks import By

PREFERENCES: Final[Mapping[By, re.Pattern[str]]] = {
    By.BEST_RATED: re.compile(r"\b(?:best|top|highest)\b", re.IGNORECASE),
    By.CHEAPEST: re.compile(r"\b(?:cheapest|affordable|least|lowest)\b", re.IGNORECASE),
}


def spelled(text: str, words: str) -> str | None:
    """The text as it stands in the words."""
    found = re.search(rf"(?<!\w){re.escape(text)}(?!\w)", words, re.IGNORECASE)
    return found[0] if found else None


def tells(piece: str, wish: RestaurantsWish, said: Said) -> bool:  # noqa: PLR0911 one line a piece
    """Whether the words hold this piece of the wish.

    Raises:
        ValueError: it is no piece that can be asked for.
    """
    match piece, wish:
        case "city", _:
            return spelled(wish.city, said.words) is not None
        case "restaurant", NamedTable() | OpeningHours():
            return spelled(wish.restaurant, said.words) is not None
        case "cuisine", PickedTable():
            return spelled(wish.cuisine, said.words) is not None
        case "preference", PickedTable():
            return PREFERENCES[wish.preference].search(said.words) is not None
        case "weekday", OpeningHours():
            return re.search(wish.weekday.name, said.words, re.IGNORECASE) is not None
        case "day", NamedTable() | PickedTable():
            return any(mention.day == wish.day for mention in said.dates)
        case "time", NamedTable() | PickedTable():
            return is_said(wish.time, said)
        case "people", NamedTable() | PickedTable():
            return wish.people in (said.heads or said.numbers)
        case _:
            raise ValueError(f"{piece} of {wish}")
