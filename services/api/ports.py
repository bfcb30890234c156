"""What the API works with: the stores it is given, and the rules it keeps."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Annotated, cast

from fastapi import Depends, Request

from errands.contracts.address import Resolve
from errands.contracts.keeping import LabelStore, PictureStore, RecordingStore
from errands.contracts.live import LiveWire, TakeoverStore, TicketStore
from errands.contracts.ports import Clock, FileStore, Model, SkillSource
from errands.contracts.stores import (
    CallStore,
    EventLog,
    Hints,
    Journal,
    KeyStore,
    LeaseStore,
    Pace,
    SessionStore,
    StateStore,
    TurnStore,
)
from errands.contracts.telling import DeliveryStore, WebhookStore
from services.api.label_desk import LabelDesk


async def _nothing() -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What an operator may choose. `quiet_seconds` ends the stream of a finished session.

    `key_seconds` is how often the key of one who waits is looked at again. Pages of
    `embed_origins` may frame the conversation. `viewers` may watch one session's page, and as many
    again as `key_viewers` with one key, at each process of the API.
    """

    allow_local_hosts: bool = False
    max_message_bytes: int = 8000
    max_body_bytes: int = 256 * 1024
    quiet_seconds: float = 0.5
    key_seconds: float = 0.5
    embed_origins: tuple[str, ...] = ()
    viewers: int = 10
    key_viewers: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """`check` raises where the stores can't be relied upon; `close` lets go of connections.

    `model` is asked again where a labeler wants that.

    `stopping` is set when the process has to go: whoever waits, answers then.
    """

    sessions: SessionStore
    turns: TurnStore
    journal: Journal
    states: StateStore
    files: FileStore
    events: EventLog
    hints: Hints
    leases: LeaseStore
    live: LiveWire
    takeovers: TakeoverStore
    tickets: TicketStore
    keys: KeyStore
    pace: Pace
    calls: CallStore
    skills: SkillSource
    recordings: RecordingStore
    pictures: PictureStore
    labels: LabelStore
    webhooks: WebhookStore
    deliveries: DeliveryStore
    clock: Clock
    resolve: Resolve
    model: Model | None = None
    rules: Rules = Rules()
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    check: Callable[[], Awaitable[None]] = _nothing
    close: Callable[[], Awaitable[None]] = _nothing


async def _given(request: Request) -> Ports:
    return cast("Ports", request.app.state.ports)


Given = Annotated[Ports, Depends(_given)]


async def _desk(request: Request) -> LabelDesk:
    return cast("LabelDesk", request.app.state.label_desk)


Desk = Annotated[LabelDesk, Depends(_desk)]
