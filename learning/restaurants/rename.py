"""Other names for recorded conversations: a model is to copy the name that it reads."""

from collections.abc import Sequence
from random import Random
from typing import Final

OTHER_CITIES: Final = (
    *("Aarhus", "Antwerp", "Bergen", "Bilbao", "Bologna", "Bordeaux", "Bremen", "Cork", "Genoa"),
    *("Ghent", "Glasgow", "Graz", "Hamburg", "Leeds", "Leipzig", "Lyon", "Milan", "Munich"),
    *("Naples", "Nantes", "Odense", "Porto", "Riga", "Seville", "Turin", "Utrecht", "Valencia"),
)


def renaming(rng: Random, cities: Sequence[str]) -> dict[str, str]:
    """For each city another one."""
    return dict(zip(cities, rng.sample(OTHER_CITIES, len(cities)), strict=True))
