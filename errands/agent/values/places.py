"""Other names of the same country or state."""

import gettext
import re
from functools import lru_cache
from typing import Final

import pycountry

from errands.contracts.profile import Profile

_COUNTRY: Final = re.compile(r"country|nation|\bland\b|pays|país|paese|kraj|ülke|страна|країна|国")
_STATE: Final = re.compile(r"\bstate\b|province|region|bundesland|territory")
_LANGUAGES: Final = ("de", "fr", "es", "it", "pt", "nl", "pl", "tr", "ru", "uk")


def place_names(field: str, text: str) -> frozenset[str]:
    """What else the place is called that a field's choice names; nothing where it names none."""
    called = field.casefold()
    if _COUNTRY.search(called):
        return _country_names(text.strip())
    return _state_names(text.strip()) if _STATE.search(called) else frozenset()


def region_of(profile: Profile) -> str | None:
    """The person's country, as two letters; who is called Jordan needn't live there."""
    values = [v for name, v in profile.slots.items() if v and _COUNTRY.search(name)]
    found = (pycountry.countries.get(alpha_2=v.upper()) or _country(v) for v in values)
    return next((country.alpha_2 for country in found if country), None)


def region_names(region: str) -> frozenset[str]:
    """All names of the country with these two letters."""
    country = pycountry.countries.get(alpha_2=region) if region else None
    return frozenset(_all_names(country)) if country else frozenset()


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
