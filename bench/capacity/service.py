"""How long things take; the figures themselves are in `measured.py`."""

import math
import random
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

SERVER_CORES: Final = 2
"""Of the machine that the model server's figures are of."""

_P90: Final = 1.2815515655446004
"""Standard deviations from the median to the 90th percentile."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Seconds, log-normal: by their median and their 90th percentile."""

    median: float
    high: float

    @property
    def mean(self) -> float:
        return self.median * math.exp((math.log(self.high / self.median) / _P90) ** 2 / 2)

    def with_mean(self, mean: float) -> "Spread":
        """As wide, but all longer or shorter by the same factor."""
        by = mean / self.mean
        return Spread(by * self.median, by * self.high)

    def draw(self, dice: random.Random) -> float:
        return dice.lognormvariate(math.log(self.median), math.log(self.high / self.median) / _P90)


@dataclass(frozen=True, slots=True)
class Together:
    """By how much a server does more when it computes several requests at once.

    `gains` are pairs of a batch's size and its tokens a second over those of one request; what
    lies between is taken on a straight line.
    """

    gains: tuple[tuple[int, float], ...]

    @classmethod
    def of(cls, *speeds: tuple[int, float]) -> "Together":
        """Of tokens a second by the batch's size."""
        alone = speeds[0][1]
        return cls(tuple((size, speed / alone) for size, speed in speeds))

    def __call__(self, size: int) -> float:
        sizes = [one for one, _ in self.gains]
        at = bisect_right(sizes, size)
        if at == len(sizes):
            return self.gains[-1][1]
        (low, less), (high, more) = self.gains[at - 1], self.gains[at]
        return less + (more - less) * (size - low) / (high - low)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelServer:
    """One replica: what a request takes alone, and what several at once gain."""

    prefill: Spread
    decode: Spread
    prefill_together: Together
    decode_together: Together
    places: int = 16
    """Requests computed at once (`--max-num-seqs`)."""
    known: float = 1
    """Times of a prompt whose beginning it has cached: that of the turn's last question."""
    strange: float = 1
    """Times of any other prompt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What people and pages do. `thinks` is between a reply and the next message, in seconds."""

    thinks: float
    steps: float
    """Of a turn, on average; geometric."""
    opens: Spread
    """A session's context on a worker that doesn't have it."""
    browser: Spread
    """Of a step: observing, acting, settling."""
    overhead: float
    """Of a step: prompt, wire, gates, records; seconds."""
