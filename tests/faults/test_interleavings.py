"""Turns and leases under any order of events: messages, deaths, freezes, cancels, lost leases.

The workers' own code and the scripts in Redis are the real ones; a test decides whose call is
answered next.
"""

import asyncio
from collections.abc import Coroutine
from itertools import count, pairwise
from typing import TypeVar
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)
from structlog.testing import capture_logs

from errands.backends.redis_connection import connect
from errands.backends.redis_layout import SessionKeys
from errands.contracts.backlog import USUAL_BACKLOG
from errands.contracts.errors import SessionBusyError, SessionClosedError
from errands.contracts.ids import SessionId, TurnId, WorkerId
from errands.contracts.turn import Turn
from tests.faults.gate import StandingLoop
from tests.faults.left_connections import close_all, remembering
from tests.faults.stage import Worker, World
from tests.faults.whole import assert_whole, events_of
from tests.ports.stores import ONE, TWO, a_session, a_turn, redis_stores
from tests.unit.agent.house import HOME, HOSTS

_T = TypeVar("_T")

SESSIONS = st.sampled_from([ONE, TWO])
NAMES = [WorkerId("anna"), WorkerId("bert"), WorkerId("cleo")]
WORKERS = st.sampled_from(NAMES)
CALLS = st.integers(0, 30)


class Service(RuleBasedStateMachine):
    url: str

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner(loop_factory=StandingLoop)
        self.namespace = uuid4().hex
        self.client = remembering(connect(self.url))
        self.stores = redis_stores(self.client, self.namespace)
        self.world = World(self._fence)
        self.numbers = count(1)
        self.closed: set[SessionId] = set()
        self.ended: dict[TurnId, Turn] = {}
        self.crew = {name: Worker(name, self.stores, self.world) for name in NAMES}
        self.do(self._open())

    def do(self, work: Coroutine[object, object, _T]) -> _T:
        with capture_logs():
            return self.runner.run(work)

    async def _open(self) -> None:
        for session in (ONE, TWO):
            opened = a_session(session).model_copy(update={"start_url": HOME, "hosts": HOSTS})
            await self.stores.sessions.create(opened, {})

    @rule(session=SESSIONS, hinted=WORKERS)
    def say(self, session: SessionId, hinted: WorkerId) -> None:
        number = next(self.numbers)
        turn = a_turn(TurnId(f"turn-{number}"), session, f"message {number}")

        async def add() -> None:
            try:
                await self.stores.turns.add(turn, None)
            except SessionClosedError:
                assert session in self.closed
            except SessionBusyError:
                turns = await self.stores.turns.all(session)
                assert sum(not turn.ended for turn in turns) == USUAL_BACKLOG.turns
            else:
                assert session not in self.closed
            await self.crew[hinted].hear(session)

        self.do(add())

    @rule(session=SESSIONS, worker=WORKERS)
    def hint(self, session: SessionId, worker: WorkerId) -> None:
        self.do(self.crew[worker].hear(session))

    @rule(worker=WORKERS, calls=CALLS)
    def go_on(self, worker: WorkerId, calls: int) -> None:
        self.do(self.crew[worker].go_on(calls))

    @rule(worker=WORKERS, calls=CALLS, answered=st.booleans(), session=SESSIONS)
    def die(self, worker: WorkerId, calls: int, answered: bool, session: SessionId) -> None:  # noqa: FBT001
        """Before a call, or once it is done; the child that comes next has the same name."""

        async def dies() -> None:
            old = self.crew[worker]
            await old.go_on(calls)
            await old.die(answered=answered)
            self.crew[worker] = Worker(worker, self.stores, self.world)
            await self.crew[worker].hear(session)

        self.do(dies())

    @rule(session=SESSIONS, hinted=WORKERS)
    def lease_runs_out(self, session: SessionId, hinted: WorkerId) -> None:
        """Whatever its owner believes: it may be frozen, or its clock may."""

        async def lost() -> None:
            await self._lose(session)
            await self.crew[hinted].hear(session)

        self.do(lost())

    @rule(seconds=st.sampled_from([0.6, 6.0]))
    def time_passes(self, seconds: float) -> None:
        StandingLoop.moved += seconds
        for worker in self.crew.values():
            self.do(worker.gate.settle())

    @rule(session=SESSIONS, which=st.integers(0, 3))
    def cancel(self, session: SessionId, which: int) -> None:
        async def cancels() -> None:
            turns = await self.stores.turns.all(session)
            if which < len(turns):
                await self.stores.turns.cancel(session, turns[-1 - which].id)

        self.do(cancels())

    @rule(session=SESSIONS, seldom=st.integers(0, 9))
    def close(self, session: SessionId, seldom: int) -> None:
        if seldom == 0:
            self.closed.add(session)
            self.do(self.stores.sessions.close(session))

    @invariant()
    def what_has_ended_stays_and_the_order_is_kept(self) -> None:
        for turns in self.do(self._turns()):
            assert [turn.number for turn in turns] == [*range(1, len(turns) + 1)]
            for before, turn in pairwise(turns):
                if turn.attempts:
                    assert before.ended, "begun before the one before had ended"
            for turn in turns:
                if turn.ended:
                    assert self.ended.setdefault(turn.id, turn) == turn
        assert all(often == 1 for often in self.world.effects.values())
        assert self.world.unfenced == []

    async def _turns(self) -> list[tuple[Turn, ...]]:
        return [await self.stores.turns.all(session) for session in (ONE, TWO)]

    def teardown(self) -> None:
        try:
            self.do(self._all_ends())
            for session in (ONE, TWO):
                events = self.do(events_of(self.client, session, self.namespace))
                self.do(assert_whole(self.stores, events, session, self.world.effects))
        finally:
            self.do(self._leave())
            self.runner.close()

    async def _all_ends(self) -> None:
        """The reconciler and one good worker finish everything; then those that slept wake up."""
        for session in (ONE, TWO):
            await self._lose(session)
        healer = Worker(WorkerId("healer"), self.stores, self.world)
        healer.gate.throw_open()
        for session in (await self.stores.leases.waiting()).orphans:
            await healer.hear(session)
            await healer.finish()
        assert (await self.stores.leases.waiting()).orphans == ()
        for worker in self.crew.values():
            await worker.finish()

    async def _fence(self, session: SessionId) -> int | None:
        found = await self.client.hget(SessionKeys(self.namespace, session).lease, "fence")
        return None if found is None else int(found)

    async def _lose(self, session: SessionId) -> None:
        await self.client.delete(SessionKeys(self.namespace, session).lease)

    async def _leave(self) -> None:
        for worker in self.crew.values():
            await worker.die()
        await close_all(self.client)


def _run(url: str, examples: int) -> None:
    run_state_machine_as_test(
        type("ServiceHere", (Service,), {"url": url}),
        settings=settings(
            max_examples=examples,
            stateful_step_count=30,
            phases=[Phase.generate],  # what fails is seldom plainer for being shorter
            suppress_health_check=[*HealthCheck],
        ),
    )


@pytest.mark.redis
@pytest.mark.timeout(600)
def test_any_order_of_events_loses_and_repeats_nothing(redis_url: str) -> None:
    _run(redis_url, 40)


@pytest.mark.redis
@pytest.mark.long
@pytest.mark.timeout(3600)
def test_thousands_of_orders_of_events(redis_url: str) -> None:
    _run(redis_url, 2000)
