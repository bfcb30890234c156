"""A session: one person's conversation with one browser."""

from enum import StrEnum
from typing import TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from errands.contracts.address import parse_address
from errands.contracts.ids import SessionId, SlotName, TenantId
from errands.contracts.profile import Profile, ProfileChange
from errands.contracts.turn import Turn

ShownCodes: TypeAlias = dict[str, tuple[str, ...]]
"""Codes by the place that showed them: scheme, host and port. The place seen last is the last."""


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
    """`at` is unix seconds: `tomorrow` means the day after it was said."""

    speaker: Speaker
    text: str
    at: float | None = None


class Limits(_Frozen):
    """Bounds of one turn."""

    max_steps: int = Field(default=40, ge=1, le=200)
    max_seconds: float = Field(default=300, gt=0, le=1800)


class HostPolicy(_Frozen):
    """Hosts (`name` or `name:port`) a session may visit; `allow_local` admits private addresses."""

    allowed: tuple[str, ...]
    allow_local: bool = False


class PendingEffect(_Frozen):
    """An effect the user was asked about. `fingerprint` binds the yes to exactly this.

    `control` is what would be pressed or chosen, on `host`; `facts` are what the page says of it,
    and `amounts` those of them that hold a price.
    """

    fingerprint: str
    question: str
    control: str = ""
    host: str = ""
    facts: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()


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
    opened_by: str = ""
    """A digest of the request that opened it, without the values of its secrets."""
    secret_hosts: dict[SlotName, tuple[str, ...]] = {}
    """Hosts that a secret may be typed on; the start address's own for one that names none."""
    profile_changed: bool = False
    """By a call: its secrets may not be those any more that it was opened with."""
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
    shown_codes: ShownCodes = {}
    """What pages of a place showed may be typed on its other pages."""

    def texts_of(self, speaker: Speaker) -> tuple[str, ...]:
        """What one of the two has said, the oldest first."""
        return tuple(line.text for line in self.chat if line.speaker is speaker)

    def said(self, speaker: Speaker, text: str, at: float | None = None) -> "Session":
        line = ChatLine(speaker=speaker, text=text, at=at)
        return self.model_copy(update={"chat": (*self.chat, line)})

    def with_profile(self, change: ProfileChange) -> "Session":
        """A secret that is given anew, or removed, leaves its hosts behind too."""
        kept = {name: own for name, own in self.secret_hosts.items() if name not in change.secrets}
        return self.model_copy(
            update={
                "profile": self.profile.changed(change),
                "secret_hosts": {**kept, **change.secret_hosts},
                "profile_changed": True,
            }
        )

    def admits_secret(self, name: SlotName, url: str, frame_host: str = "") -> bool:
        """Whether a secret may be typed into a page at `url`, or into a frame of it.

        What began by https isn't typed by http, where everyone on the way may read it.
        """
        start, page = parse_address(self.start_url), parse_address(url)
        own = (start.entry,) if start else ()
        hosts = self.secret_hosts.get(name, own)
        place = parse_address(f"{page.scheme}://{frame_host}/") if page and frame_host else page
        is_weaker = start and page and start.scheme == "https" and page.scheme != "https"
        return place is not None and not is_weaker and place.is_listed(hosts)
