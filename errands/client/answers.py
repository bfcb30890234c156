"""What the API answers, as a product reads it. A test holds the fields to the OpenAPI.

Fields and words that are new to this version are no error: words come as plain text then.
"""

from datetime import date
from typing import Annotated, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from errands.contracts.keys import Scope
from errands.contracts.session import SessionStatus
from errands.contracts.step import EffectKind
from errands.contracts.turn import ENDED, StopReason, TurnStatus
from errands.contracts.webhook import EventName, Outcome

WordT = TypeVar("WordT")
Known: TypeAlias = Annotated[WordT | str, Field(union_mode="left_to_right")]
"""A word of a set, or one that this version doesn't know."""


class Answer(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Limits(Answer):
    """Bounds of one turn."""

    max_steps: int
    max_seconds: float


class Session(Answer):
    """`secrets` holds names. Times are unix seconds."""

    id: str
    status: Known[SessionStatus]
    start_url: str
    profile: dict[str, str | None]
    secrets: tuple[str, ...]
    allowed_hosts: tuple[str, ...]
    limits: Limits
    metadata: dict[str, str]
    turns: int
    created_at: float


class SessionPage(Answer):
    """`next_cursor` is after the last that was looked at: a page may be short and not the last."""

    sessions: tuple[Session, ...]
    has_more: bool
    next_cursor: str | None


class Usage(Answer):
    """Tokens; `cached` are those of `prompt` that the model had already seen."""

    prompt: int
    cached: int
    completion: int


class Turn(Answer):
    """`reply` is words for the person once the turn has ended. Times are unix seconds."""

    id: str
    session: str
    number: int
    status: Known[TurnStatus]
    message: str
    reply: str | None
    asked_slots: tuple[str, ...]
    stop_reason: Known[StopReason] | None
    steps: int
    usage: Usage
    created_at: float
    started_at: float | None
    ended_at: float | None

    @property
    def ended(self) -> bool:
        return self.status in ENDED

    @property
    def needs_yes(self) -> bool:
        """Whether it ended with the question for a yes."""
        return self.stop_reason == StopReason.NEEDS_YES


class TurnPage(Answer):
    """`next_cursor` is after the last of these, for those that come later too."""

    turns: tuple[Turn, ...]
    has_more: bool
    next_cursor: str | None


class Approval(Answer):
    """An effect that waits for a yes: what would be pressed, where, what the page says of it."""

    id: str
    session: str
    turn: str | None
    question: str
    control: str
    host: str
    facts: tuple[str, ...]
    amounts: tuple[str, ...]


class Effect(Answer):
    kind: Known[EffectKind]
    detail: str


class Timings(Answer):
    """Milliseconds."""

    observe: float
    decide: float
    act: float

    @property
    def total(self) -> float:
        return self.observe + self.decide + self.act


class Step(Answer):
    """`action` is the line that was performed, `thought` why, where the model tells.

    `at` is unix seconds.
    """

    session: str
    turn: str
    number: int
    verb: str
    action: str
    effect: Effect
    url: str
    skill: str
    model: str
    timings: Timings
    usage: Usage
    at: float
    has_screenshot: bool
    thought: str


class StepPage(Answer):
    """`next_cursor` is after the last of these, for steps that come later too."""

    steps: tuple[Step, ...]
    has_more: bool
    next_cursor: str | None


class File(Answer):
    """`size` is bytes."""

    name: str
    size: int


class FileList(Answer):
    """All of them, and what one file and one session may hold."""

    files: tuple[File, ...]
    max_bytes: int
    max_files: int


class Key(Answer):
    """What is kept of a key. Times are unix seconds."""

    id: str
    name: str
    scopes: tuple[Known[Scope], ...]
    created_at: float
    expires_at: float | None


class NewKey(Key):
    """`key` is told this once; nothing where an earlier call has made it: rotate it then."""

    key: str | None = Field(repr=False)


class KeyPage(Answer):
    """`next_cursor` is after the last of these."""

    keys: tuple[Key, ...]
    has_more: bool
    next_cursor: str | None


class LiveTicket(Answer):
    """Opens one connection that shows the session's page, once. `expires_at` is unix seconds."""

    ticket: str = Field(repr=False)
    expires_at: float


class Webhook(Answer):
    """Without its secret."""

    id: str
    url: str
    events: tuple[Known[EventName], ...]
    created_at: float
    disabled_at: float | None
    old_secrets_until: float | None


class NewWebhook(Webhook):
    """`secret` is told this once; nothing where an earlier call has made it: rotate it then."""

    secret: str | None = Field(repr=False)


class WebhookPage(Answer):
    """`next_cursor` is after the last of these."""

    webhooks: tuple[Webhook, ...]
    has_more: bool
    next_cursor: str | None


class Delivery(Answer):
    """`id` is the message's `webhook-id`. Times are unix seconds."""

    id: str
    type: Known[EventName]
    session: str | None
    event: str | None
    created_at: float
    attempts: int
    outcome: Known[Outcome] | None
    status_code: int | None
    tried_at: float | None
    next_attempt_at: float | None


class DeliveryPage(Answer):
    """`next_cursor` is after the last of these, for those that come later too."""

    deliveries: tuple[Delivery, ...]
    has_more: bool
    next_cursor: str | None


class Score(Answer):
    """Of a suite's `conversations` so many came to what the person wanted."""

    suite: str
    conversations: int
    successes: int


class SkillVersion(Answer):
    """`name` is what a step's `model` says."""

    version: int
    name: str
    rank: int
    base_model: str
    created: date | None
    scores: tuple[Score, ...]


class Canary(Answer):
    """A version that answers for a share of the sessions."""

    version: int
    share: float


class Skill(Answer):
    """`live` is the version that is meant to answer, `answering` the name of the one that does."""

    name: str
    live: int | None
    answering: str | None
    canary: Canary | None
    versions: tuple[SkillVersion, ...]


class SkillList(Answer):
    """`base_model` answers for what has no adapter."""

    base_model: str
    skills: tuple[Skill, ...]


class Fault(Answer):
    """One thing of a request that isn't valid."""

    pointer: str
    detail: str


class Problem(Answer):
    """What is answered in place of a success (RFC 9457)."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    instance: str
    request_id: str
    errors: tuple[Fault, ...] | None = None
