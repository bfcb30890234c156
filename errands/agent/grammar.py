"""A grammar made for one observation: only what can be done here, only values that were said.

The form is llguidance's Lark dialect, which vLLM takes as `structured_outputs.grammar`. A line
on an element that isn't there, or a value nobody said, can't be produced (docs/adr/0004).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from errands.agent.effects.keys import MOST_KEYED, keys_for
from errands.agent.form import (
    askable,
    awaits_input,
    is_spoken_for,
    may_ask,
    slots_for,
    takes_a_name,
)
from errands.agent.offers import Offers
from errands.agent.values.joins import asks_for_own_name, joined_writings, speaks_of_a_name
from errands.agent.values.provenance import is_backed, literal_choices, option_derivable, typed_text
from errands.agent.values.said import Said
from errands.agent.values.terminals import fits_a_line, free_words, has_words, lines, quoted, span
from errands.agent.values.whose import may_be_given
from errands.agent.values.writings import takes_a_form, writings
from errands.agent.view.page import Page
from errands.contracts.action import (
    ARROW,
    Action,
    Check,
    Click,
    Fill,
    Key,
    Open,
    Press,
    Select,
    Slot,
    Text,
    Upload,
    to_line,
)
from errands.contracts.observation import CHECKABLE, CLICKABLE, FILLABLE, Element, Role
from errands.contracts.profile import Profile
from errands.contracts.session import Session, Speaker

_URL = re.compile(r"https?://[^\s\"<>]+")
_DIGIT = re.compile(r"\d")
_QUOTED = re.compile(r'"([^"]*)"')
_ID = re.compile(r"\[\d+\]|^(?:click|fill|select|check|upload) \d+", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a grammar is made from."""

    page: Page
    said: Said
    profile: Profile
    chat_text: str
    instead: Said | None = None
    """The last message, where it was said instead of a yes."""
    agreed: Click | Check | None = None
    """The effect on this page that the last message was a yes to."""
    session: Session | None = None
    """Whose hosts and codes count; without one any frame is offered what was said."""
    asks: bool = True
    """Whether a question may come of it."""

    @property
    def offers(self) -> Offers:
        """What free fields are offered from."""
        codes = self.session.shown_codes if self.session else {}
        return Offers(page=self.page.now, said=self.said, profile=self.profile, codes=codes)


def build(scope: Scope) -> str:
    """The grammar's text; the line it accepts ends with ` ->`."""
    if scope.agreed is not None:
        rules = [quoted(to_line(scope.agreed))]  # it was asked for, and that is what is done
    else:
        rules = [*_element_rules(scope), *_page_rules(scope), *_word_rules(scope)]
    words = scope.said.words
    terminals = {"SPAN": span(words), "LINES": lines(words), "WORDS": free_words(_known(scope))}
    terminals |= scope.offers.terminals()
    return "\n".join(
        [
            "%llguidance {}",
            f"start: line {quoted(ARROW)}",
            "line: " + "\n  | ".join(rules),
            *(f"{name}: {terminal}" for name, terminal in terminals.items()),
            "",
        ]
    )


def _element_rules(scope: Scope) -> Iterable[str]:
    for element in scope.page.now.elements:
        if element.id and not element.disabled and element.id in scope.page.visible:
            yield from _rules_of(element, scope)


def _rules_of(element: Element, scope: Scope) -> Iterable[str]:
    mine = scope.session is None or may_be_given(element, scope.page.now, scope.session)
    match element.role:
        case Role.RADIO | Role.OPTION if not _is_backed(element, scope):
            return
        case role if role in CLICKABLE and not awaits_input(element, scope.page.now):
            yield from _allowed([Click(element=element.id)], scope)
        case role if role in CHECKABLE and mine:
            if element.role is Role.RADIO and element.checked:
                return  # it goes off with another one of its group alone
            yield from _allowed([Check(element=element.id, on=not element.checked)], scope)
        case Role.FILE_FIELD:
            files = scope.page.now.files
            yield from _allowed([Upload(element=element.id, file=f) for f in files], scope)
        case Role.SELECT if mine:
            yield from _selects(element, scope)
        case role if role in FILLABLE and element.id not in scope.page.filled:
            yield from _slots(element, scope)
            if mine:
                yield from _texts(element, scope)
        case _:
            return


def _is_backed(element: Element, scope: Scope) -> bool:
    return is_backed(element, scope.page.now, scope.said, scope.profile)


def _selects(element: Element, scope: Scope) -> Iterable[str]:
    if not element.options:
        # A drawn list shows its options once it is open; until then they are what was said.
        if has_words(scope.said.words) and not _was_tried("select", element, scope):
            yield f"{quoted(f'select {element.id} ')} {quoted(chr(34))} SPAN {quoted(chr(34))}"
        yield from _allowed([Click(element=element.id)], scope)
        return
    fitting = [
        Select(element=element.id, option=option)
        for option in element.options
        if fits_a_line(option)
        and option_derivable(element, option, _numbers_said(option, scope), scope.profile)
    ]
    yield from _allowed(fitting, scope)


def _numbers_said(option: str, scope: Scope) -> Said:
    """What backs an option: how many people, said instead of a yes, is what counts from then on."""
    if scope.instead is not None and scope.instead.company and _DIGIT.search(option):
        return scope.instead
    return scope.said


def _slots(element: Element, scope: Scope) -> Iterable[str]:
    page, profile = scope.page.now, scope.profile
    for slot in slots_for(element, page, profile, scope.said.today):
        secret = slot if slot in profile.secrets else None
        mine = scope.session is None or may_be_given(element, page, scope.session, secret)
        fill = Fill(element=element.id, value=Slot(name=slot))
        yield from _allowed([fill] if mine else [], scope)


def _texts(element: Element, scope: Scope) -> Iterable[str]:
    texts = _literals(element, scope)
    if texts is None:
        free = scope.offers.offer(element)
        if free and not _was_tried("fill", element, scope):
            yield f"{quoted(f'fill {element.id} ')} {quoted(chr(34))} {free} {quoted(chr(34))}"
        return
    for text in texts:
        # What the gate would refuse isn't offered: a length of stay needs a date before it.
        typed = typed_text(element, text, scope.said, scope.profile, scope.page.now)
        if not typed or is_spoken_for(element, typed, scope.page.now, scope.said):
            continue
        yield from _allowed([Fill(element=element.id, value=Text(text=text))], scope)


def _speaks_of_a_name(scope: Scope) -> bool:
    """Whether a name may stand in the words in whatever letters: it was asked for, or announced."""
    put = scope.session.texts_of(Speaker.ASSISTANT) if scope.session else ()
    return any(map(speaks_of_a_name, put[-1:])) or speaks_of_a_name(scope.said.words)


def _was_tried(verb: str, element: Element, scope: Scope) -> bool:
    """Whether words were put there where all looked so: other words are no better, only others."""
    start = f'{verb} {element.id} "'
    return any(line.startswith(start) for line in scope.page.barred)


def _literals(element: Element, scope: Scope) -> tuple[str, ...] | None:
    """The texts of a field; `None` for any span of the chat."""
    if takes_a_name(element, scope.page.now, scope.profile):
        return scope.said.names
    if element.role is Role.TEXT_FIELD and asks_for_own_name(element.name):
        own = (*joined_writings(element.name, scope.profile), *scope.said.names)
        return None if _speaks_of_a_name(scope) else (*own, *scope.said.capitalised)
    if element.role is Role.DATE_FIELD and scope.instead and scope.instead.states_a_stay:
        return literal_choices(element, scope.instead)
    said = literal_choices(element, scope.said)
    written = writings(element, scope.said, scope.profile)
    if said is None:
        # Where it says in which form a day goes in, words that are none are not for it.
        return written if written and takes_a_form(element) else None
    return tuple(dict.fromkeys((*said, *written)))


def _allowed(actions: Iterable[Action], scope: Scope) -> Iterable[str]:
    lines = [to_line(action) for action in actions]
    return [quoted(line) for line in lines if line not in scope.page.spent]


def _page_rules(scope: Scope) -> Iterable[str]:
    closed = [chunk.name for chunk in scope.page.closed]
    ways = [way.name for way in scope.page.ways]
    yield from _allowed([Open(chunk=name) for name in (*closed, *ways)], scope)
    urls = dict.fromkeys(url.rstrip(".,;)") for url in _URL.findall(scope.said.words))
    yield from (quoted(f"goto {url}") for url in urls)
    yield from _allowed([Press(key=key) for key in (Key.ENTER, Key.ESCAPE)], scope)
    yield from _key_rules(scope)
    yield quoted("back")
    if scope.page.now.tabs > 1:
        others = [n for n in range(1, scope.page.now.tabs + 1) if n != scope.page.now.tab]
        yield from (quoted(f"tab {number}") for number in others)
        yield quoted("tab close")


def _key_rules(scope: Scope) -> Iterable[str]:
    visible = (e for e in scope.page.now.elements if e.id in scope.page.visible and not e.disabled)
    keyed = ((e, keys_for(e, spent=_is_spent(e, scope))) for e in visible)
    for element, keys in islice(((e, keys) for e, keys in keyed if keys), MOST_KEYED):
        if _is_backed(element, scope):
            yield from _allowed([Press(key=key, element=element.id) for key in keys], scope)


def _is_spent(element: Element, scope: Scope) -> bool:
    tried = (Click(element=element.id), Check(element=element.id, on=not element.checked))
    return any(to_line(action) in scope.page.closed_off for action in tried)


def _word_rules(scope: Scope) -> Iterable[str]:
    if scope.asks and may_ask(scope.page, scope.said, scope.profile):
        names = askable(scope.page.now, scope.profile)
        slots = " | ".join(quoted(f" {slot}") for slot in names)
        tail = f" ({slots})*" if slots else ""
        yield f"{quoted('ask ' + chr(34))} WORDS {quoted(chr(34))}{tail}"
    yield f"{quoted('say ' + chr(34))} WORDS {quoted(chr(34))}"


def _known(scope: Scope) -> str:
    """Where the digits of a reply stand; ids of controls are no words of the page."""
    page = scope.page
    shown = [line.text for chunk in page.shown for line in chunk.lines]
    closed = _QUOTED.findall(page.summary)  # beside them it counts controls
    told = _ID.sub(" ", "\n".join((*shown, *closed, *page.done)))
    return f"{told} {scope.chat_text}"
