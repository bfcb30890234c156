"""What a model may say in a recorded step's place: anything that was possible on the page.

Looser than the grammar the step was made with: what the person knew is in no recording.
"""

from collections.abc import Iterator
from typing import Final

from errands.agent.gates import fits
from errands.agent.values.terminals import fits_a_line, quoted
from errands.contracts.action import (
    ARROW,
    Action,
    Back,
    Check,
    Click,
    Fill,
    Key,
    Open,
    Press,
    Select,
    Slot,
    Text,
    to_line,
)
from errands.contracts.ids import SlotName
from errands.labels.shown import Control, Shown

_TEXT: Final = r'TEXT: /[^"\n<>@ ][^"\n<>@]{0,79}/'


def grammar_of(shown: Shown) -> str:
    """As `errands.agent.grammar` writes one."""
    rules = [*_on_controls(shown), *_anywhere(shown)]
    line = "line: " + "\n  | ".join(rules)
    return "\n".join(["%llguidance {}", f"start: line {quoted(ARROW)}", line, _TEXT, ""])


def _on_controls(shown: Shown) -> Iterator[str]:
    for control in shown.controls.values():
        element = control.element
        for action in _said_whole(control, shown):
            if fits(action, element):
                yield quoted(to_line(action))
        if fits(Fill(element=element.id, value=Text(text="")), element):
            yield _free(f"fill {element.id}")
        unlisted = control.unlisted or not element.options
        if unlisted and fits(Select(element=element.id, option=""), element):
            yield _free(f"select {element.id}")


def _said_whole(control: Control, shown: Shown) -> Iterator[Action]:
    id_ = control.element.id
    yield Click(element=id_)
    yield Check(element=id_, on=True)
    yield Check(element=id_, on=False)
    # Not beside words that are free: a lexer that has begun one option can't go back.
    for option in () if control.unlisted else filter(fits_a_line, control.element.options):
        yield Select(element=id_, option=option)
    for name in sorted(shown.slots):
        yield Fill(element=id_, value=Slot(name=SlotName(name)))


def _anywhere(shown: Shown) -> Iterator[str]:
    for action in (*map(_open, sorted(shown.openable)), Press(key=Key.ENTER), Back()):
        yield quoted(to_line(action))
    yield _free("ask")
    yield _free("say")


def _open(chunk: str) -> Action:
    return Open(chunk=chunk)


def _free(verb: str) -> str:
    return f"{quoted(verb + chr(32) + chr(34))} TEXT {quoted(chr(34))}"
