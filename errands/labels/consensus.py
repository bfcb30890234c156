"""What several people say of one step, as one answer; and whose word counts."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from errands.contracts.action import Action, to_line
from errands.contracts.label import StepLabel
from errands.labels.book import Labeler


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """The least share of known answers that a labeler has to get right.

    It is held against nobody who has met fewer than `answers` of them: that says nothing yet.
    """

    share: float
    answers: int

    def lets_pass(self, labeler: Labeler) -> bool:
        share = labeler.known.share
        return share is None or labeler.known.items < self.answers or share >= self.share


def is_right(labels: Iterable[StepLabel]) -> bool | None:
    """What most say of a step; nothing where as many say the one as the other, or nobody does."""
    vote = sum(1 if label.verdict.is_right else -1 for label in labels)
    return vote > 0 if vote else None


def done_instead(labels: Iterable[StepLabel]) -> Action | None:
    """What most of those did who wrote a line of their own; nothing where no line has most."""
    actions = [label.action for label in labels if label.action is not None]
    votes = Counter(map(to_line, actions)).most_common(2)
    if not votes or (len(votes) > 1 and votes[0][1] == votes[1][1]):
        return None
    return next(action for action in actions if to_line(action) == votes[0][0])
