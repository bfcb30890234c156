"""A form with one day in it, called `on`."""

from datetime import date
from typing import Final

from pydantic import BaseModel, ConfigDict

from sites.controls.control import Dating, read_day, write_day

DAY_NAMES: Final = ("on", "on_day", "on_month", "on_year")
"""What of a day may be sent; what a control lacks stays empty."""


class DayForm(BaseModel):
    """Every value is text until it proves right."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True)

    on: str = ""
    on_day: str = ""
    on_month: str = ""
    on_year: str = ""

    def day(self, how: Dating) -> date | None:
        """Return the day, or None where none was given or what was given is no day."""
        return read_day(how, (self.on, self.on_day, self.on_month, self.on_year))


def day_values(how: Dating, day: date) -> dict[str, str]:
    """What stands in a form's fields where the day is known."""
    return dict(zip(DAY_NAMES, write_day(how, day), strict=True))
