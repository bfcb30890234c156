"""Templates of a site, together with those of the controls."""

from pathlib import Path

from fastapi.templating import Jinja2Templates
from jinja2 import StrictUndefined

from sites.controls.control import HINTS, MONTHS, TEMPLATES
from sites.writing import day, money


def templates(*folders: Path) -> Jinja2Templates:
    """The templates of the folders; a name that they miss is an error."""
    made = Jinja2Templates([*folders, TEMPLATES])
    made.env.undefined = StrictUndefined
    made.env.filters.update(day=day, money=money)
    made.env.globals.update(
        day_numbers=tuple(range(1, 32)),
        month_names=MONTHS,
        day_hints=HINTS,
    )
    return made
