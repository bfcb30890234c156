"""A session: one person's conversation with one browser."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from errands.contracts.ids import SessionId, SlotName, TenantId
from errands.contracts.profile import Profile
from errands.contracts.turn import Turn


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SessionStatus(StrEnum):
    IDLE = "idle"
    QUEUED = "queued"
    RUNNING = "running"
    WAITING = "waiting"
    RESCHEDULING = "rescheduling"
    CLOSED = "closed"


class Speaker(StrEnum):
    USER = "user"
    ASSISTANT = "you"


class ChatLine(_Frozen):
    speaker: Speaker
    text: str


class Limits(_Frozen):
    """Bounds of one turn."""

    max_steps: int = Field(default=40, ge=1, le=200)
    max_seconds: float = Field(default=300, gt=0, le=1800)


class HostPolicy(_Frozen):
    """Hosts (`name` or `name:port`) a session may visit; `allow_local` admits private addresses."""

    allowed: tuple[str, ...]
    allow_local: bool = False


class PendingEffect(_Frozen):
    """An effect the user was asked about. `fingerprint` binds the yes to exactly this."""

    fingerprint: str
    question: str


class Session(_Frozen):
    """`history` holds lines of earlier steps, oldest first.

    `approved` holds the fingerprints of effects the user has said yes to; each is used once.
    """

    id: SessionId
    tenant: TenantId
    status: SessionStatus = SessionStatus.IDLE
    start_url: str
    profile: Profile
    hosts: HostPolicy
    limits: Limits = Limits()
    metadata: dict[str, str] = {}
    created_at: float
    chat: tuple[ChatLine, ...] = ()
    history: tuple[str, ...] = ()
    asked_slots: tuple[SlotName, ...] = ()
    pending_effect: PendingEffect | None = None
    approved: tuple[str, ...] = ()
    declined: str | None = None
    """The effect that the last message was not a yes to; it is not offered again in this turn."""
    ended: Turn | None = None
    """The end of the last turn, saved with what it did to the session.

    The turn's own record is written after this one. A worker that takes over in between finds
    here that nothing is left to be played.
    """
    turns: int = 0

    def said(self, speaker: Speaker, text: str) -> "Session":
        return self.model_copy(update={"chat": (*self.chat, ChatLine(speaker=speaker, text=text))})
