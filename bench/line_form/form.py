"""The ways to write a control's line and to point at it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import assert_never

from errands.agent.view.series import FEWEST


class Form(StrEnum):
    ID_BEHIND = "id-behind"
    SERIES = "id-behind-in-series"
    ID_IN_FRONT = "id-in-front"
    NAME_ALONE = "name-alone"


@dataclass(frozen=True, slots=True)
class Control:
    """`given` is what it holds already."""

    number: int
    role: str
    name: str
    given: str = ""


def lines(controls: Sequence[Control], form: Form) -> Iterator[str]:
    """The controls as the page shows them."""
    for (role, filled), run in groupby(controls, key=lambda c: (c.role, bool(c.given))):
        series = list(run)
        if form is not Form.SERIES or len(series) < FEWEST or filled:
            yield from (f"{_before(one, form)}{_named(one, form)}" for one in series)
        else:
            yield f"{role} {' '.join(_named(control, form) for control in series)}"


def _before(control: Control, form: Form) -> str:
    number = f"[{control.number}] " if form is Form.ID_IN_FRONT else ""
    return f"{number}{control.role} "


def _named(control: Control, form: Form) -> str:
    value = f' ="{control.given}"' if control.given else ""
    behind = form in {Form.ID_BEHIND, Form.SERIES}
    number = f" [{control.number}]" if behind else ""
    return f'"{control.name}"{number}{value}'


def pointer(control: Control, form: Form) -> str:
    """The control as an action names it."""
    match form:
        case Form.ID_BEHIND | Form.ID_IN_FRONT | Form.SERIES:
            return str(control.number)
        case Form.NAME_ALONE:
            return f'"{control.name}"'
        case _:
            assert_never(form)
