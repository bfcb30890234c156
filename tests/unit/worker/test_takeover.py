"""A person takes a session's page over from a worker, on twins."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from errands.agent.prompt import TAKEN_OVER
from errands.backends.memory import ManualClock
from errands.backends.memory_screen import MemoryScreen
from errands.contracts.event import BrowserHandedBack, BrowserTaken, HandBack
from errands.contracts.ids import ViewerId
from errands.contracts.live import Frame, GivenBack, HeldBy, PageShown, Shown, Touched, Watched
from errands.contracts.touch import Go, Going, Typed
from errands.contracts.turn import TurnStatus
from services.worker.leaving import Leaving
from services.worker.takeover import Bounds
from tests.faults.stage import Worker, World
from tests.ports.stores import BERT, ONE, Stores, a_session, a_turn, memory_stores
from tests.unit.agent.house import HOME, HOSTS

MAYA = ViewerId("maya")
PHONE = ViewerId("phone")


class Scene:
    def __init__(self, stores: Stores, worker: Worker) -> None:
        self.stores = stores
        self.worker = worker

    async def take(self, viewer: ViewerId = MAYA) -> None:
        """Once this returns they have it."""
        await self.stores.takeovers.ask(ONE, viewer)
        await self.worker.hear(ONE)
        await until(self.has_begun)

    async def has_begun(self) -> bool:
        found = await self.stores.takeovers.find(ONE)
        return found is not None and found.fence is not None

    async def give_back(self, viewer: ViewerId = MAYA) -> None:
        await self.stores.live.tell(BERT, GivenBack(session=ONE, viewer=viewer))
        await self.ended()

    async def ended(self) -> None:
        assert self.worker.task is not None
        await self.worker.task

    async def people(self) -> list[BrowserTaken | HandBack]:
        """What is told of them."""
        told = await self.stores.told()
        return [
            one.reason if isinstance(one, BrowserHandedBack) else one
            for one in told
            if isinstance(one, BrowserTaken | BrowserHandedBack)
        ]

    async def reasons(self) -> list[HandBack]:
        return [one for one in await self.people() if isinstance(one, HandBack)]


async def until(look: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(30):
        while True:
            if await look():
                return
            await asyncio.sleep(0.01)


async def no_fence(_: object) -> int | None:
    return None


def a_worker(stores: Stores, bounds: Bounds, leaving: Leaving) -> Worker:
    worker = Worker(BERT, stores, World(no_fence), bounds=bounds, leaving=leaving)
    worker.gate.throw_open()
    return worker


@pytest.fixture
def bounds() -> Bounds:
    return Bounds()


@pytest.fixture
def leaving() -> Leaving:
    return Leaving(0)


@pytest.fixture
async def scene(bounds: Bounds, leaving: Leaving) -> AsyncIterator[Scene]:
    stores = memory_stores(ManualClock())
    opened = {"start_url": HOME, "hosts": HOSTS}
    await stores.sessions.create(a_session().model_copy(update=opened), {})
    worker = a_worker(stores, bounds, leaving)
    listening = asyncio.create_task(worker.gallery.listen_forever())
    yield Scene(stores, worker)
    listening.cancel()
    await worker.gallery.close()


async def test_who_takes_a_page_that_nobody_kept_has_it_until_they_hand_it_back(
    scene: Scene,
) -> None:
    await scene.take()
    assert await scene.stores.leases.keeper(ONE) == BERT
    await scene.give_back()
    assert await scene.people() == [
        BrowserTaken(session=ONE, at=(await scene.stores.told())[0].at),
        HandBack.SAID,
    ]
    session = await scene.stores.sessions.load(ONE)
    assert session.history == (TAKEN_OVER,)
    assert await scene.stores.state.load(ONE) is not None
    assert await scene.stores.takeovers.find(ONE) is None
    assert (await scene.stores.leases.waiting()).orphans == ()


async def test_a_turn_waits_meanwhile_and_is_played_then(scene: Scene) -> None:
    await scene.take()
    turn = await scene.stores.turns.add(a_turn(), None)
    assert (await scene.stores.turns.get(ONE, turn.id)).status is TurnStatus.QUEUED
    await scene.give_back()
    assert (await scene.stores.turns.get(ONE, turn.id)).ended
    kinds = [one.type for one in await scene.stores.told()]
    assert kinds.index("browser.handed_back") < kinds.index("turn.started")


async def test_only_who_has_it_acts(scene: Scene) -> None:
    await scene.take()
    screen = scene.worker.warm.screen(ONE)
    assert isinstance(screen, MemoryScreen)
    for viewer in (PHONE, MAYA):
        touch = Typed(text=viewer)
        await scene.stores.live.tell(BERT, Touched(session=ONE, viewer=viewer, touch=touch))
    await scene.stores.live.tell(BERT, GivenBack(session=ONE, viewer=PHONE))
    await scene.give_back()
    assert screen.touched == [Typed(text=MAYA)]


async def test_who_asks_last_acts(scene: Scene) -> None:
    await scene.take()
    screen = scene.worker.warm.screen(ONE)
    assert isinstance(screen, MemoryScreen)
    await scene.stores.takeovers.ask(ONE, PHONE)
    going = Touched(session=ONE, viewer=PHONE, touch=Go(action=Going.RELOAD))

    async def acts() -> bool:
        await scene.stores.live.tell(BERT, going)
        return bool(screen.touched)

    await until(acts)
    await scene.give_back(PHONE)
    assert await scene.reasons() == [HandBack.SAID]


class TestImpatient:
    @pytest.fixture
    def bounds(self) -> Bounds:
        return Bounds(idle=0.05)

    async def test_who_does_nothing_has_it_no_more(self, scene: Scene) -> None:
        await scene.take()
        await scene.ended()
        assert await scene.reasons() == [HandBack.IDLE]


async def test_a_worker_that_leaves_hands_it_back(scene: Scene, leaving: Leaving) -> None:
    await scene.take()
    turn = await scene.stores.turns.add(a_turn(), None)
    leaving.begin()
    await scene.ended()
    assert await scene.reasons() == [HandBack.LOST]
    assert await scene.stores.state.load(ONE) is not None
    assert (await scene.stores.turns.get(ONE, turn.id)).status is TurnStatus.QUEUED
    assert (await scene.stores.leases.waiting()).orphans == (ONE,)
    assert scene.worker.hints.sent == [ONE]


async def test_what_a_dead_worker_granted_is_handed_back_by_the_next_one(scene: Scene) -> None:
    dead = await scene.stores.lease()
    await scene.stores.takeovers.ask(ONE, MAYA)
    await scene.stores.takeovers.begin(dead, BrowserTaken(session=ONE, at=1))
    turn = await scene.stores.turns.add(a_turn(), None)
    await scene.stores.leases.hand_over(dead)
    await scene.worker.hear(ONE)
    await scene.ended()
    assert await scene.reasons() == [HandBack.LOST]
    assert (await scene.stores.turns.get(ONE, turn.id)).ended


async def test_a_session_that_is_closed_meanwhile(scene: Scene) -> None:
    await scene.take()
    await scene.stores.sessions.close(ONE)
    await scene.ended()
    assert await scene.reasons() == [HandBack.CLOSED]
    assert await scene.stores.state.load(ONE) is None
    assert await scene.stores.sessions.forget(ONE)


async def test_a_browser_that_dies_is_handed_back(scene: Scene) -> None:
    await scene.take()
    await scene.worker.warm.drop(ONE)
    touch = Touched(session=ONE, viewer=MAYA, touch=Go(action=Going.BACK))
    await scene.stores.live.tell(BERT, touch)
    await scene.ended()
    assert await scene.reasons() == [HandBack.LOST]


async def test_a_page_is_shown_while_somebody_watches_only(scene: Scene) -> None:
    await scene.take()
    shown: list[Shown] = []
    async with scene.stores.live.watch(ONE) as watched:
        await scene.stores.live.tell(BERT, Watched(session=ONE, viewer=MAYA))
        async with asyncio.timeout(30):
            while not {PageShown, Frame} <= {type(one) for one in shown}:
                shown.append(await anext(watched))
    page = next(one for one in shown if isinstance(one, PageShown))
    assert (page.worker, page.address, page.holder) == (BERT, HOME, MAYA)
    assert page.held_by is HeldBy.PERSON
    await scene.give_back()


async def test_who_comes_later_is_shown_a_page_that_stands_still(scene: Scene) -> None:
    await scene.take()
    for viewer in (MAYA, PHONE):
        async with asyncio.timeout(30), scene.stores.live.watch(ONE) as watched:
            await scene.stores.live.tell(BERT, Watched(session=ONE, viewer=viewer))
            while not isinstance(await anext(watched), Frame):
                pass
    await scene.give_back()
