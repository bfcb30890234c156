"""What a site keeps of each visitor: one document, as they found it and as it is now."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Generic, TypeVar

from pydantic import BaseModel

from sites.database import Database

State = TypeVar("State", bound=BaseModel)

TRY: Final = "-try"
"""What follows it in a visitor's name isn't drawn from: `ana-try2` finds what `ana` finds."""
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS visitors (
    name TEXT PRIMARY KEY, first TEXT NOT NULL, now TEXT NOT NULL
)
"""


@dataclass(frozen=True, slots=True)
class Record(Generic[State]):
    """A visitor's document at the first visit, and after all that they have done."""

    first: State
    now: State


class Records(Generic[State]):
    """The visitors of one SQLite file; `draw` makes the document of one who comes first."""

    def __init__(self, path: Path, model: type[State], draw: Callable[[str], State]) -> None:
        """Open the file; make it where there is none."""
        self._database = Database(path, _SCHEMA)
        self._model = model
        self._draw = draw

    def of(self, visitor: str) -> Record[State]:
        """Return what is kept of a visitor; a new one finds what is drawn for them."""
        with self._database.transaction() as database:
            return self._found(database, visitor)

    def change(self, visitor: str, change: Callable[[State], State]) -> State:
        """Put another document in the place of a visitor's, and return it."""
        with self._database.transaction() as database:
            changed = change(self._found(database, visitor).now)
            database.execute(
                "UPDATE visitors SET now = ? WHERE name = ?",
                (changed.model_dump_json(), visitor),
            )
        return changed

    def _found(self, database: sqlite3.Connection, visitor: str) -> Record[State]:
        wanted = "SELECT first, now FROM visitors WHERE name = ?"
        if (row := database.execute(wanted, (visitor,)).fetchone()) is None:
            first = self._draw(visitor.partition(TRY)[0])
            drawn = first.model_dump_json()
            database.execute("INSERT INTO visitors VALUES (?, ?, ?)", (visitor, drawn, drawn))
            return Record(first, first)
        first, now = map(self._model.model_validate_json, row)
        return Record(first, now)
