"""The site's state in one SQLite file."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from sites.bills.draw import draw_household
from sites.bills.household import Household
from sites.record import Record, Records


class BillStore:
    """The household of each visitor. Any process or thread may use it."""

    def __init__(self, path: Path, seed: int = 7, today: date | None = None) -> None:
        """Open the file; make it where there is none. `today` fixes the day that it is."""
        self._fixed_today = today
        self._records = Records(path, Household, lambda who: draw_household(who, seed, self.today))

    @property
    def today(self) -> date:
        """Return the fixed day, or the real one."""
        return self._fixed_today or datetime.now().astimezone().date()

    def record(self, visitor: str) -> Record[Household]:
        """Return a visitor's household as they found it, and with all that they have done."""
        return self._records.of(visitor)

    def change(self, visitor: str, change: Callable[[Household], Household]) -> Household:
        """Change a visitor's household, and return it."""
        return self._records.change(visitor, change)
