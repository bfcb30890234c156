"""The picker that learned from examples which chunk holds the control that is acted on next."""

from collections.abc import Mapping
from dataclasses import dataclass

from errands.agent.view.chunks import Chunk
from errands.agent.view.features import features_of
from errands.agent.view.wish import Wish


@dataclass(frozen=True, slots=True)
class Learned:
    """A weight for each feature by its name; `learning/focus` makes them."""

    weights: Mapping[str, float]

    def scores(self, chunks: tuple[Chunk, ...], wish: Wish) -> tuple[float, ...]:
        weights = self.weights
        told = features_of(chunks, wish)
        return tuple(sum(weights.get(n, 0.0) * v for n, v in each.items()) for each in told)
