"""A site's SQLite file."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Database:
    """Each transaction opens the file anew, so any process or thread may use it."""

    def __init__(self, path: Path, schema: str) -> None:
        """Make the file and the tables of `schema` where there are none."""
        self._path = path
        with self.transaction() as database:
            for statement in schema.split(";"):
                database.execute(statement)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Nobody else writes meanwhile; what is written is kept unless an error comes out."""
        database = sqlite3.connect(self._path, timeout=30, isolation_level=None)
        database.row_factory = sqlite3.Row
        try:
            database.execute("BEGIN IMMEDIATE")
            with database:
                yield database
        finally:
            database.close()
