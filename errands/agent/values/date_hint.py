"""The form in which a field wants a date, read from its hints."""

import re
from typing import Final

_PATTERN: Final = re.compile(
    r"(?<![a-z])(?:(?P<a>y{2,4}|m{1,4}|d{1,2}|j{2,4}|t{2})(?P<s>[-/. ]{1,2})"
    r"(?P<b>m{1,4}|d{1,2}|t{2})(?:(?P=s)|, ?)"
    r"(?P<c>y{2,4}|d{1,2}|m{1,2}|j{2,4}|a{4}|t{2}))(?![a-z])",
    re.IGNORECASE,
)
_EXAMPLE: Final = re.compile(
    r"\b(\d{4})([-/.])(\d{2})\2(\d{2})\b|\b(\d{2})([-/.])(\d{2})\6(\d{4})\b"
)
_FIRST_DAY_ONLY: Final = 12


def form_of(hints: str) -> str | None:
    """The form as strftime knows it, from words such as `MM/DD/YYYY` or `24.12.2031`."""
    found = _PATTERN.search(hints)
    if found:
        mark = found["s"]
        between = ", " if f"{found['b']}," in found[0] else mark
        return f"{_part(found['a'])}{mark}{_part(found['b'])}{between}{_part(found['c'])}"
    return _by_example(hints)


def is_whole_form(hint: str) -> bool:
    """Whether a hint is such a form, or one day as an example of it, and nothing else."""
    return any(pattern.fullmatch(hint) for pattern in (_PATTERN, _EXAMPLE))


def _by_example(hints: str) -> str | None:
    found = _EXAMPLE.search(hints)
    if found is None:
        return None
    if found[1]:
        return f"%Y{found[2]}%m{found[2]}%d"
    if int(found[5]) > _FIRST_DAY_ONLY or found[6] == ".":
        return f"%d{found[6]}%m{found[6]}%Y"
    return f"%m{found[6]}%d{found[6]}%Y" if int(found[7]) > _FIRST_DAY_ONLY else None


def _part(letters: str) -> str:
    # jQuery UI writes a four-digit year as `yy`, so two letters mean four digits as well.
    kind = letters[0].lower()
    if kind in "yja":
        return "%Y"
    if kind in "dt":
        return "%d"
    return {3: "%b", 4: "%B"}.get(len(letters), "%m")
