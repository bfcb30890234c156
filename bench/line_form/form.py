"""The ways to write a control's line and to point at it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never


class Form(StrEnum):
    ID_BEHIND = "id-behind"
    ID_IN_FRONT = "id-in-front"
    NAME_ALONE = "name-alone"


@dataclass(frozen=True, slots=True)
class Control:
    """`given` is what it holds already."""

    number: int
    role: str
    name: str
    given: str = ""


def line(control: Control, form: Form) -> str:
    """The control as the page shows it."""
    value = f' ="{control.given}"' if control.given else ""
    named = f'{control.role} "{control.name}"'
    match form:
        case Form.ID_BEHIND:
            return f"{named} [{control.number}]{value}"
        case Form.ID_IN_FRONT:
            return f"[{control.number}] {named}{value}"
        case Form.NAME_ALONE:
            return f"{named}{value}"
        case _:
            assert_never(form)


def pointer(control: Control, form: Form) -> str:
    """The control as an action names it."""
    match form:
        case Form.ID_BEHIND | Form.ID_IN_FRONT:
            return str(control.number)
        case Form.NAME_ALONE:
            return f'"{control.name}"'
        case _:
            assert_never(form)
