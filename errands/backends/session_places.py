"""Where a session stands among its tenant's: places sort by the time of opening, then by the id."""

import re
from typing import Final

from errands.contracts.ids import SessionId

_PLACE: Final = re.compile(r"([0-9]{15})\..+", re.DOTALL)


def opened_ms(created_at: float) -> int:
    return int(created_at * 1000)


def place_of(session: SessionId, at_ms: int) -> str:
    return f"{at_ms:015}.{session}"


def time_of(place: str) -> int | None:
    """In unix milliseconds; `None` for what was never a place."""
    known = _PLACE.fullmatch(place)
    return None if known is None else int(known[1])
