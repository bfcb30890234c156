"""Other writings of the same telephone number, and its parts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import phonenumbers

from errands.agent.values.places import region_names
from errands.agent.values.runs import normal

_DIAL: Final = re.compile(r"[\d\s()+./\u00a0-]+")
LEAST_DIGITS: Final = 7
"""Of a telephone number."""
_CODE_FIELD: Final = re.compile(
    r"country|\bcode\b|prefix|vorwahl|indicatif|prefijo|prefisso|kierunkowy|landnummer|код"
)
_CODE: Final = re.compile(r"(?:\+|00)\s?(\d{1,3})(?!\d)")
_REST_FIELD: Final = re.compile(r"\btel-(?:national|local)\b")
_AREA_FIELD: Final = re.compile(r"area|ortsvorwahl")


@dataclass(frozen=True, slots=True)
class Phone:
    """A number that could be read: where it is from, and its digits in parts."""

    region: str
    country_code: str
    area: str
    rest: str
    """The digits after the country's code."""
    within: str
    """The digits as they are dialled in the country itself."""
    spaced: str
    """As it is written in the country itself."""
    abroad: str
    """As it is written from elsewhere."""

    @property
    def rest_spaced(self) -> str:
        return self.abroad.removeprefix(f"+{self.country_code}").strip()


@lru_cache(maxsize=256)
def read_phone(number: str, region: str | None = None) -> Phone | None:
    try:
        found = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return None
    form = phonenumbers.PhoneNumberFormat
    spaced = phonenumbers.format_number(found, form.NATIONAL)
    rest = phonenumbers.national_significant_number(found)
    return Phone(
        region=phonenumbers.region_code_for_number(found) or "",
        country_code=str(found.country_code),
        area=rest[: phonenumbers.length_of_geographical_area_code(found)],
        rest=rest,
        within=re.sub(r"\D", "", spaced),
        spaced=spaced,
        abroad=phonenumbers.format_number(found, form.INTERNATIONAL),
    )


def phone_forms(number: str, region: str | None = None) -> frozenset[str]:
    """The digits of a number as people and fields write it; as it stands where it can't be read."""
    plain = re.sub(r"\D", "", number)
    phone = read_phone(number, region)
    if phone is None:
        return frozenset({plain})
    whole = f"{phone.country_code}{phone.rest}"
    return frozenset({plain, phone.within, phone.rest, whole, f"00{whole}"})


def is_same_phone(text: str, sources: tuple[str, ...], region: str | None = None) -> bool:
    digits = re.sub(r"\D", "", text)
    if len(digits) < LEAST_DIGITS or not _DIAL.fullmatch(text):
        return False
    return any(digits in phone_forms(source, region) for source in sources)


def is_phone_part(field: str, text: str, phones: tuple[Phone, ...]) -> bool:
    """Whether a text is the country's code, the area's code or what follows it, of one number.

    A choice may name the country beside its code: it has to be the number's own.
    """
    called = normal(field)
    if _CODE_FIELD.search(called):
        return any(_is_code_of(text, phone) for phone in phones)
    if _AREA_FIELD.search(called):
        return any(text.strip("() 0") == phone.area != "" for phone in phones)
    return False


def phone_writings(field: str, phones: tuple[Phone, ...], *, is_wrong: bool) -> Iterator[str]:
    """What a field for a part of a number takes, or one that refused the number as it was."""
    called = normal(field)
    for phone in phones:
        if _CODE_FIELD.search(called):
            yield f"+{phone.country_code}"
        elif _AREA_FIELD.search(called) and phone.area:
            yield phone.area
        elif _REST_FIELD.search(called):
            yield from (phone.rest_spaced, phone.rest, phone.spaced)
        elif is_wrong:
            yield from (phone.abroad, phone.spaced, phone.within)


def _is_code_of(text: str, phone: Phone) -> bool:
    code = _CODE.search(text)
    if code is None:
        return text.strip() == phone.country_code
    if code[1] != phone.country_code:
        return False
    words = _plain_words(_CODE.sub(" ", text))
    return not words or words in {_plain_words(name) for name in region_names(phone.region)}


def _plain_words(text: str) -> str:
    return re.sub(r"[\W_]+", " ", normal(text)).strip()
