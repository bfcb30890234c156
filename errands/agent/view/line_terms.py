"""A line of the outline, read again: its terms and what may be done with it.

Pickers read lines rather than elements, so that recorded prompts can be learned from too.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from errands.agent.view.terms import meanings_of, terms_of
from errands.contracts.observation import FILLABLE, Role

_ROLE = re.compile(r'(\w+) (?="[^"]*" \[\d+\])')
_NAME = re.compile(r'"([^"]*)" \[\d+\]')
_REST = re.compile(r'(?: =("[^"]*"))?(?: \{(.*)\})?(.*)')
_MORE = re.compile(r"\.\.\. \d+ more: open \S+")
_FIELDS = {role.value for role in FILLABLE} | {Role.SELECT.value, Role.FILE_FIELD.value}
_GOES_ON = re.compile(
    r"\b(?:next|continue|proceed|go on|save and|submit|apply|done|search|checkout|review order"
    r"|weiter|fortfahren|absenden|suchen|suivant|continuer|valider|rechercher|siguiente|continuar"
    r"|buscar|avanti|continua|cerca|próximo|dalej|verder|nästa|далее)\b"
    r"|次へ|進む|検索|继续|下一步|التالي|متابعة|بحث",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class LineTerms:
    """`role` is empty for text. `owed` is a field that is required and has no value."""

    role: str
    name: frozenset[str]
    words: frozenset[str]
    """Of the whole line: name, value, options."""
    meant: frozenset[str]
    field: bool = False
    filled: bool = False
    owed: bool = False
    wrong: bool = False
    goes_on: bool = False


@lru_cache(maxsize=20_000)
def read_line(text: str) -> tuple[LineTerms, ...]:
    """Of each control on it, or of its text."""
    role = _ROLE.match(text)
    if role is None:
        words = frozenset[str]() if _MORE.fullmatch(text) else terms_of(text)
        return (LineTerms("", words, words, meanings_of(words), wrong=text.startswith('! "')),)
    names = list(_NAME.finditer(text))
    ends = [*(match.start() for match in names[1:]), len(text)]
    return tuple(
        _control(role[1], match[1], text[match.end() : end])
        for match, end in zip(names, ends, strict=True)
    )


def _control(role: str, called: str, rest: str) -> LineTerms:
    match = _REST.match(rest)
    value, options, marks = (group or "" for group in match.groups()) if match else ("", "", "")
    name = terms_of(called)
    field = role in _FIELDS
    return LineTerms(
        role=role,
        name=name,
        words=name | terms_of(f"{value} {options}") if value or options else name,
        meant=meanings_of(name),
        field=field,
        filled=bool(value),
        owed=field and "required" in marks and not value,
        wrong="invalid" in marks,
        goes_on=not field and _GOES_ON.search(called) is not None,
    )
