"""Datasette with a table of ferry crossings."""

import sqlite3
from contextlib import closing
from pathlib import Path

from bench.observe.apps.app import INSTALLED, App

_PORTS = ("Morrow Bay", "Skarholm", "Westhaven")
_STATES = ("on time", "late", "cancelled")


def _seed(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "ferries.db")) as base:
        base.execute("CREATE TABLE ports (id INTEGER PRIMARY KEY, name TEXT)")
        base.execute(
            "CREATE TABLE crossings (id INTEGER PRIMARY KEY, ship TEXT,"
            " port INTEGER REFERENCES ports(id), day TEXT, state TEXT, passengers INTEGER)"
        )
        base.executemany("INSERT INTO ports VALUES (?, ?)", enumerate(_PORTS, start=1))
        base.executemany("INSERT INTO crossings VALUES (?, ?, ?, ?, ?, ?)", map(_row, range(1, 81)))
        base.commit()


def _row(number: int) -> tuple[int, str, int, str, str, int]:
    ship = ("Tern", "Gannet")[number % 2]
    day = f"2026-03-{number % 28 + 1:02}"
    return number, ship, number % 3 + 1, day, _STATES[number % 7 % 3], 40 + number * 3 % 50


def _words(folder: Path, port: int) -> list[str]:
    return ["serve", str(folder / "ferries.db"), "--port", str(port)]


APP = App(
    name="datasette",
    program=INSTALLED / "datasette",
    words=_words,
    seed=_seed,
    ready="/-/versions.json",
)
