"""What can't be undone: which clicks are such effects, and the question that comes before them."""

import hashlib
import re

from errands.agent.outline import plain
from errands.contracts.action import Action, Click, Key, Press
from errands.contracts.observation import Element, Observation, Role, Section, SectionKind

_EFFECT_WORDS = re.compile(
    r"\b(?:pay|buy|purchase|order|book|confirm|place|submit|send|post|publish|share|sign|agree"
    r"|accept|delete|remove|erase|cancel|transfer|donate|subscribe|unsubscribe|apply for|checkout"
    r"|check out|complete|finali[sz]e|bid"
    r"|bezahlen|kaufen|bestellen|buchen|bestätigen|senden|löschen|stornieren|kündigen"
    r"|payer|acheter|commander|réserver|confirmer|envoyer|supprimer|annuler"
    r"|pagar|comprar|pedir|reservar|confirmar|enviar|eliminar|borrar|cancelar"
    r"|pagare|acquistare|ordinare|prenotare|confermare|inviare|eliminare|annullare)\b",
    re.IGNORECASE,
)
_HARMLESS_WORDS = re.compile(
    r"\b(?:search|find|filter|sort|show|see|view|next|continue|back|previous|edit|change|update"
    r"|close|reset|clear|log ?in|sign in|sign ?up|add to|reserve|choose|select|suchen|weiter"
    r"|chercher|suivant|buscar|siguiente|cerca|avanti)\b",
    re.IGNORECASE,
)
_LOGS_IN = re.compile(r"sign (?:in|up)(?: (?:with|using) [\w ]+)?", re.IGNORECASE)
_LEAVES = re.compile(r"(?:back|close|edit|change|previous|cancel)\b", re.IGNORECASE)
_DOES_IT = re.compile(
    r"(?:delete|remove|erase|unsubscribe|cancel (?:\w+ )?(?:booking|order|reservation|subscription)"
    r"|buy now|buy it|book now|order now|pay(?: now| \W?\d)"
    r"|place (?:your |my |the )?(?:order|bid)"
    r"|confirm\b|complete (?:\w+ )?(?:booking|order|purchase|reservation|payment)"
    r"|submit\b|send (?:message|now|money|payment))",
    re.IGNORECASE,
)
_PRICE = re.compile(r"(?:[€$£¥]\s?\d|\d\s?(?:€|EUR|USD|GBP|CHF)\b)")
_CARD = re.compile(r"\b(?:card number|cvc|cvv|iban|expiry)\b", re.IGNORECASE)
_MAX_QUESTION = 400


def is_irreversible(action: Action, page: Observation) -> bool:
    """Whether an action needs the user's yes: an effect by its words or by what its form holds.

    Links only lead somewhere, unless they say otherwise. A submit button whose words tell
    nothing counts where its form holds a card or a price.
    """
    if isinstance(action, Press):
        return action.key is Key.ENTER and any(_commits(e, page) for e in page.elements if e.id)
    if not isinstance(action, Click):
        return False
    element = page.element(action.element)
    return element is not None and _commits(element, page)


def _commits(element: Element, page: Observation) -> bool:
    if element.role not in {Role.BUTTON, Role.MENU_ITEM} and not _strong_link(element):
        return False
    if _LOGS_IN.fullmatch(element.name.strip()):
        return False
    if _EFFECT_WORDS.search(element.name):
        return True
    section = " ".join(e.name for e in _section_of(element, page).elements)
    if _CARD.search(section):
        return not _LEAVES.match(element.name.strip())
    if _HARMLESS_WORDS.search(element.name) or not element.submits:
        return False
    return bool(_PRICE.search(section))


def _strong_link(element: Element) -> bool:
    """Links only lead somewhere, unless they say that they do it."""
    return element.role is Role.LINK and bool(_DOES_IT.match(element.name.strip()))


def fingerprint(action: Action, page: Observation) -> str:
    """Binds a yes to this control on this page with these words: another price, another yes."""
    element = _clicked(action, page)
    name = element.name if element else ""
    place = [e.id for e in page.elements if e.name == name].index(element.id) if element else 0
    headings = [e.name for e in page.elements if e.role is Role.HEADING]
    said = "\n".join((*_statement(page), *headings))
    return hashlib.sha256(f"{page.host}\n{name}\n{place}\n{said}".encode()).hexdigest()


def question(action: Action, page: Observation) -> str:
    """The words that ask for the yes, made by code from the page, so that they are true."""
    element = _clicked(action, page)
    name = plain(element.name) if element else "Enter"
    row = _row_of(element, page) if element else ()
    facts = " · ".join(_kept((*row, *_statement(page))))
    asked = f'Shall I press "{name}" on {page.host}?'
    return f"{asked} It says: {facts}" if facts else asked


def _row_of(element: Element, page: Observation) -> tuple[str, ...]:
    """What stands beside a control in its row of a list or table: which one it deletes."""
    if not element.item:
        return ()
    beside = (e for e in _section_of(element, page).elements if e.item == element.item)
    return tuple(plain(e.name) for e in beside if e.name and e.id != element.id)


def _kept(facts: tuple[str, ...]) -> list[str]:
    """As many facts as a question holds, in order; prices are kept whatever goes."""
    facts = tuple(dict.fromkeys(facts))
    left = _MAX_QUESTION - sum(len(fact) for fact in facts if _PRICE.search(fact))
    kept: list[str] = []
    for fact in facts:
        priced = bool(_PRICE.search(fact))
        left -= 0 if priced else len(fact)
        if priced or left >= 0:
            kept.append(fact)
    return kept if len(kept) == len(facts) else [*kept, "..."]


def _clicked(action: Action, page: Observation) -> Element | None:
    return page.element(action.element) if isinstance(action, Click) else None


def _section_of(element: Element, page: Observation) -> Section:
    holding = [s for s in page.sections if element in s.elements]
    return holding[0] if holding else Section(kind=SectionKind.REGION, name="", elements=(element,))


def _statement(page: Observation) -> tuple[str, ...]:
    """What the page says besides its edges, and what stands in its fields."""
    edges = {"header", "navigation", "footer"}
    inner = [e for s in page.sections if s.name not in edges for e in s.elements]
    said = [plain(e.name) for e in inner if e.role is Role.PARAGRAPH]
    filled = [f"{plain(e.name)}: {plain(e.value)}" for e in inner if e.id and e.value]
    ticked = [f"{plain(e.name)}: on" for e in inner if e.checked]
    return tuple(dict.fromkeys((*said, *filled, *ticked)))
