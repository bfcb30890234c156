"""A worker dies, or sleeps past its lease, at every call to a store: all of them, none by chance.

The loop, the worker's code and Redis are the real ones; browser and model are the twins.
"""

import asyncio
from collections import Counter
from uuid import uuid4

import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from errands.agent.loop import run_turn
from errands.backends.memory_browser import MemoryBrowser, MemoryBrowsers
from errands.backends.memory_model import ScriptedModel
from errands.backends.redis_connection import connect
from errands.backends.redis_layout import SessionKeys
from errands.contracts.action import PageAction
from errands.contracts.browser_state import BrowserState
from errands.contracts.ids import SessionId, WorkerId
from errands.contracts.ports import Files, Request
from errands.contracts.session import HostPolicy
from errands.contracts.step import Effect
from errands.contracts.turn import StopReason, Turn
from tests.faults.gate import StandingLoop
from tests.faults.left_connections import closing_all, remembering
from tests.faults.stage import Worker, World
from tests.faults.whole import assert_whole, events_of
from tests.ports.stores import (
    FIRST,
    ONE,
    SECOND,
    Stores,
    a_session,
    a_turn,
    redis_stores,
)
from tests.unit.agent.house import DONE, HOME, HOSTS, site

pytestmark = pytest.mark.redis

ENOUGH = 200
"""More calls than two turns make."""


class Hotel(MemoryBrowsers):
    """Counts the bookings, as the hotel would."""

    def __init__(self) -> None:
        super().__init__(site())
        self.bookings = 0

    async def open(
        self,
        start_url: str,
        hosts: HostPolicy,
        state: BrowserState | None,
        files: Files | None = None,
    ) -> MemoryBrowser:
        browser = Guest(site(), hosts, files)
        browser.hotel = self
        browser.begin(start_url, state)
        return browser


class Guest(MemoryBrowser):
    hotel: Hotel

    async def perform(self, action: PageAction, text: SecretStr | None = None) -> Effect:
        before = (await self.state()).url
        effect = await super().perform(action, text)
        if before != DONE and (await self.state()).url == DONE:
            self.hotel.bookings += 1
        return effect


def books(request: Request) -> str:
    booked = "Reference: QX7" in request.prompt.rpartition("<page")[2]
    return 'say "It is booked."' if booked else "click 1"


class Night:
    """One session with two turns: a wish, and the yes to what it leads to."""

    def __init__(self, url: str) -> None:
        self.client = remembering(connect(url))
        self.namespace = uuid4().hex
        self.stores: Stores = redis_stores(self.client, self.namespace)
        self.hotel = Hotel()
        self.world = World(self._fence)

    def worker(self, name: str) -> Worker:
        model = ScriptedModel(books)
        return Worker(WorkerId(name), self.stores, self.world, self.hotel, model, run_turn)

    async def begin(self, calls: int) -> Worker:
        """A worker that has been answered so many times."""
        opened = {"start_url": f"{HOME}rooms", "hosts": HOSTS}
        await self.stores.sessions.create(a_session().model_copy(update=opened), {})
        for id_, words in ((FIRST, "Book it"), (SECOND, "yes")):
            await self.stores.turns.add(a_turn(id_, message=words), None)
        worker = self.worker("anna")
        await worker.hear(ONE)
        await worker.go_on(calls, patience=30)
        return worker

    async def heal(self) -> tuple[Turn, ...]:
        """The lease runs out, and another worker goes on."""
        await self.client.delete(SessionKeys(self.namespace, ONE).lease)
        healer = self.worker("healer")
        healer.gate.throw_open()
        await healer.hear(ONE)
        await healer.finish()
        return await self.stores.turns.all(ONE)

    async def check(self) -> None:
        events = await events_of(self.client, ONE, self.namespace)
        effects = Counter({SECOND: self.hotel.bookings})
        await assert_whole(self.stores, events, ONE, effects)
        assert self.world.unfenced == []

    async def _fence(self, session: SessionId) -> int | None:
        found = await self.client.hget(SessionKeys(self.namespace, session).lease, "fence")
        return None if found is None else int(found)


async def undisturbed(url: str) -> int:
    """How many calls the two turns make."""
    night = Night(url)
    async with closing_all(night.client):
        worker = await night.begin(ENOUGH)
        turns = await night.stores.turns.all(ONE)
        assert [turn.stop_reason for turn in turns] == [StopReason.NEEDS_YES, StopReason.SAID]
        assert night.hotel.bookings == 1
        await night.check()
        return worker.calls


async def dies(url: str, calls: int, *, answered: bool) -> StopReason | None:
    night = Night(url)
    async with closing_all(night.client):
        worker = await night.begin(calls)
        await worker.die(answered=answered)
        turns = await night.heal()
        await night.check()
        return turns[-1].stop_reason


async def sleeps(url: str, calls: int) -> StopReason | None:
    night = Night(url)
    async with closing_all(night.client):
        worker = await night.begin(calls)
        turns = await night.heal()
        await worker.finish()
        assert await night.stores.turns.all(ONE) == turns
        await night.check()
        return turns[-1].stop_reason


@pytest.mark.parametrize("way", ["dies before", "dies after", "sleeps"])
def test_at_every_call(redis_url: str, way: str) -> None:
    ends: Counter[StopReason | None] = Counter()
    with asyncio.Runner(loop_factory=StandingLoop) as runner, capture_logs():
        count = runner.run(undisturbed(redis_url))
        assert 30 < count < ENOUGH
        for calls in range(count):
            if way == "sleeps":
                ends[runner.run(sleeps(redis_url, calls))] += 1
            else:
                answered = way == "dies after"
                ends[runner.run(dies(redis_url, calls, answered=answered))] += 1
    assert ends.keys() == {StopReason.SAID, StopReason.OUTCOME_UNKNOWN}
    assert ends[StopReason.OUTCOME_UNKNOWN] < 6, "only between the click and its record"
