"""A grammar made for one observation: only what can be done here, only values that were said.

The form is llguidance's Lark dialect, which vLLM takes as `structured_outputs.grammar`. A line
on an element that isn't there, or a value nobody said, can't be produced (docs/adr/0004).
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from errands.agent.form import (
    askable,
    awaits_input,
    is_spoken_for,
    may_ask,
    slots_for,
    takes_a_name,
)
from errands.agent.page import Page
from errands.agent.prompt import ARROW
from errands.agent.said import Said
from errands.agent.values import is_backed, literal_choices, option_derivable, typed_text
from errands.contracts.action import Action, Check, Click, Key, Open, Select, Upload, to_line
from errands.contracts.observation import CHECKABLE, CLICKABLE, FILLABLE, Element, Role
from errands.contracts.profile import Profile

_URL = re.compile(r"https?://[^\s\"<>]+")
_DIGIT = re.compile(r"\d")
_DIGIT_WORD = re.compile(r"[^\s\"<>\\]*\d[^\s\"<>\\]*")
_BREAKS_LINE = re.compile(rf'["\n]|{ARROW}')
_ID = re.compile(r"\[\d+\]|^(?:click|fill|select|check|upload) \d+", re.MULTILINE)
_MAX_SPAN_CHUNKS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a grammar is made from."""

    page: Page
    said: Said
    profile: Profile
    chat_text: str
    instead: Said | None = None
    """The last message, where it was said instead of a yes."""
    agreed: Click | None = None
    """The effect on this page that the last message was a yes to."""


def build(scope: Scope) -> str:
    """The grammar's text; the line it accepts ends with ` ->`."""
    if scope.agreed is not None:
        rules = [_quoted(to_line(scope.agreed))]  # it was asked for, and that is what is done
    else:
        rules = [*_element_rules(scope), *_page_rules(scope), *_word_rules(scope)]
    return "\n".join(
        [
            "%llguidance {}",
            f"start: line {_quoted(ARROW)}",
            "line: " + "\n  | ".join(rules),
            f"SPAN: {_span(scope.said.words)}",
            f"WORDS: {_words(scope)}",
            "",
        ]
    )


def _element_rules(scope: Scope) -> Iterable[str]:
    for element in scope.page.now.elements:
        if element.id and not element.disabled and element.id in scope.page.visible:
            yield from _rules_of(element, scope)


def _rules_of(element: Element, scope: Scope) -> Iterable[str]:
    match element.role:
        case Role.RADIO | Role.OPTION if not is_backed(element, scope.said, scope.profile):
            return
        case role if role in CLICKABLE and not awaits_input(element, scope.page.now):
            yield from _allowed([Click(element=element.id)], scope)
        case role if role in CHECKABLE:
            yield from _allowed([Check(element=element.id, on=not element.checked)], scope)
        case Role.FILE_FIELD:
            files = scope.page.now.files
            yield from _allowed([Upload(element=element.id, file=f) for f in files], scope)
        case Role.SELECT:
            yield from _selects(element, scope)
        case role if role in FILLABLE and element.id not in scope.page.filled:
            yield from _fills(element, scope)
        case _:
            return


def _selects(element: Element, scope: Scope) -> Iterable[str]:
    if not element.options:
        # A drawn list shows its options once it is open; until then they are what was said.
        yield f"{_quoted(f'select {element.id} ')} {_quoted(chr(34))} SPAN {_quoted(chr(34))}"
        yield from _allowed([Click(element=element.id)], scope)
        return
    fitting = [
        Select(element=element.id, option=option)
        for option in element.options
        if not _BREAKS_LINE.search(option)
        and option_derivable(element, option, _numbers_said(option, scope), scope.profile)
    ]
    yield from _allowed(fitting, scope)


def _numbers_said(option: str, scope: Scope) -> Said:
    """What backs an option: how many people, said instead of a yes, is what counts from then on."""
    if scope.instead is not None and scope.instead.company and _DIGIT.search(option):
        return scope.instead
    return scope.said


def _texts(element: Element, scope: Scope) -> tuple[str, ...] | None:
    """The literals of a field; `None` for any span of the chat."""
    if takes_a_name(element, scope.page.now, scope.profile):
        return scope.said.names
    if element.role is Role.DATE_FIELD and scope.instead and scope.instead.states_a_stay:
        return literal_choices(element, scope.instead)
    return literal_choices(element, scope.said)


def _fills(element: Element, scope: Scope) -> Iterable[str]:
    for slot in slots_for(element, scope.page.now, scope.profile, scope.said.today):
        line = f"fill {element.id} @{slot}"
        if line not in scope.page.closed_off:
            yield _quoted(line)
    texts = _texts(element, scope)
    if texts is None:
        yield f"{_quoted(f'fill {element.id} ')} {_quoted(chr(34))} SPAN {_quoted(chr(34))}"
        return
    for text in texts:
        line = f'fill {element.id} "{text}"'
        # What the gate would refuse isn't offered: a length of stay needs a date before it.
        typed = typed_text(element, text, scope.said, scope.profile, scope.page.now)
        if not typed or is_spoken_for(element, typed, scope.page.now, scope.said):
            continue
        if line not in scope.page.closed_off:
            yield _quoted(line)


def _allowed(actions: Iterable[Action], scope: Scope) -> Iterable[str]:
    lines = [to_line(action) for action in actions]
    return [_quoted(line) for line in lines if line not in scope.page.closed_off]


def _page_rules(scope: Scope) -> Iterable[str]:
    closed = [chunk.name for chunk in scope.page.closed]
    ways = [way.name for way in scope.page.ways]
    yield from _allowed([Open(chunk=name) for name in (*closed, *ways)], scope)
    urls = dict.fromkeys(url.rstrip(".,;)") for url in _URL.findall(scope.said.words))
    yield from (_quoted(f"goto {url}") for url in urls)
    yield from (_quoted(f"press {key}") for key in (Key.ENTER, Key.ESCAPE))
    yield _quoted("back")
    if scope.page.now.tabs > 1:
        others = [n for n in range(1, scope.page.now.tabs + 1) if n != scope.page.now.tab]
        yield from (_quoted(f"tab {number}") for number in others)
        yield _quoted("tab close")


def _word_rules(scope: Scope) -> Iterable[str]:
    if may_ask(scope.page, scope.said, scope.profile):
        names = askable(scope.page.now, scope.profile)
        slots = " | ".join(_quoted(f" {slot}") for slot in names)
        tail = f" ({slots})*" if slots else ""
        yield f"{_quoted('ask ' + chr(34))} WORDS {_quoted(chr(34))}{tail}"
    yield f"{_quoted('say ' + chr(34))} WORDS {_quoted(chr(34))}"


def _span(words: str) -> str:
    """A run of the user's words, quote marks and closing marks left outside."""
    parts = re.findall(r"[^\W_]+(?:['’][^\W_]+)*|[^\w\s\"]|_|\s+", words)  # noqa: RUF001 as phones type it
    chunks = [" " if part.isspace() else part for part in parts][-_MAX_SPAN_CHUNKS:]
    return f'%regex {{"substring_chunks": {json.dumps(chunks or ["-"], ensure_ascii=False)}}}'


def _words(scope: Scope) -> str:
    """Free words, but digits only as they stand on the page or in the chat, never two in a row.

    The first mark is no space: a reply is never blank. Ids of controls are no words of the page.
    """
    shown = [line.text for chunk in scope.page.shown for line in chunk.lines]
    page = _ID.sub(" ", "\n".join((*shown, *scope.page.done)))
    found = _DIGIT_WORD.findall(f"{page} {scope.chat_text}")
    seen = dict.fromkeys(word.strip(".,;:!?()[]{}'€$£¥=") for word in found)
    numbers = "|".join(_escaped(word) for word in seen)
    first, more = r"[^\d\s\"\\<>]", r"[^\d\"\\\n<>]"
    if not numbers:
        return f"/{first}{more}*/"
    return f"/({first}|({numbers}){more})(({numbers})?{more})*({numbers})?|({numbers})/"


def _escaped(word: str) -> str:
    return re.sub(r"([.^$*+?()\[\]{}|/-])", r"\\\1", word)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
