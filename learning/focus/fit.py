"""Choices → weights: a logistic regression on what tells the right chunk from each other one."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
from sklearn.linear_model import LogisticRegression

from errands.agent.view.features import Features, features_of
from learning.focus.choice import Choice

STRENGTH = 1.0
"""Of the data against the wish for small weights (scikit-learn's C)."""
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Told:
    """A choice with the features of its chunks."""

    family: str
    features: Sequence[Features]
    needed: int


def told(choice: Choice) -> Told:
    return Told(choice.family, features_of(choice.chunks, choice.wish), choice.needed)


def fit(choices: Sequence[Told], seed: int) -> dict[str, float]:
    """A weight for each feature. The same choices in the same order give the same weights."""
    names = sorted({name for each in choices for one in each.features for name in one})
    rows, shares = _pairs(choices, names)
    scale = rows.std(axis=0)
    scale[scale == 0] = 1.0
    # Each pair is looked at from one of its sides: without both, all answers would be the same.
    rng = Random(seed)  # noqa: S311 reproducible weights, not a secret
    sides = np.array([rng.choice((-1.0, 1.0)) for _ in rows])
    model = LogisticRegression(C=STRENGTH, fit_intercept=False, max_iter=500)
    model.fit(rows / scale * sides[:, None], sides > 0, sample_weight=shares)
    weights = model.coef_[0] / scale
    return {n: round(float(w), _DIGITS) for n, w in zip(names, weights, strict=True)}


def _pairs(
    choices: Sequence[Told], names: Sequence[str]
) -> tuple[np.ndarray[tuple[int, int], np.dtype[np.float64]], list[float]]:
    """The right chunk less each other one; all pairs of a page together count as one."""
    rows: list[np.ndarray[tuple[int, int], np.dtype[np.float64]]] = []
    shares: list[float] = []
    for choice in choices:
        page = np.array([[each.get(name, 0.0) for name in names] for each in choice.features])
        rows.append(np.delete(page[choice.needed] - page, choice.needed, axis=0))
        shares += [1 / (len(page) - 1)] * (len(page) - 1)
    return np.concatenate(rows), shares
