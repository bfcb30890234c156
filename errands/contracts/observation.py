"""What a browser shows at one moment, before anything is left out for a model."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from errands.contracts.ids import ElementId


class Role(StrEnum):
    """What an element is for, in the words of the outline."""

    BUTTON = "button"
    LINK = "link"
    TEXT_FIELD = "text"
    EMAIL_FIELD = "email"
    PHONE_FIELD = "tel"
    NUMBER_FIELD = "number"
    PASSWORD_FIELD = "password"  # noqa: S105 a role's name
    DATE_FIELD = "date"
    SELECT = "select"
    COMBOBOX = "combobox"
    CHECKBOX = "checkbox"
    RADIO = "radio"
    FILE_FIELD = "file"
    TAB = "tab"
    MENU_ITEM = "menuitem"
    OPTION = "option"
    HEADING = "heading"
    ALERT = "alert"
    PARAGRAPH = "paragraph"


FILLABLE = frozenset(
    {
        Role.TEXT_FIELD,
        Role.EMAIL_FIELD,
        Role.PHONE_FIELD,
        Role.NUMBER_FIELD,
        Role.PASSWORD_FIELD,
        Role.DATE_FIELD,
        Role.COMBOBOX,
    }
)
CLICKABLE = frozenset({Role.BUTTON, Role.LINK, Role.TAB, Role.MENU_ITEM, Role.OPTION})
CHECKABLE = frozenset({Role.CHECKBOX, Role.RADIO})
SECRETS = frozenset({"cc-number", "cc-csc", "current-password", "new-password", "one-time-code"})
"""What a field may be for, in the words of `autocomplete`, that holds a secret."""
WORDS = frozenset({Role.HEADING, Role.ALERT, Role.PARAGRAPH})


class _Seen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Element(_Seen):
    """A control, or a piece of text between controls.

    `id` is 0 for text. `value` is the current value as a person sees it; for a password
    only `set` or nothing. `host` is given where a link leaves the page's own host.
    `frame_host` is given where the element stands in a frame of another host than the page's.
    `autocomplete` holds the words a page gives for what a field is.
    `item` numbers the list item or table row the element stands in, from 1; 0 is none.
    `expanded` is `None` where nothing unfolds; `minimum` and `maximum` are as the page writes
    them. `hint` is what an empty field says beside its name. `multiline` fields take several
    lines.
    """

    id: ElementId
    role: Role
    name: str
    value: str = ""
    options: tuple[str, ...] = ()
    required: bool = False
    disabled: bool = False
    invalid: bool = False
    checked: bool | None = None
    submits: bool = False
    host: str = ""
    frame_host: str = ""
    autocomplete: str = ""
    item: int = 0
    expanded: bool | None = None
    current: bool = False
    minimum: str = ""
    maximum: str = ""
    hint: str = ""
    multiline: bool = False


def takes_secret(element: Element) -> bool:
    """Whether a field is made for what nobody may read."""
    return element.role is Role.PASSWORD_FIELD or bool(
        element.role in FILLABLE and SECRETS & set(element.autocomplete.lower().split())
    )


class SectionKind(StrEnum):
    DIALOG = "dialog"
    FORM = "form"
    LIST = "list"
    TABLE = "table"
    REGION = "region"


class Section(_Seen):
    """A run of elements in document order under one dialog, form, list, table or heading.

    `above` and `below`: it may go on there, where it is scrolled.
    """

    kind: SectionKind
    name: str
    elements: tuple[Element, ...]
    above: bool = False
    below: bool = False

    def goes(self, *, back: bool) -> bool:
        return self.above if back else self.below


class Observation(_Seen):
    """One revision of a page. `revision` grows whenever the page's elements change."""

    revision: int
    url: str
    host: str
    title: str
    tab: int = 1
    tabs: int = 1
    sections: tuple[Section, ...]
    files: tuple[str, ...] = ()
    """Names of the session's files, which may be uploaded."""

    @property
    def elements(self) -> tuple[Element, ...]:
        return tuple(element for section in self.sections for element in section.elements)

    def element(self, element_id: ElementId) -> Element | None:
        """The control with this id, or `None` where there is none in this revision."""
        return next((e for e in self.elements if e.id == element_id and e.id > 0), None)
