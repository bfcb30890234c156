"""All labels there are, as the queue and the report read them."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations
from statistics import median

from errands.contracts.ids import LabelerName, SessionId, TurnId
from errands.contracts.label import (
    KnownAnswer,
    Label,
    StepKey,
    StepLabel,
    StepVerdict,
    TrajectoryLabel,
)
from errands.labels.agreement import Agreement, agreement
from errands.labels.queue import Asked, Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Labeler:
    """What one person has done; `known` is against known answers, `seconds` the median."""

    name: LabelerName
    steps: int
    verdicts: dict[StepVerdict, int]
    trajectories: int
    seconds: float
    known: Agreement


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    one: LabelerName
    other: LabelerName
    agreement: Agreement


@dataclass(slots=True)
class LabelBook:
    """Mutable: labels are entered as they come; of one person's on one step the last counts."""

    steps: dict[StepKey, dict[LabelerName, StepLabel]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    known: dict[StepKey, KnownAnswer] = field(default_factory=dict)
    trajectories: set[tuple[LabelerName, SessionId, TurnId]] = field(default_factory=set)

    @staticmethod
    def of(labels: Iterable[Label]) -> "LabelBook":
        book = LabelBook()
        for label in labels:
            book.enter(label)
        return book

    def enter(self, label: Label) -> None:
        match label:
            case StepLabel():
                said = self.steps[label.key]
                if label.labeler not in said or said[label.labeler].at <= label.at:
                    said[label.labeler] = label
            case TrajectoryLabel():
                self.trajectories.add((label.labeler, label.session, label.turn))
            case KnownAnswer():
                self.known[label.key] = label

    def said(self, key: StepKey) -> tuple[StepLabel, ...]:
        return tuple(self.steps[key].values()) if key in self.steps else ()

    def asked(self, labeler: LabelerName, without: Iterable[StepKey] = ()) -> Asked:
        given = sum(1 for said in self.steps.values() if labeler in said)
        return Asked(labeler=labeler, given=given, without=frozenset(without))

    def known_items(self) -> list[Item]:
        return [Item(one.recording, self.said(key)) for key, one in self.known.items()]

    def labelers(self) -> list[Labeler]:
        names = {name for said in self.steps.values() for name in said}
        names |= {name for name, _, _ in self.trajectories}
        return [self._labeler(name) for name in sorted(names)]

    def pairs(self) -> list[Pair]:
        """Everybody beside everybody, by what both have judged."""
        both: dict[tuple[LabelerName, LabelerName], list[tuple[bool, bool]]] = defaultdict(list)
        for said in self.steps.values():
            for one, other in combinations(sorted(said), 2):
                both[one, other].append((said[one].verdict.is_right, said[other].verdict.is_right))
        return [
            Pair(one=one, other=other, agreement=agreement(answers))
            for (one, other), answers in sorted(both.items())
        ]

    def _labeler(self, name: LabelerName) -> Labeler:
        own = {key: said[name] for key, said in self.steps.items() if name in said}
        tested = [
            (label.verdict.is_right, self.known[key].is_right)
            for key, label in own.items()
            if key in self.known
        ]
        return Labeler(
            name=name,
            steps=len(own),
            verdicts=dict(Counter(label.verdict for label in own.values())),
            trajectories=sum(1 for labeler, _, _ in self.trajectories if labeler == name),
            seconds=median([label.seconds for label in own.values()] or [0.0]),
            known=agreement(tested),
        )
