"""Which keys make sense on which control."""

from typing import Final

from errands.contracts.action import Key
from errands.contracts.observation import CHECKABLE, CLICKABLE, FILLABLE, Element, Role

MOST_KEYED: Final = 6
"""Controls that a grammar offers keys on."""
TURNING: Final = frozenset(
    {
        *(Key.ARROW_DOWN, Key.ARROW_UP, Key.ARROW_LEFT, Key.ARROW_RIGHT),
        *(Key.HOME, Key.END, Key.PAGE_DOWN, Key.PAGE_UP),
    }
)
"""What moves a choice to another one."""
_WALKING: Final = (Key.ARROW_DOWN, Key.ARROW_UP)
_SCROLLING: Final = (Key.HOME, Key.END, Key.PAGE_UP, Key.PAGE_DOWN)
_LONG: Final = 80
_ERASING: Final = (Key.BACKSPACE, Key.DELETE)
_STEPPED: Final = frozenset({Role.RADIO, Role.OPTION, Role.NUMBER_FIELD, Role.DATE_FIELD})
"""What an arrow key moves on to the next value."""


def keys_for(element: Element, *, spent: bool) -> tuple[Key, ...]:
    """Keys beyond Enter and Escape; `spent` is a control whose press did nothing."""
    match element.role:
        case Role.COMBOBOX:
            return (*_WALKING, Key.TAB, Key.BACKSPACE) if element.value else _WALKING
        case Role.SELECT if not element.options:
            return _WALKING
        case Role.TEXT_FIELD if len(element.value) > _LONG or "\n" in element.value:
            return _SCROLLING
        case role if role in CLICKABLE | CHECKABLE and spent:
            return (Key.SPACE,)
        case _:
            return ()


def turns_a_choice(key: Key, element: Element) -> bool:
    """Whether a key makes a value that isn't named, so that nobody can tell if it was said."""
    if key in _ERASING:
        return element.role in FILLABLE - {Role.COMBOBOX} and element.value != ""
    is_choice = element.role in _STEPPED or (element.role is Role.SELECT and element.options)
    return key in TURNING and bool(is_choice)
