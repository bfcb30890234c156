"""A field of a form, whatever its control is."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from sites.controls.control import Choosing, Dating, Switching


class Typing(StrEnum):
    """What is typed into."""

    TEXT = "text"
    EMAIL = "email"
    PHONE = "tel"
    AREA = "area"
    TIME = "time"


Control: TypeAlias = Typing | Choosing | Dating | Switching


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field; `options` are pairs of what is sent and what is said. Drawn by `fields.html`."""

    name: str
    label: str
    control: Control = Typing.TEXT
    options: tuple[tuple[str, str], ...] = ()
    required: bool = True
    complete: str = "off"
