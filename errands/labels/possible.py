"""Whether an action that a person writes could have been done on a recorded page."""

from typing import assert_never

from errands.agent.gates import fits
from errands.contracts.action import (
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
    Slot,
    Tab,
    Upload,
    target_of,
)
from errands.labels.shown import Shown


def trouble(action: Action, shown: Shown) -> str:
    """Why it could not, in words for the person; nothing where it could.

    Whether it would have been right is for people to say, and whether a value was said, for gates.
    """
    target = target_of(action)
    if target is None:
        return _missing(action, shown)
    control = shown.controls.get(target)
    if control is None:
        return f"the page shows no [{target}]"
    if not fits(action, control.element):
        return f"a {control.element.role} can't be used like that"
    listed = () if control.unlisted else control.element.options
    if isinstance(action, Select) and listed and action.option not in listed:
        return f"there is no option {action.option}"
    return _missing(action, shown)


def _missing(action: Action, shown: Shown) -> str:
    """What it names that isn't there."""
    match action:
        case Fill(value=Slot(name=name)):
            return "" if name in shown.slots else f"the profile has no {name}"
        case Open(chunk=chunk):
            return "" if chunk in shown.openable else f"there is no {chunk} to open"
        case Upload(file=file):
            return "" if file in shown.files else f"there is no file {file}"
        case Goto(url=url):
            told = "\n".join((*shown.chat, *shown.outline, *shown.done))
            return "" if url in told else "nobody has told this address"
        case Click() | Fill() | Select() | Check() | Press() | Back() | Tab() | Ask() | Say():
            return ""
        case _:
            assert_never(action)
