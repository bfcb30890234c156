"""Pages described by data, for the browser in memory."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from errands.contracts.observation import Role, SectionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """An element of a page. Its name may hold answers given before: `"Rooms in {City}"`.

    Clicked, a part with `to` leads there; `removes` takes another part off the page. A part
    that `submits` first wants every required field of its page filled.
    """

    role: Role
    name: str
    value: str = ""
    options: tuple[str, ...] = ()
    required: bool = False
    checked: bool | None = None
    submits: bool = False
    item: int = 0
    to: str = ""
    removes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """`later` holds what comes each time it is scrolled on.

    Unless it `keeps` them, the parts before are gone then, until it is scrolled back.
    """

    kind: SectionKind
    name: str
    parts: tuple[Part, ...]
    later: tuple[tuple[Part, ...], ...] = ()
    keeps: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    title: str
    groups: tuple[Group, ...]


Site: TypeAlias = Mapping[str, Page]
"""Pages by their whole address, without query."""
