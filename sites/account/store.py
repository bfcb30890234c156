"""The site's state in one SQLite file."""

from collections.abc import Callable
from pathlib import Path

from sites.account.account import Account
from sites.account.draw import draw_account
from sites.record import Record, Records


class AccountStore:
    """The account of each visitor. Any process or thread may use it."""

    def __init__(self, path: Path, seed: int = 7) -> None:
        """Open the file; make it where there is none."""
        self._records = Records(path, Account, lambda visitor: draw_account(visitor, seed))

    def record(self, visitor: str) -> Record[Account]:
        """Return a visitor's account as they found it, and with all that they have done."""
        return self._records.of(visitor)

    def change(self, visitor: str, change: Callable[[Account], Account]) -> Account:
        """Change a visitor's account, and return it."""
        return self._records.change(visitor, change)
