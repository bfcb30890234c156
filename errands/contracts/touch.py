"""What a person's hand does to a page that they watch. Nothing of it is logged or shown."""

from enum import StrEnum
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

_FAR: Final = 20_000.0
"""Pixels; no page is seen so far out."""

_Place: TypeAlias = Annotated[float, Field(ge=-_FAR, le=_FAR)]


class _Touch(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class MouseEvent(StrEnum):
    MOVE = "move"
    DOWN = "down"
    UP = "up"
    WHEEL = "wheel"


class MouseButton(StrEnum):
    LEFT = "left"
    MIDDLE = "middle"
    RIGHT = "right"


class KeyEvent(StrEnum):
    DOWN = "down"
    UP = "up"


class Going(StrEnum):
    BACK = "back"
    FORWARD = "forward"
    RELOAD = "reload"


class Mouse(_Touch):
    """At CSS pixels of what is seen; `dx` and `dy` are how far a wheel turns."""

    type: Literal["mouse"] = "mouse"
    event: MouseEvent
    x: _Place
    y: _Place
    button: MouseButton = MouseButton.LEFT
    clicks: int = Field(default=1, ge=0, le=3)
    dx: _Place = 0
    dy: _Place = 0


class Keystroke(_Touch):
    """`key` and `code` as browsers name them; `modifiers`: 1 Alt, 2 Control, 4 Meta, 8 Shift."""

    type: Literal["key"] = "key"
    event: KeyEvent
    key: str = Field(min_length=1, max_length=40, repr=False)
    code: str = Field(default="", max_length=40, repr=False)
    text: str = Field(default="", max_length=10, repr=False)
    modifiers: int = Field(default=0, ge=0, le=15)


class Typed(_Touch):
    """Typed by other means than keys, or pasted."""

    type: Literal["text"] = "text"
    text: str = Field(min_length=1, max_length=10_000, repr=False)


class Go(_Touch):
    type: Literal["go"] = "go"
    action: Going


Touch: TypeAlias = Mouse | Keystroke | Typed | Go
