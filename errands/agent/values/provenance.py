"""What may be put into a control, and the form in which it is put there.

A value must be derivable: it stands in the user's words or in the profile, or it is a normal
form of something that does. The grammar offers these values and the provenance gate asks for
them, so that both agree.
"""

import re
from datetime import date, timedelta
from functools import lru_cache

from errands.agent.values.dates import find_stays, parse_date
from errands.agent.values.figures import in_digits, read_figure
from errands.agent.values.months import named_month
from errands.agent.values.numbers import to_number
from errands.agent.values.phones import is_same_phone
from errands.agent.values.places import place_names, region_of
from errands.agent.values.runs import is_run, normal
from errands.agent.values.said import Said
from errands.agent.values.shown_codes import is_shown_code
from errands.agent.values.told_apart import is_told_apart
from errands.agent.values.writings import (
    in_form,
    is_choice_written,
    is_written,
    typed_day,
    typed_number,
)
from errands.contracts.ids import SlotName
from errands.contracts.observation import WORDS, Element, Observation, Role, takes_secret
from errands.contracts.profile import Profile

_MOST_WAYS = 6
"""A list of more choices isn't one of ways to sort or to filter."""
_NAME = 3
"""Letters of a word that may be a name, at least."""
_STEM = 4
_ENDING = 2
"""Letters of a word that may be others, where it is said in another case."""
_UNSPACED = 4
_FILLERS = frozenset({"and", "the", "for", "with", "und", "der", "die", "das", "les", "los", "von"})
_ANY = re.compile(r"(?:all|any|every|none|no|alle|tous|toutes|todos|todas|tutti|wszystkie)\b")
"""A choice that takes a filter away."""
_CODE = 3
"""Letters of a country's or a state's code, at most."""
MOST_COPIED = 80
"""Characters that are copied from a page: a code, a reference, a few words."""
_PERSONAL = re.compile(
    r"name|nom\b|nombre|imie|mail|phone|mobile|telefon|tele?fono|tel\b|pass|pin\b|secret|user|login"
    r"|address|adresse|direccion|indirizzo|street|strasse|rue\b|city|town|stadt|ville|ciudad|zip"
    r"|post ?(?:al )?code|plz|country|state|birth|geburt|born|age\b|sex|gender|passport|card|iban"
    r"|bic|account|konto|cuenta|amount|betrag|importe|recipient|empfanger|\bto\b|\ban\b|payee"
    r"|owner|holder|date|datum|time|url|website|company|signature|имя|почта|телефон|адрес|名|氏"
    r"|beneficiar|beneficiair|destinatari|destinatair|odbiorc|получател|одержувач|donation"
    r"|\bsum(?:me|a)?\b|сумм|сума|kwota|montant|\bmonto\b|importo|bedrag|tutar|\bvalor\b"
    r"|sort ?code|routing|swift|金額|金额|금액|مبلغ|סכום|受取人|收款|수취인|المستلم|נמען"
    r"|住所|电话|電話|邮|이름|주소|전화|اسم|بريد|هاتف|שם|דואר|טלפון"
)
"""What a field asks of a person; no page answers for them."""
_AMOUNT = re.compile(
    r"(?!.*\b(?:reason|notes?|comments?|why|what|currency|code|iban|reference|words)\b)"
    r"(?:.*\b)?(?:amount|betrag|importe|montant|importo|bedrag|kwota|monto|сумма|金額|金额|금액)"
    r"(?:\W+(?:in|of|to|en|der|du)\b.*)?\W*(?:[€$£]|eur|usd|gbp)?\W*"
    r"|(?:(?:sum|how much) in )?(?:euros?|dollars?|pounds|[€$£])"
)
"""The name of a field that asks for a sum and for nothing else."""
_DIGITS = re.compile(r"\d+")
_NUMERAL = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)*")
_DAY = re.compile(r"[12]\d{3}-\d\d-\d\d", re.ASCII)
_PEOPLE = re.compile(
    r"\b(?:guests?|people|persons?|travell?ers?|seats?|diners?|covers)\b", re.IGNORECASE
)
"""Who counts all that come; `adults` and `children` count some."""
_LETTERS = re.compile(r"[^\W\d_]+")
_COUNTED = re.compile(
    r"\b(?:guests?|people|persons?|travell?ers?|seats?|diners?|covers|adults?|child(?:ren)?|rooms?"
    r"|nights?|tickets?)\b",
    re.IGNORECASE,
)


def literal_choices(element: Element, said: Said) -> tuple[str, ...] | None:
    """The texts a fill of this control may hold; `None` where any span of the chat may."""
    match element.role:
        case Role.DATE_FIELD:
            return _distinct([*(m.text for m in said.dates), *(m.text for m in said.stays)])
        case Role.EMAIL_FIELD:
            return _distinct(said.emails)
        case Role.PHONE_FIELD:
            return _distinct(said.phones)
        case Role.NUMBER_FIELD:
            return _distinct([str(n) for n in said.numbers])
        case Role.PASSWORD_FIELD:
            return ()
        case _:
            return said.amounts if _asks_amount(element) else None


def _asks_amount(element: Element) -> bool:
    """Whether a field for text asks for a sum of money, so that words alone are none."""
    name = normal(element.name).strip(" :*")
    return element.role is Role.TEXT_FIELD and _AMOUNT.fullmatch(name) is not None


def slot_choices(element: Element, profile: Profile, today: date) -> tuple[SlotName, ...]:
    """The defined slots whose values fit this control."""
    if element.role is Role.PASSWORD_FIELD:
        return profile.secrets
    secrets = profile.secrets if takes_secret(element) else ()
    known = [(name, value) for name, value in profile.slots.items() if value]
    fitting = [name for name, value in known if _fits(element.role, value, today)]
    return (*fitting, *secrets)


def typed_text(
    element: Element,
    text: str,
    said: Said,
    profile: Profile,
    page: Observation,
    codes: tuple[str, ...] = (),
) -> str | None:
    """What is typed for a literal the model wrote; `None` where it isn't derivable.

    `codes` were shown on earlier pages of the place that the field's document comes from.
    """
    match element.role:
        case Role.DATE_FIELD:
            stay = _typed_date(element, text, said, page)
            return stay or typed_day(element, text, said, profile)
        case Role.NUMBER_FIELD:
            number = to_number(text)
            counted = str(number) if number in said.numbers else None
            return counted or typed_number(element, text, said, profile)
        case Role.PASSWORD_FIELD:
            return None
        case _ if _asks_amount(element) and read_figure(text) is None:
            return None
        case _:
            known = (
                _stands_in_a_line(text, element, said, profile)
                or _names_place(element, text, said, profile)
                or _is_known_phone(element, text, said, profile)
                or is_written(element, text, said, profile)
                or _was_shown(element, text, page, codes)
            )
            return text.strip() if known else None


def typed_slot(element: Element, value: str, today: date) -> str:
    """A slot's value in the form the control takes."""
    if element.role is Role.DATE_FIELD:
        day = parse_date(value, today)
        return day.isoformat() if day else value
    return in_form(element, value, today) if element.role is Role.TEXT_FIELD else value


def option_derivable(element: Element, option: str, said: Said, profile: Profile) -> bool:
    """Whether a choice is backed by what was said.

    A choice that states a fact about the person (the control is required, or the option holds
    numbers) must be: `2 guests` needs a two. How a list is sorted or filtered needs no backing,
    where it is one of the listed ways.
    """
    if option not in element.options:
        return _stands_in_a_line(option, element, said, profile) or is_choice_written(
            element, option, said, profile
        )
    counted = in_digits(option) if _COUNTED.search(option) else option
    digits = _NUMERAL.findall(counted)
    if digits:
        counts_people = _PEOPLE.search(f"{option} {element.name}")
        numbers = (said.heads or said.counts) if counts_people else said.numbers
        are_said = all(_is_number_said(d, numbers, said) for d in digits)
        # A day of a month is a date: `5 Feb` isn't backed by five people.
        if are_said and not any(map(named_month, _LETTERS.findall(option))):
            return True
        if option.strip().isdecimal() and counts_people:
            return option.strip() in profile.slots.values()
        stands = not option.strip().isdecimal() and _stands_in(option, said.words, profile)
        return (
            stands
            or is_choice_written(element, option, said, profile)
            or _is_told_apart(element, option, said)
        )
    return (
        (not element.required and not _is_unnamed(element, option, said, profile))
        or (not _is_code(element, option) and _stands_in(option, said.words, profile))
        or _names_place(element, option, said, profile)
        or is_choice_written(element, option, said, profile)
    )


def _is_unnamed(element: Element, option: str, said: Said, profile: Profile) -> bool:
    """Whether of a long list, which holds names and no ways to sort, no word of it was said."""
    if len(element.options) <= _MOST_WAYS or _ANY.match(normal(option)):
        return False
    known = "\n".join((said.words, *profile.values))
    return not any(_is_named(word, known) for word in _LETTERS.findall(normal(option)))


def _is_named(word: str, known: str) -> bool:
    """Whether a word was said, with another ending perhaps; some scripts put no space between."""
    if not word.isascii() and len(word) <= _UNSPACED:
        return word in _plain(known)
    if len(word) < _NAME or word in _FILLERS:
        return False
    alike = max(_STEM, len(word) - _ENDING)
    return any(
        said == word or (len(said) >= alike and said[:alike] == word[:alike])
        for said in _words_in(known)
    )


@lru_cache(maxsize=64)
def _words_in(text: str) -> frozenset[str]:
    return frozenset(_LETTERS.findall(_plain(text)))


@lru_cache(maxsize=64)
def _plain(text: str) -> str:
    """All that was said, asked for again at each word of each choice."""
    return normal(text)


def _is_number_said(digits: str, numbers: tuple[int, ...], said: Said) -> bool:
    """`2,500` is one number: who said 2 and 500 didn't say it."""
    if digits.isdecimal():
        return to_number(digits) in numbers
    return read_figure(digits) in said.figures


def _is_told_apart(element: Element, option: str, said: Said) -> bool:
    """A choice that counts, or names a month, is all figures."""
    if _COUNTED.search(option) or any(map(named_month, _LETTERS.findall(option))):
        return False
    others = [other for other in element.options if other != option]
    return bool(others) and is_told_apart(option, others, said.words)


def is_backed(element: Element, page: Observation, said: Said, profile: Profile) -> bool:
    """A radio button or an option of a list states a fact as an option of a select does."""
    if element.role not in {Role.RADIO, Role.OPTION}:
        return True
    beside = next((s.elements for s in page.sections if element in s.elements), (element,))
    names = tuple(e.name for e in beside if e.role is element.role)
    listed = element.model_copy(update={"options": names})
    return option_derivable(listed, element.name, said, profile)


def _typed_date(element: Element, text: str, said: Said, page: Observation) -> str | None:
    """The latest mention with these words counts; a length of stay adds to the date before."""
    wanted = text.strip().lower()
    for mention in reversed(said.dates):
        if mention.text.lower() == wanted:
            return mention.day.isoformat()
    for day in (mention.day for mention in said.dates):
        if day.isoformat() == wanted:
            return wanted
    lengths = {stay.days for stay in said.stays}
    stays = [stay for stay in find_stays(text) if stay.days in lengths]
    start = _date_before(element, page)
    return (start + timedelta(days=stays[0].days)).isoformat() if stays and start else None


def _date_before(element: Element, page: Observation) -> date | None:
    earlier = [e for e in page.elements if e.role is Role.DATE_FIELD and e.id < element.id]
    filled = [e.value for e in earlier if _DAY.fullmatch(e.value)]
    try:
        return date.fromisoformat(filled[-1]) if filled else None
    except ValueError:
        return None  # a page may write what is no day


def _fits(role: Role, value: str, today: date) -> bool:
    match role:
        case Role.EMAIL_FIELD:
            return "@" in value
        case Role.PHONE_FIELD:
            return len(_DIGITS.findall(value)) > 0 and "@" not in value
        case Role.DATE_FIELD:
            return parse_date(value, today) is not None
        case Role.NUMBER_FIELD:
            return to_number(value) is not None
        case _:
            return True


def _is_code(element: Element, option: str) -> bool:
    return len(option) <= _CODE and bool(place_names(element.name, option))


def _is_known_phone(element: Element, text: str, said: Said, profile: Profile) -> bool:
    if element.role not in {Role.PHONE_FIELD, Role.TEXT_FIELD}:
        return False
    return is_same_phone(text, (*said.phones, *profile.values), region_of(profile))


def _names_place(element: Element, text: str, said: Said, profile: Profile) -> bool:
    """Whether a country or a state was said by another of its names.

    Two letters are a word of many languages: they count as written, in capitals, or as a whole
    value of the profile.
    """
    for name in place_names(element.name, text):
        if len(name) > _CODE and _stands_in(name, said.words, profile):
            return True
        values = [value.strip().upper() for value in profile.values]
        if len(name) <= _CODE and (name in values or re.search(rf"\b{name}\b", said.words)):
            return True
    return False


def copied_words(element: Element, page: Observation) -> tuple[str, ...]:
    """The texts of the page itself that a field may take words from (docs/adr/0013)."""
    if not takes_shown(element):
        return ()
    return tuple(
        e.name for e in page.elements if e.role in WORDS and e.frame_host == element.frame_host
    )


def takes_shown(element: Element) -> bool:
    """Whether a field may take what a page shows: one that asks nothing of the person."""
    is_free = element.role in {Role.TEXT_FIELD, Role.COMBOBOX} and not element.autocomplete
    return is_free and not _PERSONAL.search(normal(element.name))


def _was_shown(element: Element, text: str, page: Observation, codes: tuple[str, ...]) -> bool:
    if "@" in text or len(text) > MOST_COPIED or not takes_shown(element):
        return False
    return is_run(text, "\n".join(copied_words(element, page))) or is_shown_code(text, codes)


def _stands_in_a_line(text: str, element: Element, said: Said, profile: Profile) -> bool:
    """What was said in two lines is two things, unless the field has lines itself."""
    lines = (said.words,) if element.multiline else said.words.splitlines()
    return any(is_run(text, source) for source in (*lines, *profile.values))


def _stands_in(text: str, words: str, profile: Profile) -> bool:
    return any(is_run(text, source) for source in (words, *profile.values))


def _distinct(texts: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(t for t in texts if '"' not in t and "\n" not in t))
