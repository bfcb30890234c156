"""The computer's clock."""

import time


class SystemClock:
    """`Clock`."""

    def now(self) -> float:
        return time.time()

    def elapsed(self) -> float:
        return time.monotonic()
