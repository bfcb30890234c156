"""The day on which all practice happens, so that the same script is the same errand for ever."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

TODAY = date(2027, 1, 15)


@dataclass(frozen=True, slots=True)
class DayClock:
    """A clock on which it is noon of one day all the time; durations are real."""

    today: date

    def now(self) -> float:
        return datetime.combine(self.today, time(12), UTC).timestamp()

    def elapsed(self) -> float:
        return asyncio.get_running_loop().time()
