"""Parts of one name or one address, put together anew: `Lindt, Maya`, `M. Lindt`."""

import re
from collections.abc import Iterator
from typing import Final

from errands.agent.values.runs import normal
from errands.contracts.ids import SlotName
from errands.contracts.profile import Profile

_NAME_PARTS: Final = re.compile(r"(?:title|(?:first|middle|last|given|family|sur)_?name)")
_WHOLE_NAME: Final = re.compile(r"(?:full_?)?name")
_ADDRESS_PARTS: Final = re.compile(
    r"(?:street|house_number|apartment|zip|zip_code|post_?code|postal_code|city|town|state"
    r"|region|province|country)"
)
_WHOLE_ADDRESS: Final = re.compile(r"(?:(?:home|postal|billing|shipping)_)?address")
_INITIALS: Final = re.compile(r"initial")
_NAME_FIELD: Final = re.compile(r"\bname\b|\bcard ?holder(?:'?s)?\b")
_OTHER_NAME: Final = re.compile(
    r"\b(?:first(?! and last\b)|(?<!first and )last|given|family|middle|maiden|user|login|screen"
    r"|display|nick|company|business|organi[sz]ation|employer|firm|school|shop|hotel|restaurant"
    r"|bank|brand|product|item|event|project|team|group|list|file|folder|device|domain|host"
    r"|server|street|city|country|pet|dog|cat|ship|child|mother|father|account name)\b"
)
"""Names that are not a person's whole name, or hardly that of who is being served."""
_OWN_NAME: Final = re.compile(
    r"(?:(?:your|full|whole|complete) )+name[ *:]*"
    r"|(?:(?:your|full) )*name for the (?:table|booking|reservation)[ *:]*"
)
"""Labels of the name of who is being served; a bare `Name` may be that of anything."""
_ANNOUNCES: Final = re.compile(r"\b(?:under|names?|namen|called|behalf)\b")
_MOST_WORDS: Final = 7
"""A label that is longer tells of more than a name."""
_MOST_PARTS: Final = 8


def is_joined(text: str, profile: Profile, names: tuple[str, ...] = ()) -> bool:
    """Whether a text is made of whole values of one family, each used once.

    A name's part may be its initial with a dot, where another part stands whole. `names` are
    full names that were said.
    """
    wanted = " ".join(re.sub(r"[,;]", " ", normal(text)).split())
    return any(_made_of(wanted, parts, initials) for parts, initials in _families(profile, names))


def is_initials(field: str, text: str, profile: Profile, names: tuple[str, ...] = ()) -> bool:
    """Whether a field for initials gets those of a known name, or the first of them."""
    if not _INITIALS.search(normal(field)):
        return False
    letters = re.sub(r"[\s.]", "", normal(text))
    families = [parts for parts, is_name in _families(profile, names) if is_name]
    known = ("".join(part[0] for part in parts if part) for parts in families)
    return bool(letters) and any(letters in {own, own[:1]} for own in known)


def joined_writings(field: str, profile: Profile) -> tuple[str, ...]:
    """The whole name for a field that asks for it, where the profile holds its parts."""
    first, last = (profile.value(SlotName(name)) for name in ("first_name", "last_name"))
    return (f"{first} {last}",) if first and last and _asks_for_whole_name(field) else ()


def asks_for_own_name(field: str) -> bool:
    """Whether a label asks for the whole name of who is served; `Name` may ask for any other's."""
    return _OWN_NAME.fullmatch(normal(field)) is not None


def speaks_of_a_name(words: str) -> bool:
    """Whether words announce or ask for a name, which may be anybody's."""
    return _ANNOUNCES.search(normal(words)) is not None


def _asks_for_whole_name(field: str) -> bool:
    words = normal(field)
    short = len(words.split()) <= _MOST_WORDS
    return short and bool(_NAME_FIELD.search(words)) and not _OTHER_NAME.search(words)


def _families(profile: Profile, names: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Parts that make one name or one address together, and whether they are a name's."""
    known = {name: normal(value) for name, value in profile.slots.items() if value}
    yield tuple(v for name, v in known.items() if _NAME_PARTS.fullmatch(name)), True
    yield tuple(v for name, v in known.items() if _ADDRESS_PARTS.fullmatch(name)), False
    wholes = (v for name, v in known.items() if _WHOLE_NAME.fullmatch(name))
    for name in (*wholes, *map(normal, names)):
        yield tuple(name.split()[:_MOST_PARTS]), True
    for name, value in known.items():
        if _WHOLE_ADDRESS.fullmatch(name):
            lines = re.split(r"\s*[,;\n]\s*", value)
            yield tuple(line for line in lines if line)[:_MOST_PARTS], False


def _made_of(text: str, values: tuple[str, ...], initials: bool, whole: bool = False) -> bool:  # noqa: FBT001, FBT002 of one recursion
    for place, value in enumerate(values):
        others = values[:place] + values[place + 1 :]
        for part in (value, f"{value[:1]}." if initials else ""):
            rest = text.removeprefix(part)
            if not part or rest == text or (rest and not rest.startswith(" ")):
                continue
            stands = whole or part == value
            if (not rest and stands) or (rest and _made_of(rest.strip(), others, initials, stands)):
                return True
    return False
