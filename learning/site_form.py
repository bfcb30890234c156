"""A form of a demo site as a scripted solution fills it: one line at a time, by its labels."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, assert_never

from errands.agent.view.outline import slug
from learning.prompt_text import Control, PromptText
from sites.controls.control import MONTHS, Choosing, Dating, Switching, write_day
from sites.controls.field import Field, Typing
from sites.writing import loose

_HEADER: Final = re.compile(r"^# (\S+)$")


@dataclass(frozen=True, slots=True)
class Put:
    """What is to stand in a field: `words` as they are typed, or as an option says them.

    Of a day the words are as it was said; `slot` is the profile's that holds the value.
    """

    words: str
    slot: str = ""
    day: date | None = None


def next_line(
    prompt: PromptText, fields: Sequence[Field], puts: Mapping[str, Put | str | None]
) -> str | None:
    """The line for the first field that doesn't hold what it should; `None` where all do.

    By a field's name: what is to be put there, the question that asks for it, or nothing.
    """
    for field in fields:
        match puts.get(field.name):
            case None:
                continue
            case Put() as put:
                line = _line(prompt, field, put)
            case question:
                line = question
        if line is not None:
            return line
    return None


def _line(prompt: PromptText, field: Field, put: Put) -> str | None:
    match field.control:
        case Typing():
            return _type(prompt, field.label, put)
        case Choosing():
            return _choose(prompt, field, put.words)
        case Dating():
            return _give_day(prompt, field.control, field.label, put)
        case Switching():
            return _turn(prompt, field.control, field.label, put.words)
        case _:
            assert_never(field.control)


def _type(prompt: PromptText, label: str, put: Put) -> str | None:
    box = prompt.control(label)
    if prompt.done_on(box.id) or (box.value and loose(box.value) == loose(put.words)):
        return None
    return f"fill {box.id} @{put.slot}" if put.slot else f'fill {box.id} "{put.words}"'


def _choose(prompt: PromptText, field: Field, words: str) -> str | None:
    match field.control:
        case Choosing.SELECT:
            return _select(prompt, prompt.control(field.label), words)
        case Choosing.RADIO:
            return _check(prompt, _option(prompt, field.label, words))
        case Choosing.LISTBOX:
            option = _option(prompt, field.label, words)
            return None if option.on or prompt.done_on(option.id) else f"click {option.id}"
        case _:
            return _from_menu(prompt, field.label, words)


def _from_menu(prompt: PromptText, label: str, words: str) -> str | None:
    box = prompt.control(label)
    if box.value == words:
        return None
    option = prompt.find((words,), ("option",))
    return f"click {box.id}" if option is None else f"click {option.id}"


def _select(prompt: PromptText, box: Control, words: str) -> str | None:
    done = box.value == words or prompt.done_on(box.id)
    return None if done else f'select {box.id} "{words}"'


def _check(prompt: PromptText, box: Control) -> str | None:
    return None if box.on or prompt.done_on(box.id) else f"check {box.id} on"


def _turn(prompt: PromptText, how: Switching, label: str, words: str) -> str | None:
    """On, unless the words are `Off`."""
    to = "Off" if words == "Off" else "On"
    if how is Switching.YES_NO:
        return _check(prompt, _option(prompt, label, to))
    box = prompt.control(label)
    is_there = box.on == (to == "On") or prompt.done_on(box.id)
    return None if is_there else f"check {box.id} {to.lower()}"


def _give_day(prompt: PromptText, how: Dating, label: str, put: Put) -> str | None:
    if put.day is None:
        raise ValueError(f"{put} is no day")
    whole = write_day(how, put.day)[0]
    if how is Dating.PARTS:
        parts = {"Day": str(put.day.day), "Month": MONTHS[put.day.month - 1]}
        parts["Year"] = str(put.day.year)
        lines = (
            _select(prompt, _option(prompt, label, part), words) for part, words in parts.items()
        )
        return next((line for line in lines if line), None)
    box = prompt.control(label)
    if prompt.done_on(box.id) or box.value == whole:
        return None
    words = put.words if how is Dating.NATIVE else whole
    return f'fill {box.id} "{words}"'


def _option(prompt: PromptText, group: str, name: str) -> Control:
    """A control of a group, which is a part of the page where it has a heading of its own."""
    inside = _ids_below(prompt.page, slug(group))
    found = [c for c in prompt.controls if c.name == name]
    return next((c for c in found if c.id in inside), None) or prompt.control(name)


def _ids_below(page: str, heading: str) -> set[int]:
    ids: set[int] = set()
    is_below = False
    for line in page.splitlines():
        if header := _HEADER.match(line):
            is_below = header[1] == heading
        elif is_below:
            ids |= {int(number) for number in re.findall(r'" \[(\d+)\]', line)}
    return ids
