"""What is different between the variants of this site."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self

from sites.account.account import CHOICES, SECTIONS, AddressField, Section, Setting, TimeZone
from sites.account.wording import words
from sites.controls.control import Choosing, Switching
from sites.variant import Variant


class Menu(StrEnum):
    """How one gets from section to section."""

    SIDEBAR = "sidebar"
    TABS = "tabs"
    OVERVIEW = "overview"
    """By a page that lists them, and a way back."""


class Editing(StrEnum):
    """Where settings are changed."""

    TOGETHER = "together"
    """All of a section in one form."""
    APART = "apart"
    """Each on a page of its own."""


class Deleting(StrEnum):
    """How it is asked whether an address shall go."""

    PAGE = "page"
    DIALOG = "dialog"
    TICK = "tick"
    """On a page with a box to be ticked."""


_F: Final = AddressField
_ORDERS: Final = (
    (_F.LABEL, _F.NAME, _F.STREET, _F.CITY, _F.POSTCODE, _F.COUNTRY),
    (_F.COUNTRY, _F.NAME, _F.STREET, _F.POSTCODE, _F.CITY, _F.LABEL),
    (_F.NAME, _F.STREET, _F.POSTCODE, _F.CITY, _F.COUNTRY, _F.LABEL),
    (_F.NAME, _F.COUNTRY, _F.POSTCODE, _F.CITY, _F.STREET, _F.LABEL),
)
_SHORT: Final = (Choosing.RADIO, Choosing.SELECT, Choosing.LISTBOX, Choosing.MENU)
_LONG: Final = (Choosing.SELECT, Choosing.LISTBOX, Choosing.MENU)
_ZONES: Final = ("{city}", "{city} ({zone})", "{city} time", "{zone}")
_OFTEN: Final = (Editing.TOGETHER, Editing.APART, Editing.TOGETHER)


@dataclass(frozen=True, slots=True)
class Look:
    """The words, the order and the controls of one variant."""

    words: dict[str, str]
    menu: Menu
    pages: tuple[str, ...]
    sections: dict[Section, tuple[Setting, ...]]
    editing: Editing
    at_once: bool
    """Whether switches and choices are saved when they are changed, without a button."""
    choosing: dict[Setting, Choosing]
    switching: Switching
    zone: str
    address: tuple[AddressField, ...]
    country: Choosing
    deleting: Deleting

    @classmethod
    def of(cls, variant: Variant) -> Self:
        """The look of a variant."""
        pages = variant.arrange("pages", (*Section, "addresses"))
        return cls(
            words=words(variant),
            menu=variant.choose("menu", tuple(Menu)),
            pages=(*pages, "closing"),
            sections={one: variant.arrange(one, fields) for one, fields in SECTIONS.items()},
            editing=variant.choose("form", _OFTEN * 2),
            at_once=variant.choose("no button", (False, True, False, True, True, False)),
            choosing={
                setting: variant.choose(f"{setting} control", _ways(setting)) for setting in CHOICES
            },
            switching=variant.choose("switches", tuple(Switching)),
            zone=variant.choose("zone", _ZONES),
            address=variant.choose("address order", _ORDERS),
            country=variant.choose("country control", _LONG),
            deleting=variant.choose("deleting", tuple(Deleting)),
        )

    def options(self, setting: Setting) -> list[tuple[str, str]]:
        """Return the values of a setting that is chosen, with their words."""
        return [(value, self.value_words(value)) for value in CHOICES[setting]]

    def value_words(self, value: str | bool) -> str:  # noqa: FBT001 a setting's value
        """Say how a setting stands."""
        if isinstance(value, bool):
            return self.words["is_on" if value else "is_off"]
        if isinstance(value, TimeZone):
            return self.zone.format(city=value.city, zone=value.value)
        return self.words.get(value, value)

    def saves_at_once(self, section: Section) -> bool:
        """Whether this section has no button."""
        return self.at_once and self.editing is Editing.TOGETHER and section is not Section.PROFILE


def _ways(setting: Setting) -> tuple[Choosing, ...]:
    return _SHORT if setting in {Setting.FREQUENCY, Setting.VISIBILITY} else _LONG
