"""What the labels of metrics may be. A closed set each, or one that a deployment keeps small.

Ids, hosts, and what people say, never are labels.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

from errands.agent.route import SKILLS
from errands.contracts.event import HandBack
from errands.contracts.label import StepVerdict
from errands.contracts.skill import SKILL_PATTERN
from errands.contracts.step import REJECTIONS, EffectKind
from errands.contracts.turn import StopReason, TurnStatus
from errands.contracts.webhook import Outcome


class Part(StrEnum):
    """Of a step."""

    OBSERVE = "observe"
    DECIDE = "decide"
    ACT = "act"


class TokenKind(StrEnum):
    PROMPT = "prompt"
    CACHED = "cached"
    COMPLETION = "completion"


class ModelOutcome(StrEnum):
    """Of a question to the model."""

    ANSWERED = "answered"
    REFUSED = "refused"
    UNAVAILABLE = "unavailable"


class RepairOutcome(StrEnum):
    """What came of telling a model what was wrong with its answer."""

    MENDED = "mended"
    IN_VAIN = "in vain"


class StepOutcome(StrEnum):
    """What a step came to, in as many words as a chart of versions needs."""

    DONE = "done"
    NO_CHANGE = "no change"
    REFUSED = "refused"
    MISSED = "missed"


class ContextOrigin(StrEnum):
    NEW = "new"
    RESTORED = "restored"
    KEPT = "kept"
    """As the turn before left it."""


class CloseReason(StrEnum):
    """Why a browser context was closed."""

    IDLE = "idle"
    ROOM = "room"
    STALE = "stale"
    BROKEN = "broken"
    LOST = "lost"
    """The session's lease has passed on."""
    CLOSED = "closed"
    """Its session was closed."""
    RECYCLED = "recycled"
    """The browser had grown too large."""
    SHUTDOWN = "shutdown"


class AdapterChange(StrEnum):
    LOAD = "load"
    UNLOAD = "unload"


def outcome_of(effect: EffectKind) -> StepOutcome:
    match effect:
        case EffectKind.OK | EffectKind.PAGE_CHANGED | EffectKind.DIALOG | EffectKind.DOWNLOAD:
            return StepOutcome.DONE
        case EffectKind.NO_CHANGE:
            return StepOutcome.NO_CHANGE
        case EffectKind.NOT_DERIVABLE | EffectKind.NEEDS_YES | EffectKind.BLOCKED_HOST:
            return StepOutcome.REFUSED
        case EffectKind.STALE | EffectKind.NO_MATCH | EffectKind.FAILED | EffectKind.MAYBE:
            return StepOutcome.MISSED


PASSED: Final = "passed"
"""What a gate says of what may be done."""

BASE: Final = "base"


def adapter_of(model: str) -> str:
    """An adapter version's own name; `base` for every other model, whatever a server calls it."""
    skill, at, version = model.partition("@")
    is_version = at and version.isdecimal() and SKILL_PATTERN.fullmatch(skill)
    return model if is_version else BASE


@dataclass(frozen=True, slots=True)
class Kept:
    """Values that no enum lists; `by` says what keeps them few, `most` how many are too many."""

    by: str
    most: int


Allowed: TypeAlias = frozenset[str] | Kept


def _all(words: type[StrEnum]) -> frozenset[str]:
    return frozenset(words)


FENCED_SCRIPTS: Final = frozenset(
    {"begin_takeover", "end_takeover", "fenced_write", "save_session", "save_turn"}
)
"""The Lua scripts that ask for a fence."""

LABELS: Final[Mapping[str, Allowed]] = {
    "status": _all(TurnStatus),
    "stop_reason": _all(StopReason) | {""},
    "verb": Kept("the verbs of the action language", 15),
    "effect": _all(EffectKind),
    "skill": frozenset(SKILLS),
    "adapter": Kept("the manifest: a live version, a canary and an old one a skill", 60),
    "part": _all(Part),
    "outcome": _all(ModelOutcome) | _all(RepairOutcome) | _all(StepOutcome) | _all(Outcome),
    "kind": _all(TokenKind) | REJECTIONS | {PASSED},
    "priority": frozenset({"interactive", "background"}),
    "role": Kept("services.inference.adapter_table.Role", 5),
    "state": Kept("services.inference.adapter_table.State", 6),
    "change": _all(AdapterChange),
    "script": FENCED_SCRIPTS,
    "verdict": _all(StepVerdict),
    "origin": _all(ContextOrigin),
    "reason": _all(CloseReason) | _all(HandBack),
    "method": Kept("the middleware's known methods, and `other`", 8),
    "route": Kept("the application's routes, and `unmatched`", 60),
    "code": Kept("the HTTP statuses that the API documents", 40),
}
