"""When a webhook that didn't take an event is tried again."""

import random
from typing import Final

_MINUTE: Final = 60.0
_HOUR: Final = 60 * _MINUTE

SCHEDULE: Final = (
    5.0,
    5 * _MINUTE,
    30 * _MINUTE,
    2 * _HOUR,
    5 * _HOUR,
    10 * _HOUR,
    10 * _HOUR,
)
"""The specification's own: seconds after each attempt that failed. The first is made at once."""

_SPREAD: Final = 0.1


def pause_after(attempts: int, schedule: tuple[float, ...] = SCHEDULE) -> float | None:
    """Seconds until the next attempt, up to a tenth more; `None` where it was the last one.

    What failed together isn't tried again together.
    """
    if attempts > len(schedule):
        return None
    return schedule[attempts - 1] * random.uniform(1, 1 + _SPREAD)  # noqa: S311 nothing to guess
