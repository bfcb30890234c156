"""The twin and the real Redis answer alike, whatever is called in whatever order."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from itertools import count
from uuid import uuid4

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from pydantic import SecretStr

from errands.backends.memory import ManualClock
from errands.backends.redis_connection import connect
from errands.backends.redis_layout import SessionKeys
from errands.backends.turn_rules import IDEMPOTENCY_SECONDS
from errands.contracts.errors import ErrandsError
from errands.contracts.event import SessionChanged, SessionCreated, TurnEnded
from errands.contracts.ids import Fence, SessionId, SlotName, TurnId, WorkerId
from errands.contracts.profile import ProfileChange
from errands.contracts.session import SessionStatus
from errands.contracts.stores import Lease
from errands.contracts.turn import StopReason, Turn, TurnStatus
from tests.ports.stores import (
    ANNA,
    BERT,
    FIRST,
    LEASE_SECONDS,
    ONE,
    SECOND,
    TWO,
    Stores,
    a_session,
    a_turn,
    memory_stores,
    redis_stores,
)

SESSIONS = st.sampled_from([ONE, TWO])
OWNERS = st.sampled_from([ANNA, BERT])
FENCES = st.integers(1, 4).map(Fence)
SLOTS = st.sampled_from([SlotName("phone"), SlotName("pin")])
VALUES = st.sampled_from([None, "0420", "1111"])
TURNS = st.integers(0, 5).map(lambda number: TurnId(f"turn-{number}"))


class Twins(RuleBasedStateMachine):
    """Calls both with the same and compares what comes back; times aside."""

    url: str

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.namespace = uuid4().hex
        self.clock = ManualClock()
        self.client = connect(self.url)
        self.twin = memory_stores(self.clock)
        self.real = redis_stores(self.client, self.namespace)
        self.numbers = count()
        for session in (ONE, TWO):
            self.same(partial(create, session))

    def teardown(self) -> None:
        self.runner.run(self.client.aclose())
        self.runner.close()

    def same(self, call: Callable[[Stores], Awaitable[object]]) -> None:
        twin = self.runner.run(answer(call, self.twin))
        real = self.runner.run(answer(call, self.real))
        assert twin == real

    @rule(session=SESSIONS, name=SLOTS, slot=VALUES, secret=VALUES)
    def change_profile(
        self, session: SessionId, name: SlotName, slot: str | None, secret: str | None
    ) -> None:
        hidden = None if secret is None else SecretStr(secret)
        change = ProfileChange(slots={name: slot}, secrets={name: hidden})
        self.same(lambda s: s.sessions.change_profile(session, change))
        self.same(lambda s: s.sessions.secrets(session))

    @rule(
        session=SESSIONS,
        key=st.sampled_from([None, "key", "other"]),
        message=st.sampled_from(["Book", "Cancel"]),
        interrupts=st.booleans(),
    )
    def add(self, session: SessionId, key: str | None, message: str, interrupts: bool) -> None:  # noqa: FBT001
        turn = a_turn(TurnId(f"turn-{next(self.numbers)}"), session, message)
        self.same(lambda s: s.turns.add(turn, key, interrupts=interrupts))

    @rule(
        session=SESSIONS,
        turn=TURNS,
        fence=FENCES,
        status=st.sampled_from([*TurnStatus]),
    )
    def save_turn(self, session: SessionId, turn: TurnId, fence: Fence, status: TurnStatus) -> None:
        saved = a_turn(turn, session).model_copy(update={"status": status, "reply": "Words."})
        self.same(lambda s: s.turns.save(saved, fence))

    @rule(session=SESSIONS, fence=FENCES, ends=st.booleans())
    def work(self, session: SessionId, fence: Fence, ends: bool) -> None:  # noqa: FBT001
        status = TurnStatus.SAID if ends else TurnStatus.RUNNING

        async def next_goes_on(stores: Stores) -> object:
            turn = await stores.turns.next(session)
            if turn is not None:
                await stores.turns.save(turn.model_copy(update={"status": status}), fence)
            return turn

        self.same(next_goes_on)

    @rule(session=SESSIONS, turn=TURNS)
    def cancel(self, session: SessionId, turn: TurnId) -> None:
        self.same(lambda s: s.turns.cancel(session, turn))

    @rule(session=SESSIONS, fence=FENCES, status=st.sampled_from([*SessionStatus]))
    def save_session(self, session: SessionId, fence: Fence, status: SessionStatus) -> None:
        saved = a_session(session).model_copy(update={"status": status})
        self.same(lambda s: s.sessions.save(saved, fence))

    @rule(session=SESSIONS, often=st.integers(0, 5))
    def close(self, session: SessionId, often: int) -> None:
        if often == 0:
            closed = SessionChanged(session=session, at=1, status=SessionStatus.CLOSED)
            self.same(lambda s: s.sessions.close(session, closed))

    @rule(session=SESSIONS, owner=OWNERS)
    def acquire(self, session: SessionId, owner: WorkerId) -> None:
        self.same(lambda s: s.leases.acquire(session, owner))

    @rule(session=SESSIONS, owner=OWNERS, fence=FENCES)
    def renew(self, session: SessionId, owner: WorkerId, fence: Fence) -> None:
        self.same(lambda s: s.leases.renew(Lease(session=session, owner=owner, fence=fence)))

    @rule(session=SESSIONS, owner=OWNERS, fence=FENCES)
    def release(self, session: SessionId, owner: WorkerId, fence: Fence) -> None:
        self.same(lambda s: s.leases.release(Lease(session=session, owner=owner, fence=fence)))

    @rule()
    def leases_run_out(self) -> None:
        self.clock.advance(LEASE_SECONDS)
        for session in (ONE, TWO):
            key = SessionKeys(self.namespace, session).lease
            self.runner.run(gone(self.client.delete(key)))

    @invariant()
    def agree(self) -> None:
        for session in (ONE, TWO):
            self.same(partial(look, session))
        self.same(waiting)


async def create(session: SessionId, stores: Stores) -> None:
    await stores.sessions.create(a_session(session), {}, SessionCreated(session=session, at=1))


async def look(session: SessionId, stores: Stores) -> object:
    told = await stores.events.after(session, None, 999)
    return (
        await stores.sessions.load(session),
        await stores.turns.next(session),
        tuple(timeless(one.event) for one in told),
    )


async def waiting(stores: Stores) -> object:
    found = await stores.leases.waiting()
    return frozenset(found.orphans), found.turns


async def gone(deletion: Awaitable[object]) -> None:
    await deletion


async def answer(call: Callable[[Stores], Awaitable[object]], stores: Stores) -> object:
    try:
        found = await call(stores)
    except ErrandsError as error:
        return type(error)
    return timeless(found)


def timeless(found: object) -> object:
    """What came of a call, without the times at which turns were cancelled."""
    match found:
        case tuple():
            return tuple(timeless(part) for part in found)
        case TurnEnded(turn=turn):
            return TurnEnded, found.session, timeless(turn)
        case Turn(stop_reason=StopReason.CANCELLED):
            return found.model_copy(update={"ended_at": None})
    return found


@pytest.mark.redis
@pytest.mark.timeout(900)  # three seconds, but for a computer that trains a model meanwhile
def test_twin_and_redis_agree(redis_url: str) -> None:
    machine = type("TwinsHere", (Twins,), {"url": redis_url})
    run_state_machine_as_test(machine, settings=settings(max_examples=20, stateful_step_count=20))


async def test_the_twin_keeps_an_idempotency_key_for_a_day() -> None:
    clock = ManualClock()
    twin = memory_stores(clock)
    await twin.sessions.create(a_session(), {})
    await twin.turns.add(a_turn(), "key")
    clock.advance(IDEMPOTENCY_SECONDS - 1)
    assert (await twin.turns.add(a_turn(SECOND), "key")).id == FIRST
    clock.advance(1)
    assert (await twin.turns.add(a_turn(SECOND), "key")).number == 2


async def test_a_renewed_lease_of_the_twin_has_its_whole_time_again() -> None:
    clock = ManualClock()
    twin = memory_stores(clock)
    lease = await twin.lease()
    clock.advance(LEASE_SECONDS - 1)
    assert await twin.leases.renew(lease)
    clock.advance(LEASE_SECONDS - 1)
    assert await twin.leases.acquire(ONE, BERT) is None
    clock.advance(1)
    assert not await twin.leases.renew(lease)
    assert await twin.leases.acquire(ONE, BERT) is not None
