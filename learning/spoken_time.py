"""How people say a time of day, and whether one was said."""

from datetime import time
from random import Random
from typing import Final

from errands.agent.values.said import Said
from errands.agent.values.times import Clock

_HALF_DAY: Final = 12 * 60
_NOON: Final = 12
_HALF: Final = 30


def time_text(rng: Random, moment: time) -> str:
    """A half hour or a full one, with the half of the day where the words leave it open."""
    hour, late = moment.hour % _NOON or _NOON, moment.hour >= _NOON
    half = "pm" if late else "am"
    forms = [f"{moment:%H:%M}", f"{hour}:{moment:%M} {half}", f"{hour}:{moment:%M}{half}"]
    if moment.minute == 0:
        forms += [f"{hour}{half}", f"{hour} {half}", f"{hour} o'clock"]
    if moment.minute == _HALF:
        forms += [f"half past {hour}", f"{hour}.30 {half}"]
    if moment == time(_NOON):
        forms = ["noon", "12:00", "12 o'clock"]
    return rng.choice(forms)


def is_said(moment: time, said: Said) -> bool:
    """Whether somebody named this time, or left nothing open but the half of the day."""
    wanted = Clock(moment.hour * 60 + moment.minute, is_sure=True)
    return any(_fits(clock, wanted) for clock in said.clocks)


def _fits(clock: Clock, wanted: Clock) -> bool:
    if clock.is_sure:
        return clock.minutes == wanted.minutes
    return clock.minutes % _HALF_DAY == wanted.minutes % _HALF_DAY
