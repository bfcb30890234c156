"""How long things take, as measured: `make bench-step`, `bench-multi-lora`, `bench-browsers`."""

import math
import random
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

_P90: Final = 1.2815515655446004
"""Standard deviations from the median to the 90th percentile."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Seconds, log-normal: by their median and their 90th percentile."""

    median: float
    high: float

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


# `make bench-step` (2 cores), and the rows of 4 adapters of `make bench-multi-lora`
TWO_CORES: Final = ModelServer(
    prefill=Spread(0.193, 0.360),
    decode=Spread(0.206, 0.502),
    prefill_together=Together.of((1, 803), (4, 1151), (8, 1229), (16, 1326)),
    decode_together=Together.of((1, 43), (4, 165), (8, 295), (16, 460)),
)
# `make bench-step` and `make bench-browsers`; thinking and steps a turn are guesses
BOOKING: Final = Errand(
    thinks=20,
    steps=6,
    opens=Spread(0.214, 0.4),
    browser=Spread(0.143, 0.206),
    overhead=0.023,
)
