"""Codes that a page showed, for the next pages of the same place (docs/adr/0013)."""

import re
from collections.abc import Iterator
from typing import Final

from errands.agent.values.codes import codes_in, compact
from errands.contracts.address import parse_address
from errands.contracts.observation import WORDS, Observation
from errands.contracts.session import ShownCodes

MOST_CODES: Final = 40
"""Of one place; the newest are kept."""
MOST_PLACES: Final = 8
_YEAR: Final = re.compile(r"(?:19|20)\d\d")


def remembered(known: ShownCodes, page: Observation) -> ShownCodes:
    """What is known after this page: each code belongs to the place whose document showed it."""
    after = dict(known)
    hosts = {e.frame_host for e in page.elements} | {""}
    for frame_host in sorted(hosts, reverse=True):  # the page itself last
        place = place_of(page, frame_host)
        codes = (*_shown(page, frame_host), *after.pop(place, ()))
        if place and codes:
            after[place] = tuple(dict.fromkeys(codes))[:MOST_CODES]
    return {place: after[place] for place in list(after)[-MOST_PLACES:]}


def place_of(page: Observation, frame_host: str) -> str:
    """Scheme, host and port of a document; nothing where the page has no address."""
    address = parse_address(page.url)
    return f"{address.scheme}://{frame_host or page.host}" if address else ""


def is_shown_code(text: str, codes: tuple[str, ...]) -> bool:
    """Whether a text is one of these codes, whole; its spacing may differ."""
    wanted = compact(text)
    return wanted != "" and any(compact(code) == wanted for code in codes)


def _shown(page: Observation, frame_host: str) -> Iterator[str]:
    for element in page.elements:
        if element.role in WORDS and element.frame_host == frame_host:
            yield from (code for code in codes_in(element.name) if not _YEAR.fullmatch(code))
