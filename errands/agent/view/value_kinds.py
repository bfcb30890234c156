"""Which kinds of values a message holds, and which fields take them."""

import re
from functools import lru_cache

from errands.agent.view.line_terms import LineTerms

_SAID = {
    "email": re.compile(r"\S@\S+\.\w"),
    "tel": re.compile(r"\+?\d[\d ()/-]{6,}\d"),
    "date": re.compile(
        r"\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b|\b\d{1,2}(?:st|nd|rd|th)?\.? (?:of )?[a-z]{3,9}\b"
        r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{1,2}\b"
        r"|\b(?:today|tomorrow|tonight|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
        re.IGNORECASE,
    ),
    "number": re.compile(r"(?<![\w@.+/-])\d{1,4}(?![\w@/-]|[.,]\d)"),
    "text": re.compile(r":\s+\S|[\"“«]\S[^\"”»]+[\"”»]"),
    "password": re.compile(r"\bpass(?:word|wort|code)?\b|\bpin\b", re.IGNORECASE),
    "file": re.compile(r"\w\.(?:pdf|png|jpe?g|docx?|xlsx?|csv|txt|zip)\b", re.IGNORECASE),
}
_TAKE = {"file": frozenset({"file"}), "text": frozenset({"text"})}
_NUMBERS = frozenset({"number", "select"})


@lru_cache(maxsize=1_000)
def kinds_of(message: str) -> frozenset[str]:
    return frozenset(kind for kind, pattern in _SAID.items() if pattern.search(message))


def takes(field: LineTerms, kind: str) -> bool:
    """Whether a field is made for such values, by its role or else by its name."""
    if kind == "number":
        return field.role in _NUMBERS
    if kind in _TAKE:
        return field.role in _TAKE[kind]
    return field.role == kind or (field.role == "text" and _MEANT.get(kind, "") in field.meant)


_MEANT = {"email": "~email", "tel": "~phone", "date": "~date", "password": "~security"}
