"""The lines that a model offers for one step: read, judged, and the one that is taken."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from errands.agent.gates import Passed, Refused, Verdict
from errands.agent.parse import ParseFailure, parse
from errands.contracts.action import ARROW, Action
from errands.contracts.ports import Decision
from errands.contracts.recording import Candidate
from errands.contracts.step import EffectKind

Gates: TypeAlias = Callable[[Action], Verdict]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A line that is an action, which model said it and why, and the verdict of all gates."""

    line: str
    model: str
    action: Action
    verdict: Verdict
    thought: str = ""


Offer: TypeAlias = Judged | ParseFailure


def read(decision: Decision, gates: Gates) -> list[Offer]:
    """What an answer offers, in its order; a line ends before its arrow."""
    lines = [text.split(ARROW)[0].strip() for text in decision.texts]
    first, *others = [_judged(line, decision.model, gates) for line in lines]
    if isinstance(first, Judged):
        first = replace(first, thought=decision.thought)
    return [first, *others]


def wants_others(offer: Offer) -> bool:
    """A line that needs a yes is no mistake: the person is asked, not the model again."""
    match offer:
        case ParseFailure():
            return True
        case Judged(verdict=Refused(effect=effect)):
            return effect.kind is not EffectKind.NEEDS_YES
        case Judged():
            return False


def taken(first: Offer, others: Sequence[Offer]) -> Judged | None:
    """The first, if it passes; else, of the others that pass, the one offered most often.

    Where none passes, the first is left as it was refused; where that is no action, so is the
    most frequent of the others. `None` where there is no action at all.
    """
    votes = Counter(offer.line for offer in others)
    ranked = sorted(others, key=lambda offer: -votes[offer.line])
    judged = [offer for offer in (first, *ranked) if isinstance(offer, Judged)]
    passed = [offer for offer in judged if isinstance(offer.verdict, Passed)]
    return next(iter((*passed, *judged)), None)


def recorded(offer: Offer) -> Candidate:
    match offer:
        case ParseFailure(line=line):
            return Candidate(line=line, verdict="no action")
        case Judged(line=line, verdict=Refused(effect=effect)):
            return Candidate(line=line, verdict=effect.kind)
        case Judged(line=line):
            return Candidate(line=line, verdict="passed")


def _judged(line: str, model: str, gates: Gates) -> Offer:
    action = parse(line)
    if isinstance(action, ParseFailure):
        return action
    return Judged(line=line, model=model, action=action, verdict=gates(action))
