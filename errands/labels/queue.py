"""Which recorded step a labeler is asked about next."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from errands.contracts.ids import LabelerName
from errands.contracts.label import StepKey, StepLabel, key_of
from errands.contracts.recording import Recording
from errands.contracts.step import REJECTIONS, EffectKind

TWICE: Final = 5
"""One step in so many is judged by two people, so that it is known how well they agree."""
KNOWN: Final = 10
"""One item in so many is one whose answer is known."""

_FRUITLESS: Final = (REJECTIONS - {EffectKind.NEEDS_YES}) | {
    EffectKind.NO_CHANGE,
    EffectKind.NO_MATCH,
    EffectKind.STALE,
    EffectKind.FAILED,
}
"""To need a yes is no mistake: the person is asked."""
_FINE: Final = frozenset({"passed", EffectKind.NEEDS_YES})


@dataclass(frozen=True, slots=True)
class Item:
    """A step and what has been said of it: the latest label of each labeler."""

    recording: Recording
    labels: tuple[StepLabel, ...] = ()

    @property
    def key(self) -> StepKey:
        return key_of(self.recording)

    @property
    def disputed(self) -> bool:
        """Whether people disagree and no third has decided."""
        said = {label.verdict.is_right for label in self.labels}
        return len(said) > 1 and len(self.labels) <= len(said)

    @property
    def wanted(self) -> int:
        """How many more labels."""
        if self.disputed:
            return 1
        return max(0, (2 if _number(*self.key) % TWICE == 0 else 1) - len(self.labels))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Who asks for an item, how many step labels they have given, and what not to show them."""

    labeler: LabelerName
    given: int
    without: Collection[StepKey] = ()


def items_of(
    recordings: Iterable[Recording], said: Callable[[StepKey], tuple[StepLabel, ...]]
) -> list[Item]:
    return [Item(one, said(key_of(one))) for one in recordings]


def next_item(items: Iterable[Item], known: Sequence[Item], asked: Asked) -> Item | None:
    """What people disagree on first, then what the model was least sure of.

    At a steady share it is one of `known`, which can't be told from the others.
    """
    answered = {item.key for item in known}
    fresh = [item for item in known if _is_open(item, asked)]
    if fresh and is_known_turn(asked.labeler, asked.given):
        return min(fresh, key=lambda item: _number(asked.labeler, *item.key))
    others = (i for i in items if i.wanted and i.key not in answered and _is_open(i, asked))
    return min(others, key=_order, default=None)


def is_known_turn(labeler: LabelerName, given: int) -> bool:
    """Once in every ten labels, at a place that can't be counted out."""
    tens, place = divmod(given, KNOWN)
    return _number(labeler, tens) % KNOWN == place


def uncertainty(recording: Recording) -> float:
    """How unsure the model was, or how little came of the step, from 0 to 3.

    Each counts one at most: lines that were refused, how far down the line that was taken stood,
    and an effect that was none.
    """
    lines = [candidate.line for candidate in recording.candidates]
    refused = sum(1 for candidate in recording.candidates if candidate.verdict not in _FINE)
    rank = lines.index(recording.output) if recording.output in lines else 0
    fruitless = recording.effect.kind in _FRUITLESS
    return refused / max(1, len(lines)) + rank / max(1, len(lines) - 1) + fruitless


def _is_open(item: Item, asked: Asked) -> bool:
    done = {label.labeler for label in item.labels}
    return asked.labeler not in done and item.key not in asked.without


def _order(item: Item) -> tuple[bool, float, int]:
    """Steps alike come in an order that mixes sessions."""
    return not item.disputed, -uncertainty(item.recording), _number(*item.key)


def _number(*parts: object) -> int:
    """The same on every machine."""
    return int.from_bytes(hashlib.sha256(repr(parts).encode()).digest()[:8])
