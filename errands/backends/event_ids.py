"""Ids of events: `MILLISECONDS-NUMBER`, as Redis streams count."""

import re

_ID = re.compile(r"(\d{1,20})-(\d{1,20})", re.ASCII)
_LIMIT = 2**64


def parse_event_id(text: str) -> tuple[int, int]:
    """The two numbers, by which ids are ordered. Raises `ValueError`."""
    match = _ID.fullmatch(text)
    if match is None:
        raise ValueError("An event's id is two numbers joined by a dash.")
    first, second = int(match[1]), int(match[2])
    if max(first, second) >= _LIMIT:
        raise ValueError("An event's id holds numbers of 64 bits.")
    return first, second
