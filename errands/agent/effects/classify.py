"""Which controls do what can't be undone, told from their words, their form and their page."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from errands.agent.effects.effect_words import CURRENCIES, ICONS, SIGNS, SYMBOLS, WORDS, Words
from errands.agent.view.lookalike import folded, skeleton
from errands.contracts.observation import (
    CHECKABLE,
    FILLABLE,
    Element,
    Observation,
    Role,
    Section,
    SectionKind,
)

_ACTS: Final = frozenset({Role.BUTTON, Role.MENU_ITEM})
_LEADS: Final = frozenset({Role.LINK, Role.TAB, Role.OPTION})
_FIRST_WORDS: Final = 2
_STATES: Final = re.compile(
    r"(?:i|we|ich|wir|je|nous|yo|io|eu|ik|ja|я)\b|j['’]|(?:agree|accept|acknowledge|consent)\b"
    r"|(?:accepter|acepto|aceptar|accetto|aceito|akceptuj|akzeptier|zustimm)"
)
"""What a box says that only states something about who ticks it."""
_CHOOSES_HOW: Final = re.compile(r"pay (?:by|with|via|using|on|in|at|later|upon)\b")
"""What a radio says that is one of several ways to pay."""
_KANA: Final = re.compile(r"[\u3040-\u30ff]")
_PRICE: Final = re.compile(
    rf"(?:[{SIGNS}]\s?\d|\d\s?(?:[{SIGNS}]|(?:{CURRENCIES})(?!\w))|\b(?:{CURRENCIES})\s?\d)"
)
_SIGNS_UP: Final = re.compile(r"sign[ -]?up")
_LOGS_IN: Final = re.compile(
    r"(?:sign|log)[ -]?(?:in|up|on|out|off)(?: (?:with|using|to) [\w ]+)?", re.IGNORECASE
)
_LEAVES: Final = re.compile(
    r"(?:back|close|edit|change|previous|cancel|zurück|abbrechen|schließen|ändern|retour|annuler"
    r"|fermer|volver|atrás|indietro|annulla|voltar|terug|sluiten|wstecz|anuluj|geri|назад"
    r"|скасувати|戻る|返回|뒤로|رجوع|חזרה)(?!\w)"
)
_DISMISSES: Final = re.compile(
    r"(?:cancel|abbrechen|annuler|cancelar|annulla|annuleren|anuluj|iptal|отмена|отменить"
    r"|скасувати|キャンセル|取消|취소|إلغاء|ביטול)"
)
"""The way out of a dialog, where nothing else in it says that something is called off."""
_ARRANGES: Final = re.compile(
    r"(?:(?:view|show|see|track|search|find|filter|sort|edit|change|open|read|learn|compare|print"
    r"|preview|copy|help|how to|manage|download|hide|expand|browse|explore|select|choose)\b"
    r"|(?:continue|proceed|go|back|return|go back|skip|on) to (?:the |my |your )?(?:secure )?"
    r"(?:checkout|payments?|cart|basket|bag|bookings?|orders?|shipping|delivery|review|details"
    r"|summary|results|search|home|account|shop|shopping)\b"
    r"|remove (?:all )?(?:filters?|from (?:my |your )?(?:cart|basket|bag|comparison|wish ?list))\b"
    r"|order (?:by|history|details|status)\b|my (?:orders|bookings)\b|sort order\b"
    r"|bestellungen\b|mes commandes\b|mis pedidos\b|i miei ordini\b)"
)
_AND_MORE: Final = re.compile(r"(?:\b(?:and|then|now|und|jetzt|et|y|e)\b|[&+,;/·|])")
"""`View and pay` does more than it begins with."""
_GLUE: Final = re.compile(r"[_\u00ad\u200b-\u200d\u2060\ufeff]")
"""What stands between words in names of icons (`delete_outline`), seen or not."""
_COOKIES: Final = re.compile(r"cookie|куки|クッキー|쿠키")
_HEADED_BY: Final = 2
"""How many sections may lie between a heading and the button that does what it says."""
_ENDS: Final = re.compile(
    r"\b(?:turn off|stop|end|cancel|remove|delete|close|terminate)\b.*\b(?:payments?|auto-?pay"
    r"|debits?|standing orders?|subscriptions?|memberships?|plan|bookings?|reservations?|orders?"
    r"|contracts?|polic(?:y|ies)|accounts?|address(?:es)?)\b"
)
"""A heading that says what comes to an end."""
_TURNS_IN_PLACE: Final = re.compile(r"[+\-−–—<>‹›«»×✕✖♥♡☆★?!…\d\s]+|increase.*|decrease.*")
_DOES_IT: Final = re.compile(
    r"(?:delete|remove (?!from|all filters|filter)|remove$|erase|unsubscribe"
    r"|cancel (?:\w+ )?(?:booking|order|reservation|subscription)"
    r"|buy now|buy it|book now|order now|pay(?: now| \W?\d)"
    r"|place (?:your |my |the )?(?:order|bid)"
    r"|confirm\b|complete (?:\w+ )?(?:booking|order|purchase|reservation|payment)"
    r"|submit\b|send (?:message|now|money|payment)"
    r"|(?:jetzt |sofort |zahlungspflichtig |kostenpflichtig )(?:kaufen|bestellen|buchen|bezahlen)"
    r"|löschen|(?:konto|abo|buchung|bestellung) (?:löschen|kündigen|stornieren)|supprimer|résilier"
    r"|payer maintenant|annuler (?:la|ma) (?:commande|réservation)|eliminar|borrar|darse de baja"
    r"|pagar ahora|cancelar (?:la )?(?:reserva|suscripción)|elimina|paga ora|disdici|excluir"
    r"|apagar|verwijder|nu betalen|usuń|zapłać|удалить|отписаться|оплатить|видалити|сплатити"
    r"|hesabı sil|satın al|削除|退会|解約|删除|刪除|退订|立即支付|삭제|해지|탈퇴|حذف|ادفع الآن|מחק|שלם)"
)
"""A link with these first words does it; others only lead somewhere."""
_ASSENTS: Final = re.compile(
    r"\A(?:(?:yes|ok|okay|ja|oui|sí|sì|sim|tak|да|так|please|permanently|click here to)\b,?\s*)+"
)
"""What may stand before them."""


def _compiled(words: Words, column: str) -> re.Pattern[str]:
    """A table's cell: `kündig*` any ending, `=sil` the whole name, glued without edges."""
    found = [word for word in str(getattr(words, column)).split("|") if word]
    whole = [word[1:] for word in found if word.startswith("=")]
    parts = [word.replace("*", r"\w*") for word in found if not word.startswith("=")]
    joined = "|".join(parts) or r"(?!)"
    inside = rf"(?:{joined})" if words.glued else rf"(?<!\w)(?:{joined})(?!\w)"
    return re.compile(inside + (rf"|\A\s*(?:{'|'.join(whole)})\s*\Z" if whole else ""))


_DOES: Final = {language: _compiled(words, "does") for language, words in WORDS.items()}
_READS: Final = {language: _compiled(words, "reads") for language, words in WORDS.items()}
_CARD: Final = [_compiled(words, "card") for words in WORDS.values()]
_ICON: Final = re.compile(rf"(?:fa[srb]? |icon[- ]|fa-|bi-)?(?:{ICONS})(?:[- ]icon)?")


def commits(element: Element, page: Observation) -> bool:
    """Whether pressing this control does what can't be undone.

    Links only lead somewhere, unless they say otherwise. A submit button whose words tell
    nothing counts where its form holds a price; where it holds nothing to fill in, a price on the
    page or what the page is headed by counts too. Beside a card every button that doesn't leave.
    """
    names = _readings(element.name)
    match element.role:
        case role if role in CHECKABLE:
            return _acts_when_ticked(element, names, page)
        case role if role in _LEADS:
            return any(_DOES_IT.match(_ASSENTS.sub("", name)) for name in names)
        case role if role in _ACTS:
            return _acts_when_pressed(element, names, page)
        case _:
            return False


def _acts_when_pressed(element: Element, names: tuple[str, ...], page: Observation) -> bool:
    section = section_of(element, page)
    words = " ".join(e.name for e in section.elements)
    paying = f"{words} {' '.join(_fields_before(section, page))}".casefold()
    pays = any(card.search(paying) for card in _CARD)
    if any(_LOGS_IN.fullmatch(name) for name in names):
        return pays and any(_SIGNS_UP.match(name) for name in names)
    if _says_it_does(names, section):
        return True
    if pays:
        return not any(_LEAVES.match(name) for name in names)
    if not element.submits or any(_is_harmless(name) for name in names):
        return False
    if has_price(words):
        return True
    return not _asks(section) and (has_price(_text(page)) or _is_headed_so(element, section, page))


def _is_headed_so(element: Element, section: Section, page: Observation) -> bool:
    """`Turn off` below `Cancel recurring payment`: what it ends stands right over it."""
    sections = list(page.sections)
    at = sections.index(section) if section in sections else 0
    near = [e for s in sections[max(0, at - _HEADED_BY) : at + 1] for e in s.elements]
    before = near[: near.index(element)] if element in near else near
    over = [e.name for e in before if e.role is Role.HEADING][-1:]
    return any(_ENDS.search(name) for title in (section.name, *over) for name in _readings(title))


def _asks(section: Section) -> bool:
    """Whether there is anything to fill in, choose or tick before its button is pressed."""
    asking = FILLABLE | CHECKABLE | {Role.SELECT, Role.FILE_FIELD}
    return any(element.role in asking for element in section.elements)


def _text(page: Observation) -> str:
    return " ".join(element.name for section in page.sections for element in section.elements)


def _fields_before(section: Section, page: Observation) -> Iterator[str]:
    """Fields right before a section that no button belongs to: a card's frame inside a form."""
    sections = list(page.sections)
    for earlier in reversed(sections[: sections.index(section)] if section in sections else []):
        if any(e.role in _ACTS and e.id for e in earlier.elements):
            return
        yield from (e.name for e in earlier.elements if e.role in FILLABLE)


def _acts_when_ticked(box: Element, names: Iterable[str], page: Observation) -> bool:
    """A box that begins with what it does, where nothing beside it has to be pressed."""
    beside = section_of(box, page).elements
    if any(e.role in _ACTS and e.id for e in beside):
        return False
    is_one_of_several = sum(e.role is Role.RADIO for e in beside) > 1
    if box.role is Role.RADIO and is_one_of_several and any(map(_CHOOSES_HOW.match, names)):
        return False
    if any(_STATES.match(name) for name in names):
        return False
    return any(_does(" ".join(name.split()[:_FIRST_WORDS])) for name in names)


def option_commits(element: Element, option: str, page: Observation) -> bool:
    """Whether choosing does it: the choice says so, and nothing beside it has to be pressed."""
    if not any(_DOES_IT.match(name) for name in _readings(option)):
        return False
    return not any(e.role in _ACTS and e.id for e in section_of(element, page).elements)


def has_price(text: str) -> bool:
    return _PRICE.search(text) is not None


def section_of(element: Element, page: Observation) -> Section:
    holding = [s for s in page.sections if element in s.elements]
    return holding[0] if holding else Section(kind=SectionKind.REGION, name="", elements=(element,))


def _readings(name: str) -> tuple[str, ...]:
    """A name as it reads and as it looks; signs before it say nothing, unless they are all."""
    apart = _GLUE.sub(" ", name)
    both = dict.fromkeys((folded(name), skeleton(name), folded(apart), skeleton(apart)))
    trimmed = (re.sub(r"\A[^\w$€£]+(?=\w)|\s*[→»›>]+\Z", "", text) for text in both)
    return tuple(dict.fromkeys(trimmed))


def _says_it_does(names: Iterable[str], section: Section) -> bool:
    for name in names:
        if name and all(sign in SYMBOLS for sign in name.replace(" ", "")):
            return True
        if _ICON.fullmatch(name):
            return True
        if _arranges(name) or _dismisses(name, section) or _accepts_cookies(name, section):
            continue
        if _does(name):
            return True
    return False


def _does(name: str) -> bool:
    kana = _KANA.search(name) is not None
    return any(
        does.search(name) for language, does in _DOES.items() if not (kana and language == "zh")
    )


def _arranges(name: str) -> bool:
    match = _ARRANGES.match(name)
    return match is not None and not _AND_MORE.search(name, match.end())


def _dismisses(name: str, section: Section) -> bool:
    if section.kind is not SectionKind.DIALOG or not _DISMISSES.fullmatch(name):
        return False
    buttons = [e for e in section.elements if e.role in _ACTS]
    words = " ".join([section.name, *(e.name for e in section.elements if e.role not in _ACTS)])
    return len(buttons) > 1 and not _DISMISSES.search(words.casefold())


def _accepts_cookies(name: str, section: Section) -> bool:
    """Agreeing to cookies, where the section holds nothing that is paid or written."""
    words = " ".join([name, section.name, *(e.name for e in section.elements)]).casefold()
    if not _COOKIES.search(words) or has_price(words):
        return False
    return not any(e.value or e.role is Role.PASSWORD_FIELD for e in section.elements if e.id)


def _is_harmless(name: str) -> bool:
    if _TURNS_IN_PLACE.fullmatch(name):
        return True
    return any(reads.search(name) for reads in _READS.values())
