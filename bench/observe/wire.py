"""What a column's process is asked, and the JSON lines it answers with."""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench.observe.marking import Marked

MATCH = (Path(__file__).parent / "match.js").read_text().split("\n", 2)[2].strip()
NEUTRAL = "~"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PAUSE = 1.0
"""Seconds that a page is left to itself once it is there. Some never stop asking the network."""
WIDTH = 1280
HEIGHT = 900
SAID = 600
"""Characters of what is said of a control that are looked at for its name."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One node that can be addressed.

    `label` is what it stands for, as match.js says; `said` is all that is shown of it.
    `control` is whether the column tells it from plain text.
    """

    label: str
    said: str
    control: bool = True


@dataclass(frozen=True, slots=True)
class Wanted:
    """A labelled control as found in the column's own browser."""

    id: str
    names: tuple[str, ...]
    may: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """A page in a column's form. `ms` are the times of observations of the same loaded page."""

    page: str
    text: str
    ms: tuple[float, ...]
    listed: tuple[Listed, ...]
    wanted: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class Order:
    chromium: str
    repeats: int
    pages: Mapping[str, str]
    """Addresses by the pages' names."""


def order() -> Order:
    """What this process was started with."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--chromium", required=True)
    parser.add_argument("--repeats", type=int, required=True)
    parser.add_argument("pages", nargs="+", help="name=address")
    given = parser.parse_args()
    pages = dict(each.split("=", 1) for each in given.pages)
    return Order(given.chromium, given.repeats, pages)


def words_of(the: Order) -> list[str]:
    asked = ["--chromium", the.chromium, "--repeats", str(the.repeats)]
    return [*asked, *(f"{name}={address}" for name, address in the.pages.items())]


def wanted_of(marked: Sequence[Marked]) -> tuple[Wanted, ...]:
    return tuple(Wanted(m.id, (m.name, *m.label.also), bool(m.label.may)) for m in marked)


def tell(seen: Seen) -> None:
    sys.stdout.write(json.dumps(asdict(seen)) + "\n")
    sys.stdout.flush()


def hear(line: str) -> Seen:
    raw: dict[str, Any] = json.loads(line)
    listed = tuple(Listed(**each) for each in raw["listed"])
    wanted = tuple(Wanted(w["id"], tuple(w["names"]), w["may"]) for w in raw["wanted"])
    return Seen(raw["page"], raw["text"], tuple(raw["ms"]), listed, wanted)
