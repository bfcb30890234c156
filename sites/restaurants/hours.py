"""When a restaurant is open."""

from dataclasses import dataclass
from datetime import date, time
from enum import IntEnum
from random import Random
from typing import Final, TypeAlias

_HALF_HOUR: Final = 30
_LAST_SEATING: Final = 90
"""Minutes before a restaurant closes."""
_OPENS: Final = range(11 * 60 + 30, 18 * 60 + 30, _HALF_HOUR)
_CLOSES: Final = range(21 * 60, 23 * 60, _HALF_HOUR)


class Weekday(IntEnum):
    """The days of a week, as `date.weekday` counts them."""

    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6


@dataclass(frozen=True, slots=True)
class Opening:
    """One day's hours."""

    opens: time
    closes: time


Hours: TypeAlias = tuple[Opening | None, ...]
"""Of Monday to Sunday; None where it is closed all day."""


def draw_hours(roll: Random) -> Hours:
    """Draw a week: the weekend and one other day have hours of their own, one day may be off."""
    usual, weekend, special = (_draw(roll) for _ in range(3))
    week: list[Opening | None] = [*[usual] * 4, *[weekend] * 3]
    week[roll.randrange(4)] = special
    if (off := roll.choice((None, 0, 1, 6))) is not None:
        week[off] = None
    return tuple(week)


def seatings(hours: Hours, day: date) -> tuple[time, ...]:
    """When a table may be had on a day, were all of them free."""
    opening = hours[day.weekday()]
    if opening is None:
        return ()
    last = _minutes(opening.closes) - _LAST_SEATING
    return tuple(map(_time, range(_minutes(opening.opens), last + 1, _HALF_HOUR)))


ALL_SEATINGS: Final = tuple(
    time(*divmod(minutes, 60))
    for minutes in range(_OPENS[0], _CLOSES[-1] + 60 - _LAST_SEATING + 1, _HALF_HOUR)
)
"""Of every restaurant on any day."""


def _draw(roll: Random) -> Opening:
    late = roll.choice((0, _HALF_HOUR, 60))
    return Opening(_time(roll.choice(_OPENS)), _time(roll.choice(_CLOSES) + late))


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def _time(minutes: int) -> time:
    return time(*divmod(minutes, 60))
