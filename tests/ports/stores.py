"""The stores under test, and things to put into them."""

import asyncio
import time
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass

from redis.asyncio import Redis

from errands.backends.memory import (
    ManualClock,
    MemoryBrowserState,
    MemoryCalls,
    MemoryDeliveries,
    MemoryEvents,
    MemoryJournal,
    MemoryKeys,
    MemoryLeases,
    MemoryLive,
    MemoryOutbox,
    MemorySessions,
    MemoryState,
    MemoryTakeovers,
    MemoryTickets,
    MemoryTurns,
    MemoryWebhooks,
)
from errands.backends.redis_calls import RedisCalls
from errands.backends.redis_deliveries import RedisDeliveries
from errands.backends.redis_events import RedisEvents
from errands.backends.redis_journal import RedisJournal
from errands.backends.redis_keys import RedisKeys
from errands.backends.redis_leases import RedisLeases
from errands.backends.redis_live import RedisLive
from errands.backends.redis_outbox import RedisOutbox
from errands.backends.redis_sessions import RedisSessions
from errands.backends.redis_state import RedisState
from errands.backends.redis_takeovers import RedisTakeovers
from errands.backends.redis_tickets import RedisTickets
from errands.backends.redis_turns import RedisTurns
from errands.backends.redis_webhooks import RedisWebhooks
from errands.contracts.action import Say
from errands.contracts.backlog import Backlog
from errands.contracts.event import Event
from errands.contracts.ids import SessionId, SkillName, SlotName, TenantId, TurnId, WorkerId
from errands.contracts.live import LiveWire, TakeoverStore, TicketStore
from errands.contracts.profile import Profile
from errands.contracts.session import HostPolicy, Session
from errands.contracts.step import Effect, EffectKind, Step
from errands.contracts.stores import (
    CallStore,
    EventLog,
    Journal,
    KeyStore,
    Lease,
    LeaseStore,
    SessionStore,
    StateStore,
    TurnStore,
)
from errands.contracts.telling import DeliveryStore, Outbox, WebhookStore
from errands.contracts.turn import StopReason, Turn, TurnStatus

ONE = SessionId("one")
TWO = SessionId("two")
FIRST = TurnId("first")
SECOND = TurnId("second")
ANNA = WorkerId("anna")
BERT = WorkerId("bert")
PASSWORD = SlotName("password")
HEARTBEAT = 0.05
KEPT = 5
NARROW = Backlog(turns=2, sessions=1)
LEASE_SECONDS = 300.0
"""No lease runs out in a test by itself, however slow the computer."""


@dataclass(frozen=True, kw_only=True)
class Stores:
    """`brief` gives leases that live 20 ms; `tick` lets a standing clock move.

    `narrow` takes two turns of a session, and one session. `deliveries` keeps five a webhook, and
    `outbox` lets a session rest at once.
    """

    sessions: SessionStore
    turns: TurnStore
    narrow: TurnStore
    leases: LeaseStore
    brief: LeaseStore
    journal: Journal
    state: StateStore
    events: EventLog
    keys: KeyStore
    calls: CallStore
    webhooks: WebhookStore
    deliveries: DeliveryStore
    outbox: Outbox
    live: LiveWire
    takeovers: TakeoverStore
    tickets: TicketStore
    tick: Callable[[], None]
    now: Callable[[], float]

    async def told(self, session: SessionId = ONE) -> list[Event]:
        """All events so far."""
        found: list[Event] = []
        async with aclosing(self.events.follow(session, None)) as following:
            async for logged in following:
                if logged is None:
                    return found
                found.append(logged.event)
        return found

    async def lease(self, session: SessionId = ONE, owner: WorkerId = ANNA) -> Lease:
        """A lease that no one else has; waits until another's has run out."""
        async with asyncio.timeout(60):
            while True:
                lease = await self.leases.acquire(session, owner)
                if lease is not None:
                    return lease
                self.tick()

    async def stale(self, session: SessionId = ONE) -> Lease:
        """Anna's lease after it ran out; nobody has taken another."""
        lease = await self.brief.acquire(session, ANNA)
        assert lease is not None
        async with asyncio.timeout(60):
            while session not in (await self.leases.waiting()).orphans:
                self.tick()
        return lease


def redis_stores(client: Redis, namespace: str = "errands") -> Stores:
    return Stores(
        sessions=RedisSessions(client, namespace),
        turns=RedisTurns(client, namespace),
        narrow=RedisTurns(client, namespace, NARROW),
        leases=RedisLeases(client, namespace, ttl=LEASE_SECONDS),
        brief=RedisLeases(client, namespace, ttl=0.02),
        journal=RedisJournal(client, namespace),
        state=RedisState(client, namespace),
        events=RedisEvents(client, namespace, heartbeat=HEARTBEAT),
        keys=RedisKeys(client, namespace),
        calls=RedisCalls(client, namespace),
        webhooks=RedisWebhooks(client, namespace),
        deliveries=RedisDeliveries(client, namespace, kept=KEPT),
        outbox=RedisOutbox(client, namespace, keep_ms=-1),
        live=RedisLive(client, namespace),
        takeovers=RedisTakeovers(client, namespace),
        tickets=RedisTickets(client, namespace),
        tick=lambda: None,
        now=time.time,
    )


def memory_stores(clock: ManualClock) -> Stores:
    state = MemoryState(clock)
    return Stores(
        sessions=MemorySessions(state),
        turns=MemoryTurns(state),
        narrow=MemoryTurns(state, NARROW),
        leases=MemoryLeases(state, ttl=LEASE_SECONDS),
        brief=MemoryLeases(state, ttl=0.02),
        journal=MemoryJournal(state),
        state=MemoryBrowserState(state),
        events=MemoryEvents(state, heartbeat=HEARTBEAT),
        keys=MemoryKeys(),
        calls=MemoryCalls(clock),
        webhooks=MemoryWebhooks(),
        deliveries=MemoryDeliveries(clock, kept=KEPT),
        outbox=MemoryOutbox(state),
        live=MemoryLive(),
        takeovers=MemoryTakeovers(state),
        tickets=MemoryTickets(clock),
        tick=lambda: clock.advance(0.01),
        now=clock.now,
    )


def a_session(session: SessionId = ONE) -> Session:
    return Session(
        id=session,
        tenant=TenantId("tenant"),
        start_url="http://hotel.test/",
        profile=Profile.of({SlotName("first_name"): "Zoë"}, (PASSWORD,)),
        hosts=HostPolicy(allowed=("hotel.test",)),
        created_at=1_800_000_000.25,
    )


def a_turn(turn: TurnId = FIRST, session: SessionId = ONE, message: str = "Book a room") -> Turn:
    return Turn(id=turn, session=session, number=0, message=message, created_at=1_800_000_001)


def running(turn: Turn) -> Turn:
    return turn.model_copy(update={"status": TurnStatus.RUNNING, "attempts": turn.attempts + 1})


def said(turn: Turn, reply: str = "It is booked.") -> Turn:
    return turn.model_copy(
        update={"status": TurnStatus.SAID, "reply": reply, "stop_reason": StopReason.SAID}
    )


def a_step(number: int, turn: TurnId = FIRST, effect: EffectKind = EffectKind.OK) -> Step:
    return Step(
        session=ONE,
        turn=turn,
        number=number,
        skill=SkillName("book"),
        model="book@1",
        action=Say(text="Done."),
        line='say "Done."',
        effect=Effect(kind=effect),
        url="http://hotel.test/",
    )
