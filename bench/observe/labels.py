"""What a person can act on in a page, as labelled by hand, and what one may want there."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FOLDER = HERE / "labels"
_OF_APPS = "apps-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One control, or `count` alike ones: `mail#1`, `mail#2`, ... in document order.

    `at` are CSS paths; each but the last leads into the frame or the shadow root of what it
    finds, closed ones too. A `name` of `@text` is the control's own text, `@text .a` the text
    of what `.a` finds in it, `@aria-label` its attribute. `also` are names that are as good.
    `may` says why the control may be left out: it is disabled, covered, shown on hover.
    """

    id: str
    at: tuple[str, ...]
    role: str
    name: str
    count: int = 1
    also: tuple[str, ...] = ()
    may: str = ""

    def names(self) -> list[str]:
        """The ids of its controls."""
        return [self.id] if self.count == 1 else [f"{self.id}#{n + 1}" for n in range(self.count)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What a user says on this page, and the id of the control that must be acted on next."""

    say: str
    control: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    name: str
    about: str
    labels: tuple[Label, ...]
    goals: tuple[Goal, ...]
    path: str
    """Below the site of written pages, or of the application called `app`."""
    app: str = ""
    ready: str = "body"
    """A CSS path: what is there once the page has loaded, where its scripts make it."""


def page_names() -> list[str]:
    """The pages written here."""
    return [name for name in _all() if not name.startswith(_OF_APPS)]


def app_page_names() -> list[str]:
    """The pages of real applications."""
    return [name for name in _all() if name.startswith(_OF_APPS)]


def _all() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def read_page(name: str) -> Page:
    raw = tomllib.loads((FOLDER / f"{name}.toml").read_text())
    return Page(
        name=name,
        about=raw["about"],
        labels=tuple(label_of(each) for each in raw["control"]),
        goals=tuple(Goal(**each) for each in raw["goal"]),
        path=raw.get("path", f"/{name}.html"),
        app=raw.get("app", ""),
        ready=raw.get("ready", "body"),
    )


def label_of(raw: Mapping[str, Any]) -> Label:
    at = raw["at"]
    given = {**raw, "at": (at,) if isinstance(at, str) else tuple(at)}
    return Label(**{**given, "also": tuple(raw.get("also", ()))})
