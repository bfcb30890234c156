"""How people write a day."""

from datetime import date
from random import Random
from typing import Final

ORDINALS: Final = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}
"""What is written behind the day of a month; else `th`."""


def day_text(rng: Random, day: date) -> str:
    """One date in one of the usual ways, nearly always without its year."""
    month = day.strftime(rng.choice(("%B", "%B", "%b")))
    number = str(day.day)
    if rng.random() < 0.3:  # noqa: PLR2004 a share
        number += ORDINALS.get(day.day, "th")
    forms = (f"{number} {month}", f"{number} {month}", f"{month} {number}", f"{number} of {month}")
    text = rng.choice(forms)
    if rng.random() < 0.08:  # noqa: PLR2004
        text = f"{day:%A} {text}"
    odd = rng.random()
    if odd < 0.05:  # noqa: PLR2004
        return day.isoformat()
    return f"{text} {day.year}" if odd < 0.12 else text  # noqa: PLR2004
