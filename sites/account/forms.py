"""What a visitor types into the settings and into an address, and what is wrong with it."""

import re
from typing import Final

from pydantic import BaseModel, ConfigDict

from sites.account.account import CHOICES, COUNTRIES, AddressField, AddressText, Setting, Settings

Errors = dict[str, str]
"""The message for each field that is wrong, by the field's name."""
Values = dict[Setting, str | bool]

_LONGEST: Final = 60
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_PHONE: Final = re.compile(r"\+?[\d\s().\-/]+")
_FEWEST_DIGITS: Final = 6
_POSTCODE: Final = re.compile(r"(?=.*\d)[A-Za-z\d][A-Za-z\d \-]{2,9}")
_TYPED: Final = ConfigDict(frozen=True, str_strip_whitespace=True)


class SettingsForm(BaseModel):
    """Settings as typed; a switch that is off isn't sent."""

    model_config = _TYPED

    display_name: str = ""
    email: str = ""
    phone: str = ""
    language: str = ""
    time_zone: str = ""
    news: str = ""
    reminders: str = ""
    mentions: str = ""
    offers: str = ""
    frequency: str = ""
    visibility: str = ""
    usage_data: str = ""
    partners: str = ""
    search_engines: str = ""

    def values(self, asked: tuple[Setting, ...]) -> Values:
        """Return what was typed for the settings that were asked for."""
        return {setting: _value(setting, str(getattr(self, setting))) for setting in asked}


def values_of(settings: Settings, asked: tuple[Setting, ...]) -> Values:
    """Return some settings as they stand."""
    return {setting: settings.value(setting) for setting in asked}


def _value(setting: Setting, typed: str) -> str | bool:
    if setting in CHOICES or setting in {Setting.DISPLAY_NAME, Setting.EMAIL, Setting.PHONE}:
        return typed
    return typed == "yes"


def wrong_settings(values: Values) -> Errors:
    """Return what to say about each setting that can't be so."""
    found = {setting: _wrong(setting, value) for setting, value in values.items()}
    return {str(setting): message for setting, message in found.items() if message}


def _wrong(setting: Setting, value: str | bool) -> str:  # noqa: FBT001 a setting's value
    if isinstance(value, bool):
        return ""
    if setting is Setting.DISPLAY_NAME and not 0 < len(value) <= _LONGEST:
        return "Enter a name."
    if setting is Setting.EMAIL and not _EMAIL.fullmatch(value):
        return "Enter a valid email address."
    if setting is Setting.PHONE and not _is_phone(value):
        return "Enter a phone number."
    if setting in CHOICES and value not in set(CHOICES[setting]):
        return "Choose one of the options."
    return ""


def _is_phone(typed: str) -> bool:
    digits = sum(character.isdigit() for character in typed)
    return bool(_PHONE.fullmatch(typed)) and digits >= _FEWEST_DIGITS


class AddressForm(BaseModel):
    """An address as typed."""

    model_config = _TYPED

    label: str = ""
    name: str = ""
    street: str = ""
    city: str = ""
    postcode: str = ""
    country: str = ""

    @property
    def text(self) -> AddressText:
        """Return it as an address."""
        return AddressText(**self.model_dump())

    def errors(self, taken: set[str]) -> Errors:
        """Return what to say about each wrong field; `taken` are the labels of other addresses."""
        errors: Errors = {}
        for field in AddressField:
            if not 0 < len(getattr(self, field)) <= _LONGEST:
                errors[field] = f"Enter {_CALLED[field]}."
        if self.postcode and not _POSTCODE.fullmatch(self.postcode):
            errors["postcode"] = "Enter a valid postcode."
        if self.country not in COUNTRIES:
            errors["country"] = "Choose a country."
        if self.label.casefold() in {label.casefold() for label in taken}:
            errors["label"] = "Another address has this name."
        return errors


_CALLED: Final = {
    AddressField.LABEL: "what you call this address",
    AddressField.NAME: "who lives there",
    AddressField.STREET: "the street and the number",
    AddressField.CITY: "the city",
    AddressField.POSTCODE: "a postcode",
    AddressField.COUNTRY: "a country",
}
