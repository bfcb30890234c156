"""Whether a worker takes what waits for it: told from outside, since a ping may lie."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Final

LEAST_LOOKS: Final = 3


class Consumption:
    """Idle beside a queue that isn't empty for `patience` seconds, a worker doesn't consume.

    `waiting` counts what nobody has taken. A broker that can't be asked counts as empty: to start
    the worker anew wouldn't bring it back.
    """

    def __init__(
        self,
        waiting: Callable[[], int],
        patience: float,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._waiting = waiting
        self._patience = patience
        self._clock = clock
        self._busy = False
        self._idle_since: float | None = None
        self._looks = 0

    @contextmanager
    def taken(self) -> Iterator[None]:
        """While a message is worked on."""
        self._busy, self._idle_since = True, None
        try:
            yield
        finally:
            self._busy = False

    def is_live(self) -> bool:
        if self._busy or not self._waiting():
            self._idle_since, self._looks = None, 0
            return True
        now = self._clock()
        if self._idle_since is None:
            self._idle_since = now
        self._looks += 1
        # Two looks far apart may each meet a message that the next moment is taken.
        return self._looks < LEAST_LOOKS or now - self._idle_since < self._patience
