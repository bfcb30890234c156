"""The action language: one line, one action, twelve verbs."""

from enum import StrEnum
from typing import Annotated, Literal, TypeAlias, assert_never

from pydantic import BaseModel, ConfigDict, Field

from errands.contracts.ids import ElementId, SlotName

ARROW = " ->"
"""Ends an action and begins its effect; generation stops here."""


class Key(StrEnum):
    """The keys that may be pressed."""

    ENTER = "Enter"
    ESCAPE = "Escape"
    TAB = "Tab"
    ARROW_DOWN = "ArrowDown"
    ARROW_UP = "ArrowUp"
    ARROW_LEFT = "ArrowLeft"
    ARROW_RIGHT = "ArrowRight"
    PAGE_DOWN = "PageDown"
    PAGE_UP = "PageUp"
    HOME = "Home"
    END = "End"
    SPACE = "Space"
    BACKSPACE = "Backspace"
    DELETE = "Delete"


class _Action(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Click(_Action):
    kind: Literal["click"] = "click"
    element: ElementId


class Text(_Action):
    """A literal value, as the model wrote it."""

    kind: Literal["text"] = "text"
    text: str


class Slot(_Action):
    """A reference to a slot of the profile, or to a secret that only the worker may read."""

    kind: Literal["slot"] = "slot"
    name: SlotName


Value: TypeAlias = Annotated[Text | Slot, Field(discriminator="kind")]


class Fill(_Action):
    kind: Literal["fill"] = "fill"
    element: ElementId
    value: Value


class Select(_Action):
    kind: Literal["select"] = "select"
    element: ElementId
    option: str


class Check(_Action):
    """Sets a state; never toggles."""

    kind: Literal["check"] = "check"
    element: ElementId
    on: bool


class Press(_Action):
    kind: Literal["press"] = "press"
    key: Key
    element: ElementId | None = None


class Open(_Action):
    """Brings a closed chunk of the page into the prompt, or what comes when it is scrolled on."""

    kind: Literal["open"] = "open"
    chunk: str


class Goto(_Action):
    kind: Literal["goto"] = "goto"
    url: str


class Back(_Action):
    kind: Literal["back"] = "back"


class Tab(_Action):
    """Switches to a tab by its number from 1, or closes the current one (`None`)."""

    kind: Literal["tab"] = "tab"
    number: int | None


class Upload(_Action):
    kind: Literal["upload"] = "upload"
    element: ElementId
    file: str


class Ask(_Action):
    """Ends the turn with a question; the answer fills the named slots."""

    kind: Literal["ask"] = "ask"
    question: str
    slots: tuple[SlotName, ...] = ()


class Say(_Action):
    """Ends the turn with words for the user."""

    kind: Literal["say"] = "say"
    text: str


PageAction: TypeAlias = Click | Fill | Select | Check | Press | Goto | Back | Tab | Upload
"""What a browser performs."""

Action: TypeAlias = Annotated[
    Click | Fill | Select | Check | Press | Open | Goto | Back | Tab | Upload | Ask | Say,
    Field(discriminator="kind"),
]


def to_line(action: Action) -> str:  # noqa: C901, PLR0911, PLR0912 one arm a verb, no logic
    """The action as the line a model writes; `agent.parse` reads it back."""
    match action:
        case Click(element=element):
            return f"click {element}"
        case Fill(element=element, value=value):
            return f"fill {element} {_value(value)}"
        case Select(element=element, option=option):
            return f'select {element} "{option}"'
        case Check(element=element, on=on):
            return f"check {element} {'on' if on else 'off'}"
        case Press(key=key, element=element):
            return f"press {key}" if element is None else f"press {key} {element}"
        case Open(chunk=chunk):
            return f"open {chunk}"
        case Goto(url=url):
            return f"goto {url}"
        case Back():
            return "back"
        case Tab(number=number):
            return "tab close" if number is None else f"tab {number}"
        case Upload(element=element, file=file):
            return f"upload {element} @{file}"
        case Ask(question=question, slots=slots):
            return " ".join([f'ask "{question}"', *slots])
        case Say(text=text):
            return f'say "{text}"'
        case _:
            assert_never(action)


def _value(value: Value) -> str:
    match value:
        case Text(text=text):
            return f'"{text}"'
        case Slot(name=name):
            return f"@{name}"
        case _:
            assert_never(value)


def target_of(action: Action) -> ElementId | None:
    """The element an action is aimed at, if it is aimed at one."""
    match action:
        case Click() | Fill() | Select() | Check() | Upload() | Press():
            return action.element
        case Open() | Goto() | Back() | Tab() | Ask() | Say():
            return None
        case _:
            assert_never(action)
