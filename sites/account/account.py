"""A person's account: their settings, and where they live."""

from enum import StrEnum
from typing import Final, Self

from pydantic import BaseModel, ConfigDict


class Setting(StrEnum):
    """What can be set; each is a field of `Settings`."""

    DISPLAY_NAME = "display_name"
    EMAIL = "email"
    PHONE = "phone"
    LANGUAGE = "language"
    TIME_ZONE = "time_zone"
    NEWS = "news"
    REMINDERS = "reminders"
    MENTIONS = "mentions"
    OFFERS = "offers"
    FREQUENCY = "frequency"
    VISIBILITY = "visibility"
    USAGE_DATA = "usage_data"
    PARTNERS = "partners"
    SEARCH_ENGINES = "search_engines"


class Section(StrEnum):
    """The pages of settings."""

    PROFILE = "profile"
    NOTIFICATIONS = "notifications"
    PRIVACY = "privacy"


SECTIONS: Final = {
    Section.PROFILE: (
        *(Setting.DISPLAY_NAME, Setting.EMAIL, Setting.PHONE),
        *(Setting.LANGUAGE, Setting.TIME_ZONE),
    ),
    Section.NOTIFICATIONS: (
        *(Setting.NEWS, Setting.REMINDERS, Setting.MENTIONS, Setting.OFFERS),
        Setting.FREQUENCY,
    ),
    Section.PRIVACY: (
        *(Setting.VISIBILITY, Setting.USAGE_DATA),
        *(Setting.PARTNERS, Setting.SEARCH_ENGINES),
    ),
}


class Language(StrEnum):
    """The languages of the product."""

    ENGLISH = "English"
    DUTCH = "Dutch"
    FRENCH = "French"
    GERMAN = "German"
    ITALIAN = "Italian"
    PORTUGUESE = "Portuguese"
    SPANISH = "Spanish"
    SWEDISH = "Swedish"


class TimeZone(StrEnum):
    """Where the product's clocks can stand."""

    LONDON = "Europe/London"
    LISBON = "Europe/Lisbon"
    BERLIN = "Europe/Berlin"
    MADRID = "Europe/Madrid"
    ATHENS = "Europe/Athens"
    NEW_YORK = "America/New_York"
    CHICAGO = "America/Chicago"
    SAO_PAULO = "America/Sao_Paulo"
    TOKYO = "Asia/Tokyo"
    SYDNEY = "Australia/Sydney"

    @property
    def city(self) -> str:
        """Return the city's name."""
        return self.partition("/")[2].replace("_", " ")


class Frequency(StrEnum):
    """How often messages are sent."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


class Visibility(StrEnum):
    """Who sees the profile."""

    EVERYONE = "everyone"
    CONTACTS = "contacts"
    NOBODY = "nobody"


CHOICES: Final = {
    Setting.LANGUAGE: Language,
    Setting.TIME_ZONE: TimeZone,
    Setting.FREQUENCY: Frequency,
    Setting.VISIBILITY: Visibility,
}
"""What each of these is chosen from; the others of the profile are texts, the rest switches."""


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Settings(_Kept):
    """Every setting as it stands."""

    display_name: str
    email: str
    phone: str
    language: Language
    time_zone: TimeZone
    news: bool
    reminders: bool
    mentions: bool
    offers: bool
    frequency: Frequency
    visibility: Visibility
    usage_data: bool
    partners: bool
    search_engines: bool

    def value(self, setting: Setting) -> str | bool:
        """Return how one of them stands."""
        found = getattr(self, setting)
        if not isinstance(found, str | bool):
            raise TypeError(setting)
        return found


class AddressField(StrEnum):
    """What an address is made of; each is a field of `AddressText`."""

    LABEL = "label"
    NAME = "name"
    STREET = "street"
    CITY = "city"
    POSTCODE = "postcode"
    COUNTRY = "country"


COUNTRIES: Final = (
    *("Austria", "Belgium", "Denmark", "France", "Germany", "Greece", "Ireland", "Italy"),
    *("Netherlands", "Norway", "Poland", "Portugal", "Spain", "Sweden", "United Kingdom"),
)


class AddressText(_Kept):
    """An address as a person knows it; `label` is what they call it."""

    label: str
    name: str
    street: str
    city: str
    postcode: str
    country: str


class Address(_Kept):
    """An address of the account; no other of it ever has this id."""

    id: str
    text: AddressText


class Account(_Kept):
    """Everything that is kept of one person; `made` counts the addresses that there ever were."""

    settings: Settings
    addresses: tuple[Address, ...]
    made: int
    closed: bool = False

    def address(self, address_id: str) -> Address | None:
        """Return one address."""
        return next((address for address in self.addresses if address.id == address_id), None)

    def with_settings(self, changes: dict[Setting, str | bool]) -> Self:
        """Set some settings."""
        settings = Settings.model_validate(self.settings.model_dump() | changes)
        return self.model_copy(update={"settings": settings})

    def with_address(self, text: AddressText) -> Self:
        """Add an address; the very same one stays one."""
        if any(address.text == text for address in self.addresses):
            return self
        made = self.made + 1
        addresses = (*self.addresses, Address(id=f"a{made}", text=text))
        return self.model_copy(update={"addresses": addresses, "made": made})

    def with_correction(self, address: Address, text: AddressText) -> Self:
        """Write an address anew."""
        addresses = tuple(
            Address(id=one.id, text=text) if one.id == address.id else one for one in self.addresses
        )
        return self.model_copy(update={"addresses": addresses})

    def without_address(self, address: Address) -> Self:
        """Delete an address."""
        addresses = tuple(one for one in self.addresses if one.id != address.id)
        return self.model_copy(update={"addresses": addresses})
