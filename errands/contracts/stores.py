"""What is kept of sessions between turns, and who may write it: ports of a store."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Final, NamedTuple, Protocol

from pydantic import SecretStr

from errands.contracts.browser_state import BrowserState
from errands.contracts.event import Event, Logged, TurnEnded
from errands.contracts.ids import (
    Fence,
    KeyId,
    SessionId,
    SlotName,
    TenantId,
    TurnId,
    WorkerId,
)
from errands.contracts.keys import ApiKey, LabelerKey
from errands.contracts.profile import ProfileChange
from errands.contracts.session import Session
from errands.contracts.step import Step
from errands.contracts.turn import Turn


class ListedSession(NamedTuple):
    """A session, and its place among its tenant's: older ones have lesser places."""

    place: str
    session: Session


class SessionStore(Protocol):
    """Sessions. Every method may raise `StoreUnavailableError`."""

    async def create(
        self, session: Session, secrets: dict[SlotName, SecretStr], *events: Event
    ) -> bool:
        """False where there is one of its id: then nothing is changed.

        The events are appended in the same instant, unless it was there.
        """
        ...

    async def load(self, session: SessionId) -> Session:
        """Raises `NotFoundError`."""
        ...

    async def save(self, session: Session, fence: Fence, *events: Event) -> None:
        """Raises `FencedError` where the lease has passed on, and then writes nothing.

        Raises `SessionClosedError` once the session is closed: a save can't open it again.
        The events are appended in the same instant, unless nothing has changed.
        """
        ...

    async def change_profile(
        self, session: SessionId, change: ProfileChange, *events: Event
    ) -> Session:
        """Returns the session as it is then.

        The events are appended in the same instant, unless nothing has changed.

        Raises:
            NotFoundError, SessionClosedError
            SessionBusyError: a turn waits or runs, or a person has its page; whoever works on
                it would save the profile that they read.
            ProfileRefusedError: it can't become this; nothing is changed.
        """
        ...

    async def close(
        self, session: SessionId, *events: Event, unless_busy: bool = False
    ) -> tuple[Event, ...]:
        """No more turns; queued and running ones are cancelled; secrets and state are removed.

        Appended in the same instant, and returned: `turn.ended` of each queued one, then the
        events, unless it was closed before. Raises `SessionBusyError` where a turn waits or
        runs, if that is to keep it open.
        """
        ...

    async def idle(self, before: float, most: int) -> tuple[SessionId, ...]:
        """Open sessions whose last message came before a unix time, the longest idle first."""
        ...

    async def closed(self, before: float, most: int) -> tuple[SessionId, ...]:
        """Sessions that were closed before a unix time and aren't forgotten, oldest first."""
        ...

    async def forget(self, session: SessionId) -> bool:
        """Removes all that is known of a closed session.

        False, and nothing is removed, while it is open or somebody works on it.
        """
        ...

    async def of_tenant(
        self, tenant: TenantId, after: str | None, most: int
    ) -> tuple[ListedSession, ...]:
        """A tenant's sessions that aren't forgotten, newest first, from after a place on.

        After what was never a place there is nothing.
        """
        ...

    async def secrets(self, session: SessionId) -> dict[SlotName, SecretStr]:
        """What may be typed."""
        ...

    async def hidden(self, session: SessionId) -> tuple[SecretStr, ...]:
        """What nobody may be shown: its secrets, and those that were replaced or removed."""
        ...


class Cancelled(NamedTuple):
    """A turn as it is after a cancel, and what was told of it; `None` where that ended nothing."""

    turn: Turn
    told: TurnEnded | None


class TurnStore(Protocol):
    """Turns of a session, in order. The record is the truth; queue messages are hints."""

    async def add(
        self, turn: Turn, idempotency_key: str | None, *, interrupts: bool = False
    ) -> Turn:
        """Appends a turn (its `number` is given here) and returns it.

        The same key with the same message, for the same effect, returns the turn of the first call,
        if both interrupt what runs or neither does: the caller has seen to that, here it tells
        calls apart.
        `turn.queued` is appended in the same instant.

        Raises:
            NotFoundError, SessionClosedError, IdempotencyConflictError
            SessionBusyError, OverloadedError: as much waits as may (`Backlog`).
        """
        ...

    async def replayed(
        self, turn: Turn, idempotency_key: str, *, interrupts: bool = False
    ) -> Turn | None:
        """The turn that an earlier call made, where `add` would return one.

        Raises `IdempotencyConflictError`.
        """
        ...

    async def get(self, session: SessionId, turn: TurnId) -> Turn:
        """Raises `NotFoundError`."""
        ...

    async def all(self, session: SessionId) -> tuple[Turn, ...]:
        """Every turn of the session, oldest first."""
        ...

    async def page(self, session: SessionId, after: int, most: int) -> tuple[Turn, ...]:
        """The next turns after one of this number (from the first, for 0), oldest first."""
        ...

    async def next(self, session: SessionId) -> Turn | None:
        """The oldest turn that hasn't ended."""
        ...

    async def save(self, turn: Turn, fence: Fence, *events: Event) -> None:
        """Raises `FencedError`. A turn that has ended never changes again.

        The events are appended in the same instant, unless nothing has changed.
        """
        ...

    async def cancel(self, session: SessionId, turn: TurnId) -> Cancelled:
        """Ends a queued turn, flags a running one; idempotent. Raises `NotFoundError`.

        `turn.ended` of a queued one is appended in the same instant.
        """
        ...

    async def cancelled(self, session: SessionId, turn: TurnId) -> bool:
        """Whether the turn was cancelled; a running one has to be stopped by its worker."""
        ...


CALL_SECONDS: Final = 120
"""How long a call that never ended keeps others of its key out."""


class CallStore(Protocol):
    """Calls that make nothing with an id of its own, known again by their idempotency keys.

    Both are digests, so that nothing of what was said is kept. Every method may raise
    `StoreUnavailableError`.
    """

    async def begin(self, call: str, sent: str) -> bool:
        """Whether it is the first; false where the first has ended well.

        Raises `IdempotencyConflictError` where the first sent something else, and
        `InFlightError` while it goes on.
        """
        ...

    async def end(self, call: str, sent: str) -> None:
        """It has ended well, and is known for a day."""
        ...

    async def drop(self, call: str) -> None:
        """It came to nothing: the next is the first."""
        ...


class Room(NamedTuple):
    """What is left of `limit` requests a minute; `fresh` is in how many seconds all are back.

    `wait` is in how many seconds there is room again, 0 where there is now.
    """

    limit: int
    left: int
    fresh: float
    wait: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    session: SessionId
    owner: WorkerId
    fence: Fence


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """`orphans` are sessions in which turns or a person wait, and that have no live lease.

    `turns` is how many wait, for a worker or behind another one of their session. A session with
    a lease counts as having one at work.
    """

    orphans: tuple[SessionId, ...]
    turns: int


class Pace(Protocol):
    """How often a key may ask for work."""

    async def take(self, key: KeyId) -> Room | None:
        """Counts one request, if there is room for it; `None` where nothing is limited.

        Raises `StoreUnavailableError`.
        """
        ...


class LeaseStore(Protocol):
    """Who works on a session. Lease times are the store's, not the workers'."""

    async def acquire(self, session: SessionId, owner: WorkerId) -> Lease | None:
        """`None` while another owner's lease lives."""
        ...

    async def renew(self, lease: Lease) -> bool:
        """False where the lease has been lost."""
        ...

    async def release(self, lease: Lease, keeps: float | None = None) -> bool:
        """False, and the lease stays, while the session has unfinished turns.

        True where the lease is given back, and where it had been lost already: stop in both.
        Its owner `keeps` the session's browser as it is for so many seconds from now; who has
        played nothing says nothing of that, and whoever kept it keeps it.
        """
        ...

    async def hand_over(self, lease: Lease) -> None:
        """Gives it back with its turns unfinished, so that another worker goes on with them."""
        ...

    async def keeper(self, session: SessionId) -> WorkerId | None:
        """Who has the lease or, while nobody has, keeps the session's browser."""
        ...

    async def is_orphan(self, session: SessionId) -> bool:
        """Whether turns or a person wait in it, and there is no live lease."""
        ...

    async def waiting(self) -> Waiting:
        """Looks at every session with unfinished turns."""
        ...


class Journal(Protocol):
    """Steps of a turn, written before and after they are performed."""

    async def begin(self, step: Step, fence: Fence) -> None:
        """Writes "about to do this". Raises `FencedError`."""
        ...

    async def finish(self, step: Step, fence: Fence, *events: Event) -> None:
        """Writes "did this, with this effect". Raises `FencedError`.

        The events are appended in the same instant, unless nothing has changed.
        """
        ...

    async def steps(self, session: SessionId, turn: TurnId) -> tuple[Step, ...]:
        """The finished ones, in order."""
        ...

    async def interrupted(self, session: SessionId, turn: TurnId) -> Step | None:
        """The step that was begun and never finished."""
        ...


class StateStore(Protocol):
    """The browser's state and last screenshot, so that another worker can go on."""

    async def save(self, session: SessionId, state: BrowserState, fence: Fence) -> None:
        """Raises `FencedError`, and `SessionClosedError`: what was removed stays removed."""
        ...

    async def load(self, session: SessionId) -> BrowserState | None: ...

    async def save_screenshot(self, session: SessionId, png: bytes, fence: Fence) -> None:
        """Raises what `save` raises."""
        ...

    async def screenshot(self, session: SessionId) -> bytes | None: ...


class EventLog(Protocol):
    """One gapless stream of events a session."""

    async def append(self, event: Event) -> str:
        """The event's id."""
        ...

    def follow(self, session: SessionId, after: str | None) -> AsyncGenerator[Logged | None, None]:
        """Events after an id (all, for `None`), then new ones as they come.

        Yields `None` about every 10 seconds without an event, so that a reader can send a
        heartbeat. Raises `ValueError` at once for an `after` that was never an id. Close it
        (`contextlib.aclosing`): it has no end.
        """
        ...

    async def after(self, session: SessionId, last: str | None, most: int) -> tuple[Logged, ...]:
        """The next events after an id (from the first, for `None`) that are there now."""
        ...

    async def get(self, session: SessionId, event: str) -> Logged | None:
        """The event of an id; `None` where it isn't kept any more."""
        ...


class Hints(Protocol):
    """Tells a worker that a session has turns to run. May lose, double or delay."""

    async def send(self, session: SessionId, to: WorkerId | None = None) -> None:
        """To whichever is free first, unless it is meant for one."""
        ...


class KeyStore(Protocol):
    """API keys, hashed."""

    async def add(self, key: ApiKey | LabelerKey) -> bool:
        """False where its id is taken: then nothing is changed."""
        ...

    async def find(self, digest: str) -> ApiKey | LabelerKey | None: ...

    async def all(self, tenant: TenantId) -> tuple[ApiKey, ...]:
        """A tenant's, by their ids."""
        ...

    async def expire(self, key: ApiKey, at: float) -> None:
        """Lets a key end at a unix time; one that was revoked meanwhile stays so."""
        ...

    async def revoke(self, key: KeyId) -> None:
        """From now on no `find` finds it."""
        ...
