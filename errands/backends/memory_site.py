"""Pages described by data, for the browser in memory."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from errands.contracts.observation import Role, SectionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """An element of a page. Its name may hold answers given before: `"Rooms in {City}"`.

    What it is:
    - `options`: of a list; unseen while it is `drawn` by the page; of a combobox, what it
      suggests once something is typed.
    - `date_form`: how a field that opens a calendar writes a day.
    - `one_of`: the radio buttons or tabs of which one is on.
    - `under`: it is seen while the tab or menu of this name is on.

    What a click on it does:
    - `to` leads to another page, in a `new_tab` or in this one; a part that `submits` first wants
      every required field of its page filled.
    - `removes` takes another part off the page.
    - `asks` opens one of JavaScript's dialogs.
    - `downloads` is the name of a file of this `content`.
    - `opens` shows what is `under` it, and hides it again.
    """

    role: Role
    name: str
    value: str = ""
    options: tuple[str, ...] = ()
    drawn: bool = False
    date_form: str = ""
    minimum: str = ""
    maximum: str = ""
    multiline: bool = False
    required: bool = False
    disabled: bool = False
    checked: bool | None = None
    one_of: str = ""
    submits: bool = False
    item: int = 0
    under: str = ""
    to: str = ""
    new_tab: bool = False
    removes: str = ""
    asks: str = ""
    downloads: str = ""
    content: bytes = b""
    opens: bool = False


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
