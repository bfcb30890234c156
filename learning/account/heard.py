"""What of a change to an account can be found in a person's words."""

import re
from typing import Final

from learning.account.phrases import HEARD
from learning.wishes.account import AccountWish
from sites.account.account import CHOICES
from sites.account.look import Look

_ON: Final = r"\b(?:on(?! or off)|enable|activate|from now on|want (?!to change))\b"
_OFF: Final = r"\b(?:off|disable|deactivate|no more|stop|get rid of|any more(?! *\?))\b"


def tells(piece: str, wish: AccountWish, words: str, look: Look) -> bool:
    """Whether this piece of the wish was said."""
    if piece == "setting":
        return re.search(HEARD[wish.setting], words, re.IGNORECASE) is not None
    match wish.setting_value:
        case bool() as is_on:
            return re.search(_ON if is_on else _OFF, words, re.IGNORECASE) is not None
        case str() as value:
            choices = CHOICES.get(wish.setting)
            shown = look.value_words(value if choices is None else choices(value))
            return shown.casefold() in words.casefold()
