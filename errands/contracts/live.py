"""Watching a session's page, and taking it over: what is said of it, and its ports."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal, Protocol, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from errands.contracts.event import Event
from errands.contracts.ids import Fence, SessionId, ViewerId, WorkerId
from errands.contracts.stores import Lease
from errands.contracts.touch import Touch


class _Said(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class HeldBy(StrEnum):
    """Who acts on the page now."""

    ASSISTANT = "assistant"
    PERSON = "person"
    NOBODY = "nobody"


class Watched(_Said):
    """Somebody watches; it is told again and again, or else nobody does any more."""

    kind: Literal["watched"] = "watched"
    session: SessionId
    viewer: ViewerId


class Touched(_Said):
    kind: Literal["touched"] = "touched"
    session: SessionId
    viewer: ViewerId
    touch: Annotated[Touch, Field(discriminator="type", repr=False)]


class GivenBack(_Said):
    kind: Literal["given back"] = "given back"
    session: SessionId
    viewer: ViewerId


ToWorker: TypeAlias = Watched | Touched | GivenBack


class PageShown(_Said):
    """What `worker` shows: CSS pixels, the page's address without secrets, who holds it."""

    worker: WorkerId
    width: int
    height: int
    address: str
    held_by: HeldBy
    holder: ViewerId | None = None
    notice: str = ""
    """Words for who holds it: what the browser did not do."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A JPEG. What is secret isn't seen in it."""

    worker: WorkerId
    jpeg: bytes


Shown: TypeAlias = PageShown | Frame


class LiveWire(Protocol):
    """Carries pictures and touches between who watches and the worker that has the page.

    Nothing of it is kept: who isn't listening misses it. Every method may raise
    `StoreUnavailableError`.
    """

    async def tell(self, worker: WorkerId, said: ToWorker) -> None: ...

    def hear(self, worker: WorkerId) -> AbstractAsyncContextManager[AsyncIterator[ToWorker]]:
        """What a worker is told from here on."""
        ...

    async def show(self, session: SessionId, shown: Shown) -> None: ...

    def watch(self, session: SessionId) -> AbstractAsyncContextManager[AsyncIterator[Shown]]:
        """What is shown of a session from here on."""
        ...

    async def viewers(self, session: SessionId) -> int:
        """How many watch it just now, anywhere."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Takeover:
    """A person wants a session's page, or has it: then `fence` is that of the worker's lease."""

    viewer: ViewerId
    fence: Fence | None


class TakeoverStore(Protocol):
    """Who has taken over which session's page. While one is wanted or goes on, turns wait."""

    async def ask(self, session: SessionId, viewer: ViewerId) -> None:
        """Wants the page, in place of any other viewer.

        Raises:
            SessionBusyError: a turn waits or runs, and nobody has taken over before.
            NotFoundError, SessionClosedError, OverloadedError
        """
        ...

    async def withdraw(self, session: SessionId, viewer: ViewerId) -> bool:
        """Takes the wish back, unless another has it or it was granted; whether it did."""
        ...

    async def find(self, session: SessionId) -> Takeover | None: ...

    async def begin(self, lease: Lease, *events: Event) -> Takeover | None:
        """Grants what is wanted; the events are appended in the same instant.

        `None` where nothing is wanted. Raises `FencedError`.
        """
        ...

    async def end(self, lease: Lease, *events: Event) -> None:
        """It is over, granted or not; the events are appended in the same instant.

        Raises `FencedError`.
        """
        ...


@dataclass(frozen=True, slots=True)
class Ticket:
    """Opens one connection that watches `session`, for the key whose digest this is."""

    session: SessionId
    key: str


class TicketStore(Protocol):
    """Tickets by their digests."""

    async def add(self, digest: str, ticket: Ticket, seconds: float) -> None: ...

    async def use(self, session: SessionId, digest: str) -> Ticket | None:
        """The ticket, for the first who asks in time."""
        ...
