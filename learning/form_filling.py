"""How a scripted solution fills the controls that sites differ in; `None` where all stands so."""

from collections.abc import Collection
from datetime import date
from typing import Final

from learning.prompt_text import Control, PromptText

_MONTH_FIRST: Final = "MM/DD/YYYY"


def chosen(prompt: PromptText, labels: Collection[str], wanted: str) -> str | None:
    """The line that takes the option which begins so, of a select, radios or a list."""
    select = prompt.find(labels, ("select",))
    if select is not None and _begins(select.value, wanted):
        return None
    if select is not None and select.options:
        return _selected(prompt, select, wanted)
    for one in prompt.controls:
        if one.role in {"radio", "option"} and _begins(one.name, wanted):
            return None if one.on or prompt.done_on(one.id) else taken(one)
    # A drawn list is closed until it is clicked.
    return None if select is None else f"click {select.id}"


def taken(one: Control) -> str:
    """The line that takes a radio, or an option of a list."""
    return f"check {one.id} on" if one.role == "radio" else f"click {one.id}"


def dated(prompt: PromptText, labels: Collection[str], day: date, words: str) -> str | None:
    """The line that gives a day; `words` are how it was said."""
    if whole := prompt.find(labels, ("date",)):
        is_there = whole.value == day.isoformat() or prompt.done_on(whole.id)
        return None if is_there else f'fill {whole.id} "{words}"'
    if written := prompt.find(labels, ("text",)):
        text = f"{day:%m/%d/%Y}" if _MONTH_FIRST in prompt.page else f"{day:%d/%m/%Y}"
        is_there = written.value == text or prompt.done_on(written.id)
        return None if is_there else f'fill {written.id} "{text}"'
    for part, text in (("Day", str(day.day)), ("Month", f"{day:%B}"), ("Year", str(day.year))):
        select = prompt.find((part,), ("select",))
        if select and select.value != text and not prompt.done_on(select.id):
            return f'select {select.id} "{text}"'
    return None


def _selected(prompt: PromptText, select: Control, wanted: str) -> str | None:
    if prompt.done_on(select.id):
        return None
    option = next((option for option in select.options if _begins(option, wanted)), wanted)
    return f'select {select.id} "{option}"'


def _begins(text: str, wanted: str) -> bool:
    return text == wanted or text.startswith(f"{wanted} ")
