"""One line of the action language → an Action. The inverse of `contracts.action.to_line`."""

import re
from dataclasses import dataclass

from errands.contracts.action import (
    Action,
    Ask,
    Back,
    Check,
    Click,
    Fill,
    Goto,
    Key,
    Open,
    Press,
    Say,
    Select,
    Slot,
    Tab,
    Text,
    Upload,
)
from errands.contracts.ids import ElementId, SlotName

_LINE = re.compile(
    r"""(?x)^(?:
      click\ (?P<click>\d{1,9})
    | fill\ (?P<fill>\d{1,9})\ (?:"(?P<text>[^"\n]*)"|@(?P<slot>[a-z][a-z0-9_]*))
    | select\ (?P<select>\d{1,9})\ "(?P<option>[^"\n]*)"
    | check\ (?P<check>\d{1,9})\ (?P<state>on|off)
    | press\ (?P<key>[A-Za-z]+)(?:\ (?P<press>\d{1,9}))?
    | open\ (?P<open>[^\s"]+)
    | goto\ (?P<goto>\S+)
    | (?P<back>back)
    | tab\ (?P<tab>\d{1,9}|close)
    | upload\ (?P<upload>\d{1,9})\ @(?P<file>[^\s"]+)
    | ask\ "(?P<ask>[^"\n]+)"(?P<slots>(?:\ [a-z][a-z0-9_]*)*)
    | say\ "(?P<say>[^"\n]+)"
    )$"""
)


@dataclass(frozen=True, slots=True)
class ParseFailure:
    """A line that is no action."""

    line: str


def parse(line: str) -> Action | ParseFailure:  # noqa: C901, PLR0911 one branch a verb
    found = _LINE.match(line.strip())
    if found is None:
        return ParseFailure(line)
    part = found.groupdict()
    if part["click"]:
        return Click(element=_id(part["click"]))
    if part["fill"]:
        value = Slot(name=SlotName(part["slot"])) if part["slot"] else Text(text=part["text"])
        return Fill(element=_id(part["fill"]), value=value)
    if part["select"]:
        return Select(element=_id(part["select"]), option=part["option"])
    if part["check"]:
        return Check(element=_id(part["check"]), on=part["state"] == "on")
    if part["key"]:
        return _press(line, part["key"], part["press"])
    if part["open"]:
        return Open(chunk=part["open"])
    if part["goto"]:
        return Goto(url=part["goto"])
    if part["back"]:
        return Back()
    if part["tab"]:
        return Tab(number=None if part["tab"] == "close" else int(part["tab"]))
    if part["upload"]:
        return Upload(element=_id(part["upload"]), file=part["file"])
    if part["ask"]:
        return Ask(question=part["ask"], slots=tuple(map(SlotName, part["slots"].split())))
    return Say(text=part["say"])


def _press(line: str, key: str, element: str | None) -> Press | ParseFailure:
    if key not in set(Key):
        return ParseFailure(line)
    return Press(key=Key(key), element=_id(element) if element else None)


def _id(digits: str) -> ElementId:
    return ElementId(int(digits))
