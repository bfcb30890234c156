"""What the twins share, as the real ones share Redis."""

import asyncio
from dataclasses import dataclass, field

from pydantic import SecretStr

from errands.backends.turn_rules import cancel_of
from errands.contracts.browser_state import BrowserState
from errands.contracts.errors import FencedError, NotFoundError
from errands.contracts.event import Event, Logged, TurnEnded
from errands.contracts.ids import Fence, SessionId, SlotName, TurnId, WebhookId, WorkerId
from errands.contracts.live import Takeover
from errands.contracts.ports import Clock
from errands.contracts.session import Session
from errands.contracts.step import Step
from errands.contracts.stores import Lease
from errands.contracts.turn import Turn, TurnStatus


@dataclass(slots=True)
class Accepted:
    """What an idempotency key was used for; `until` is of the clock's `elapsed`."""

    body: str
    interrupts: bool
    turn: TurnId
    until: float


@dataclass(slots=True)
class Held:
    """A lease; `until` is of the clock's `elapsed`."""

    lease: Lease
    until: float


@dataclass(slots=True)
class Kept:
    """Who keeps the browser; `until` is of the clock's `elapsed`."""

    by: WorkerId
    until: float


@dataclass(slots=True)
class Room:
    """All that is known of one session."""

    session: Session | None = None
    closed: bool = False
    closed_at: float | None = None
    said_at: float = 0.0
    secrets: dict[SlotName, SecretStr] = field(default_factory=dict)
    secrets_before: dict[SecretStr, None] = field(default_factory=dict)
    turns: dict[TurnId, Turn] = field(default_factory=dict)
    cancelled: set[TurnId] = field(default_factory=set)
    accepted: dict[str, Accepted] = field(default_factory=dict)
    fences: int = 0
    held: Held | None = None
    kept: Kept | None = None
    begun: dict[tuple[TurnId, int], Step] = field(default_factory=dict)
    finished: dict[tuple[TurnId, int], Step] = field(default_factory=dict)
    state: BrowserState | None = None
    screenshot: bytes | None = None
    events: list[Logged] = field(default_factory=list)
    followers: set[asyncio.Event] = field(default_factory=set)
    has_news: bool = False
    told: dict[WebhookId, str] = field(default_factory=dict)
    takeover: Takeover | None = None

    def tell(self, *events: Event) -> None:
        self.has_news = True
        for event in events:
            self.events.append(Logged(id=f"{len(self.events) + 1}-0", event=event))
        for follower in self.followers:
            follower.set()

    def cancel(self, queued: Turn, at: float) -> TurnEnded:
        """Ends a queued turn and tells of it."""
        ended = cancel_of(queued, at)
        self.turns[queued.id] = ended.turn
        self.tell(ended)
        return ended

    @property
    def pending(self) -> list[Turn]:
        """Unfinished turns, oldest first."""
        return [turn for turn in self.turns.values() if not turn.ended]

    @property
    def waits(self) -> bool:
        """Whether a worker is needed: for turns, or for a person who has taken over."""
        return bool(self.pending) or self.takeover is not None

    @property
    def queued(self) -> bool:
        return any(turn.status is TurnStatus.QUEUED for turn in self.pending)


class MemoryState:
    """Hand the same one to every twin. Leases live by `clock`."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.rooms: dict[SessionId, Room] = {}

    def room(self, session: SessionId) -> Room:
        """Made where there is none, like a key of Redis."""
        return self.rooms.setdefault(session, Room())

    def is_waiting(self, session: SessionId) -> bool:
        return session in self.rooms and bool(self.rooms[session].pending)

    def waiting(self) -> int:
        """How many sessions have unfinished turns."""
        return sum(bool(room.pending) for room in self.rooms.values())

    def existing(self, session: SessionId) -> tuple[Room, Session]:
        """Raises `NotFoundError` where no session was created."""
        room = self.room(session)
        if room.session is None:
            raise NotFoundError
        return room, room.session

    def held(self, session: SessionId) -> Held | None:
        """The lease that lives now."""
        held = self.room(session).held
        return held if held is not None and self.clock.elapsed() < held.until else None

    def fenced(self, session: SessionId, fence: Fence) -> Room:
        """The room, for a writer who holds its lease. Raises `FencedError` for all others."""
        held = self.held(session)
        if held is None or held.lease.fence != fence:
            raise FencedError
        return self.room(session)
