"""What can't be undone: which clicks are such effects, and the question that comes before them."""

import hashlib

from errands.agent.effects.classify import commits, has_price, option_commits, section_of
from errands.agent.view.outline import plain
from errands.contracts.action import Action, Check, Click, Key, Press, Select
from errands.contracts.observation import Element, Observation, Role
from errands.contracts.session import PendingEffect

_MAX_QUESTION = 400
_EDGES = frozenset({"header", "navigation", "footer"})


def is_irreversible(action: Action, page: Observation) -> bool:
    """Whether an action needs the user's yes.

    Enter in a field sends a form; which one is for the page to say, so any effect on it counts.
    Space presses what has the focus.
    """
    match action:
        case Click(element=id_):
            element = page.element(id_)
            return element is not None and commits(element, page)
        case Select(element=id_, option=option):
            element = page.element(id_)
            return element is not None and option_commits(element, option, page)
        case Check(element=id_, on=True):
            element = page.element(id_)
            return element is not None and commits(element, page)
        case Press(key=Key.SPACE, element=id_) if id_ is not None:
            element = page.element(id_)
            return element is not None and commits(element, page)
        case Press(key=Key.ENTER | Key.SPACE):
            return any(commits(e, page) for e in page.elements if e.id)
        case _:
            return False


def fingerprint(action: Action, page: Observation) -> str:
    """Binds a yes to this control on this page with these words: another price, another yes."""
    element = _clicked(action, page)
    name = _name(action, page)
    alike = [e.id for e in page.elements if element is not None and e.name == element.name]
    place = f"{alike.index(element.id)} of {len(alike)}" if element is not None else ""
    headings = [e.name for e in page.elements if e.role is Role.HEADING]
    titles = [s.name for s in page.sections if s.name not in _EDGES]
    said = "\n".join((*_statement(page), *headings, *titles))
    return hashlib.sha256(f"{page.host}\n{name}\n{place}\n{said}".encode()).hexdigest()


def pending(action: Action, page: Observation) -> PendingEffect:
    """What is asked for a yes. All of it is made by code from the page, so that it is true."""
    element = _clicked(action, page)
    name = plain(_name(action, page)) or (action.key if isinstance(action, Press) else "Enter")
    row = _row_of(element, page) if element else ()
    facts = _kept((*row, *_statement(page)))
    asked = f'Shall I press "{name}" on {page.host}?'
    return PendingEffect(
        fingerprint=fingerprint(action, page),
        question=f"{asked} It says: {' · '.join(facts)}" if facts else asked,
        control=name,
        host=page.host,
        facts=tuple(facts),
        amounts=tuple(fact for fact in facts if has_price(fact)),
    )


def _row_of(element: Element, page: Observation) -> tuple[str, ...]:
    """What stands beside a control in its row of a list or table: which one it deletes."""
    if not element.item:
        return ()
    beside = (e for e in section_of(element, page).elements if e.item == element.item)
    return tuple(plain(e.name) for e in beside if e.name and e.id != element.id)


def _kept(facts: tuple[str, ...]) -> list[str]:
    """As many facts as a question holds, in order; prices are kept whatever goes."""
    facts = tuple(dict.fromkeys(facts))
    left = _MAX_QUESTION - sum(len(fact) for fact in facts if has_price(fact))
    kept: list[str] = []
    for fact in facts:
        priced = has_price(fact)
        left -= 0 if priced else len(fact)
        if priced or left >= 0:
            kept.append(fact)
    return kept if len(kept) == len(facts) else [*kept, "..."]


def _clicked(action: Action, page: Observation) -> Element | None:
    match action:
        case Click(element=id_) | Select(element=id_) | Check(element=id_):
            return page.element(id_)
        case Press(key=Key.SPACE, element=id_) if id_ is not None:
            return page.element(id_)
        case _:
            return None


def _name(action: Action, page: Observation) -> str:
    """What is pressed or chosen; nothing for a key."""
    if isinstance(action, Select):
        return action.option
    element = _clicked(action, page)
    return element.name if element else ""


def _statement(page: Observation) -> tuple[str, ...]:
    """What the page says besides its edges, and what stands in its fields."""
    inner = [e for s in page.sections if s.name not in _EDGES for e in s.elements]
    said = [plain(e.name) for e in inner if e.role is Role.PARAGRAPH]
    filled = [f"{plain(e.name)}: {plain(e.value)}" for e in inner if e.id and e.value]
    ticked = [f"{plain(e.name)}: on" for e in inner if e.checked]
    return tuple(dict.fromkeys((*said, *filled, *ticked)))
