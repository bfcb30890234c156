"""What an answer of an unguided model comes to: an action's line, or what is wrong with it."""

from dataclasses import dataclass
from typing import Final, Protocol, TypeAlias

from errands.agent.parse import ParseFailure, parse
from errands.backends.model_http import Json
from errands.backends.sayable import sayable
from errands.contracts.action import (
    ARROW,
    Action,
    Ask,
    Back,
    Check,
    Click,
    Fill,
    Goto,
    Open,
    Press,
    Say,
    Select,
    Tab,
    Upload,
)
from errands.contracts.errors import ModelRefusedError
from errands.contracts.ports import Request


@dataclass(frozen=True, slots=True)
class Line:
    """An action that the page's grammar holds, and why, where the model told."""

    text: str
    thought: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Anything else. `why` is what the model is told, `text` what the gates may still judge."""

    why: str
    text: str = ""
    thought: str = ""


Heard: TypeAlias = Line | Fault


class AnswerForm(Protocol):
    """How an action is asked for, and read."""

    @property
    def instructions(self) -> str: ...

    @property
    def reminder(self) -> str:
        """What an answer has to be, in a sentence."""
        ...

    def fields(self, request: Request) -> dict[str, Json]:
        """What the request says besides."""
        ...

    def read(self, text: str) -> Heard:
        """Its line; whether the page's grammar holds it isn't asked yet."""
        ...


_THOUGHT_BEGINS: Final = "<think>"
_THOUGHT_ENDS: Final = "</think>"
_FIGURES: Final = "Words may hold no figures but those of the chat and the page, and no quotes."


def without_thoughts(text: str) -> str:
    """What a model says that thinks aloud first; some of them leave the first mark away."""
    return text.rpartition(_THOUGHT_ENDS)[2].partition(_THOUGHT_BEGINS)[0]


def thoughts_in(text: str) -> str:
    """What such a model thought."""
    return text.rpartition(_THOUGHT_ENDS)[0].replace(_THOUGHT_BEGINS, "").strip()


def before_arrow(line: str) -> str:
    return line.partition(ARROW)[0].strip()


def action_of(line: str) -> Action | ParseFailure:
    """As the loop will read it."""
    return parse(before_arrow(line))


def checked(line: str, request: Request) -> Heard:
    """A line beside the grammar of its request.

    Words for the person that the grammar doesn't hold are not handed on: the grammar is all that
    keeps made-up figures out of them. What is done to a page the gates judge by themselves.

    Raises:
        ModelRefusedError: the grammar itself is wrong.
    """
    line = before_arrow(line)
    action = parse(line)
    if isinstance(action, ParseFailure):
        return Fault("That is no action.", line)
    try:
        if sayable(request.grammar, line):
            return Line(line)
    except ValueError as error:
        raise ModelRefusedError(f"The grammar is wrong: {error}") from error
    return Fault(_reason(action), "" if isinstance(action, Ask | Say) else line)


def _reason(action: Action) -> str:
    """What a grammar that doesn't hold the action knows, in words."""
    match action:
        case Say():
            return _FIGURES
        case Ask():
            return f"{_FIGURES} Ask only for what is undefined and needed here."
        case Fill():
            return (
                "That can't be typed there. A value has to stand in the chat, the profile or the "
                "page, in a field that takes it and isn't filled."
            )
        case Select() | Check():
            return "That can't be chosen there, or nobody said it."
        case Click() | Press() | Upload():
            return "There is no such control that can be used now, or it was tried in vain."
        case Open() | Goto() | Back() | Tab():
            return "One can't go there from here."
