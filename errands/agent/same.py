"""Other writings of the same value: telephone numbers, countries, states."""

import gettext
import re
from functools import lru_cache
from typing import Final

import phonenumbers
import pycountry

_DIAL: Final = re.compile(r"[\d\s()+./\u00a0-]+")
_COUNTRY: Final = re.compile(r"country|nation|\bland\b|pays|país|paese|kraj|ülke|страна|країна|国")
_STATE: Final = re.compile(r"\bstate\b|province|region|bundesland|territory")
_LANGUAGES: Final = ("de", "fr", "es", "it", "pt", "nl", "pl", "tr", "ru", "uk")
_LEAST_DIGITS: Final = 7


def phone_forms(number: str, region: str | None = None) -> frozenset[str]:
    """The digits of a number as people and fields write it; as it stands where it can't be read."""
    plain = re.sub(r"\D", "", number)
    try:
        found = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return frozenset({plain})
    national = phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.NATIONAL)
    rest, code = phonenumbers.national_significant_number(found), str(found.country_code)
    within = re.sub(r"\D", "", national)
    return frozenset({plain, within, rest, f"{code}{rest}", f"00{code}{rest}"})


def is_same_phone(text: str, sources: tuple[str, ...], region: str | None = None) -> bool:
    digits = re.sub(r"\D", "", text)
    if len(digits) < _LEAST_DIGITS or not _DIAL.fullmatch(text):
        return False
    return any(digits in phone_forms(source, region) for source in sources)


def is_joined(text: str, families: list[tuple[str, ...]]) -> bool:
    """Whether a text is made of whole values of one family, each used once: `Lindt, Maya`."""
    wanted = " ".join(re.sub(r"[,;]", " ", text).split())
    return any(_made_of(wanted, family) for family in families)


def _made_of(text: str, values: tuple[str, ...]) -> bool:
    for place, value in enumerate(values):
        rest = text.removeprefix(value)
        if value and rest != text and (not rest or rest.startswith(" ")):
            others = values[:place] + values[place + 1 :]
            if not rest or _made_of(rest.strip(), others):
                return True
    return False


def place_names(field: str, text: str) -> frozenset[str]:
    """What else the place is called that a field's choice names; nothing where it names none."""
    called = field.casefold()
    if _COUNTRY.search(called):
        return _country_names(text.strip())
    return _state_names(text.strip()) if _STATE.search(called) else frozenset()


def region_of(values: tuple[str, ...]) -> str | None:
    """The country that one of these values is, as two letters."""
    found = (pycountry.countries.get(alpha_2=v.upper()) or _country(v) for v in values)
    return next((country.alpha_2 for country in found if country), None)


@lru_cache(maxsize=2048)
def _country(text: str) -> "pycountry.db.Country | None":
    wanted = text.casefold()
    return next(
        (c for c in pycountry.countries if wanted in map(str.casefold, _all_names(c))), None
    )


def _country_names(text: str) -> frozenset[str]:
    country = _country(text) if text else None
    return frozenset(_all_names(country)) if country else frozenset()


@lru_cache(maxsize=512)
def _all_names(country: "pycountry.db.Country") -> tuple[str, ...]:
    own = [country.alpha_2, country.alpha_3, country.name]
    own += [getattr(country, more, "") for more in ("common_name", "official_name")]
    told = [_translations(language).gettext(country.name) for language in _LANGUAGES]
    return tuple(dict.fromkeys(name for name in (*own, *told) if name))


@lru_cache(maxsize=16)
def _translations(language: str) -> gettext.NullTranslations:
    return gettext.translation(
        "iso3166-1", pycountry.LOCALES_DIR, languages=[language], fallback=True
    )


@lru_cache(maxsize=512)
def _state_names(text: str) -> frozenset[str]:
    wanted = text.casefold()
    for part in pycountry.subdivisions:
        names = (part.name, part.code.partition("-")[2])
        if part.country_code in {"US", "CA"} and wanted in map(str.casefold, names):
            return frozenset(names)
    return frozenset()
