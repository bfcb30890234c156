"""How many: numbers and company as people write them (`two of us`, `my wife and I`)."""

import re

_WORDS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
_MAX_DIGITS = 9
"""`int` refuses very long ones."""
_COUNTED = r"(?:guests?|persons?|people|adults?|travell?ers?|rooms?|tickets?|of us)"
_NUMBER = rf"(?:\d{{1,3}}|{'|'.join(_WORDS)})"
_KIN = (
    r"(?:wife|husband|partner|girlfriend|boyfriend|friend|mother|mum|mom|father|dad|sister"
    r"|brother|son|daughter|boss|colleague|fiancee?|cousin)"
)
_OF_NOTHING = re.compile(
    r"(?:\s|-)?(?:%|€|\$|£|(?:stars?|hotels?|km|kilomet\w+|miles?|metres?|minutes?|mins?|hours?"
    r"|years?|months?|euros?|eur|dollars?|pounds?|percent|am|pm|o'clock|times)\b)",
    re.IGNORECASE,
)
"""Measures: they say how far, how long, how dear or how good, and no field asks for that number."""
_OF_PEOPLE = re.compile(
    r"\s*(?:$|[^\w\s]|\n"
    r"|(?:guests?|persons?|people|ppl|pax|adults?|travell?ers?|friends?|colleagues?|of us|in|from"
    r"|to|for|and|please|at|on|with|instead|now|thanks)\b)",
    re.IGNORECASE,
)
_ONE = re.compile(
    r"\b(?:just me|only me|just myself|(?<!and )myself|alone|solo|on my own|by myself|just for me"
    r"|a single (?:person|guest|traveller)|single traveller|me, just me)\b",
    re.IGNORECASE,
)
_TWO = re.compile(
    rf"\b(?:(?:a )?couple(?! of)|as a couple|the two of us|both of us|my {_KIN} and (?:i|me|myself)"
    rf"|(?:me|i|myself) and my {_KIN}|(?:me )?(?:with|plus) my {_KIN}|a pair)\b",
    re.IGNORECASE,
)
_PLUS = re.compile(rf"\b(?:me|myself|i)\s+(?:and|plus|with)\s+(?P<n>{_NUMBER})\b", re.IGNORECASE)
_PLAIN = re.compile(rf"(?<![\w.,/+@-])(?P<n>{_NUMBER})(?![\w/@]|[.,]\d|-\d)", re.IGNORECASE)


_ADULTS = re.compile(
    rf"\b(?P<big>{_NUMBER})\s+(?:adults?|grown-?ups?)\s*(?:,|and|plus|&|\+|with)\s*"
    rf"(?P<small>{_NUMBER}|an?)\s+(?:child(?:ren)?|kids?|bab(?:y|ies)|toddlers?|infants?"
    r"|teenagers?|sons?|daughters?)\b",
    re.IGNORECASE,
)
_HEADS = re.compile(
    rf"(?:\b(?:party|family|group|total|team) of (?P<of>{_NUMBER})\b"
    rf"|\b(?P<n>{_NUMBER})\s+(?:of us|people|persons?|guests?|travell?ers?|ppl|pax)\b)",
    re.IGNORECASE,
)
_ONE_OF_MANY = re.compile(r"one\s+(?:people|persons|guests|travell?ers)", re.IGNORECASE)
"""`the one guests like most`."""


def find_heads(words: str) -> tuple[int, ...]:
    """How many come, where it is said in so many words: `three of us`, `2 adults and a child`.

    Beside these, the numbers of adults or children alone are parts of a sum.
    """
    sums = [
        (to_number(m["big"]) or 0) + (to_number(m["small"]) or 1) for m in _ADULTS.finditer(words)
    ]
    counts = [
        to_number(m["n"] or m["of"]) or 0
        for m in _HEADS.finditer(words)
        if not _ONE_OF_MANY.fullmatch(m[0])
    ]
    # Who said "two of us" and then comes alone has said both outright.
    alone = [1] if counts and _ONE.search(words) else []
    return tuple(dict.fromkeys((*counts, *alone, *([] if counts else sums))))


def to_number(text: str) -> int | None:
    """`2` and `two` are 2."""
    lowered = text.strip().lower()
    if lowered.isdecimal() and len(lowered) <= _MAX_DIGITS:
        return int(lowered)
    return _WORDS.index(lowered) if lowered in _WORDS else None


def find_numbers(
    words: str, without: tuple[tuple[int, int], ...] = (), *, of_people: bool = False
) -> tuple[int, ...]:
    """Numbers in order; spans in `without` (dates, lengths of stay) hold none.

    With `of_people` those that plainly count something else are left out: `2 rooms`.
    """
    found: dict[int, int] = {}
    blank = list(words)
    for start, end in without:
        blank[start:end] = " " * (end - start)
    text = "".join(blank)
    for match in _PLUS.finditer(text):
        found[match.start("n")] = 1 + (to_number(match["n"]) or 0)
    for match in _PLAIN.finditer(text):
        if match["n"].lower() == "one" and not _one_counts(text, *match.span()):
            continue
        if _OF_NOTHING.match(text[match.end() :]):
            continue
        if of_people and not _OF_PEOPLE.match(text[match.end() :]):
            continue
        found.setdefault(match.start("n"), to_number(match["n"]) or 0)
    for match in _TWO.finditer(text):
        found.setdefault(match.start(), 2)
    for match in _ONE.finditer(text):
        found.setdefault(match.start(), 1)
    return tuple(found[start] for start in sorted(found))


def _one_counts(text: str, start: int, end: int) -> bool:
    """`the best rated one` counts nothing; `for one`, `one guest` and a bare `one` do."""
    before, after = text[:start].lower(), text[end:].lower()
    return bool(
        re.search(r"(?:\bfor|\bjust|\bonly|^|\n)\s*$", before)
        and re.match(r"\s*(?:$|[\n.,;:!?)–—-]|(?:please|thanks|in|from|at|to|and)\b)", after)  # noqa: RUF001
    ) or (not re.search(r"\bthe\s*$", before) and bool(re.match(rf"\s+{_COUNTED}\b", after)))
