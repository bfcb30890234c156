"""A turn that hangs, wherever it does, ends within a second of its cancel; the next one works.

The worker's code and Redis are the real ones. Time is the test's, so the second is exact.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from errands.agent.loop import run_turn
from errands.backends.memory_browser import MemoryBrowser, MemoryBrowsers
from errands.backends.memory_model import ScriptedModel
from errands.backends.redis_connection import connect
from errands.contracts.action import PageAction
from errands.contracts.browser_state import BrowserState
from errands.contracts.ids import SessionId, TurnId, WorkerId
from errands.contracts.observation import Observation
from errands.contracts.ports import Decision, Files, Request
from errands.contracts.session import HostPolicy, Session
from errands.contracts.step import Effect
from errands.contracts.turn import StopReason, Turn
from tests.faults.gate import StandingLoop
from tests.faults.stage import Worker, World
from tests.faults.test_every_write import books
from tests.ports.stores import ONE, Stores, a_session, a_turn, redis_stores
from tests.unit.agent.house import HOME, HOSTS, site

pytestmark = pytest.mark.redis


class Hangs:
    """`where` says what never answers; `reached` that it was asked."""

    def __init__(self) -> None:
        self.where = ""
        self.reached = asyncio.Event()

    async def at(self, place: str) -> None:
        if place == self.where:
            self.reached.set()
            await asyncio.Future()


class HangingModel(ScriptedModel):
    def __init__(self, hangs: Hangs) -> None:
        super().__init__(books)
        self._hangs = hangs

    async def decide(self, request: Request) -> Decision:
        await self._hangs.at("model")
        return await super().decide(request)


class HangingBrowsers(MemoryBrowsers):
    def __init__(self, hangs: Hangs) -> None:
        super().__init__(site())
        self._hangs = hangs

    async def open(
        self,
        start_url: str,
        hosts: HostPolicy,
        state: BrowserState | None,
        files: Files | None = None,
    ) -> MemoryBrowser:
        await self._hangs.at("open")
        browser = HangingBrowser(site(), hosts, files)
        browser.hangs = self._hangs
        browser.begin(start_url, state)
        return browser


class HangingBrowser(MemoryBrowser):
    hangs: Hangs

    async def observe(self) -> Observation:
        await self.hangs.at("observe")
        return await super().observe()

    async def perform(self, action: PageAction, text: SecretStr | None = None) -> Effect:
        await self.hangs.at("perform")
        return await super().perform(action, text)

    async def screenshot(self) -> bytes:
        await self.hangs.at("screenshot")
        return await super().screenshot()

    async def close(self) -> None:
        if self.hangs.where:
            await asyncio.Future()  # what hangs hangs when it is closed, too
        await super().close()


class Scene:
    def __init__(self, stores: Stores) -> None:
        self.stores = stores
        self.hangs = Hangs()
        browsers, model = HangingBrowsers(self.hangs), HangingModel(self.hangs)
        self.worker = Worker(WorkerId("w"), stores, World(no_fence), browsers, model, run_turn)
        self.worker.gate.throw_open()

    async def say(self, turn: str, words: str) -> None:
        await self.stores.turns.add(a_turn(TurnId(turn), message=words), None)
        await self.worker.hear(ONE)

    async def pass_time(self, seconds: float) -> None:
        for _ in range(round(seconds / 0.1)):
            StandingLoop.moved += 0.1
            await self.worker.gate.settle()

    async def turn(self, turn: str) -> Turn:
        return await self.stores.turns.get(ONE, TurnId(turn))


async def no_fence(_: SessionId) -> int | None:
    return None


@asynccontextmanager
async def scene_of(url: str) -> AsyncIterator[Scene]:
    async with connect(url) as client:
        stores = redis_stores(client, uuid4().hex)
        opened: Session = a_session().model_copy(
            update={"start_url": f"{HOME}rooms", "hosts": HOSTS}
        )
        await stores.sessions.create(opened, {})
        yield Scene(stores)


async def cancelled_at(url: str, where: str, words: str) -> StopReason | None:
    async with scene_of(url) as scene:
        if words == "yes":
            await scene.say("wish", "Book it")
            await scene.worker.finish()
        scene.hangs.where = where
        await scene.say("now", words)
        await scene.hangs.reached.wait()
        await scene.stores.turns.cancel(ONE, TurnId("now"))
        await scene.pass_time(1)
        ended = await scene.turn("now")
        assert ended.ended, "a second is over"
        assert ended.reply
        scene.hangs.where = ""
        await scene.pass_time(10)
        await scene.say("again", "Book it")
        await scene.worker.finish()
        after = await scene.turn("again")
        assert after.stop_reason in {StopReason.NEEDS_YES, StopReason.SAID}, "the next one works"
        return ended.stop_reason


@pytest.mark.parametrize(
    ("where", "words", "reason"),
    [
        ("open", "Book it", StopReason.CANCELLED),
        ("observe", "Book it", StopReason.CANCELLED),
        ("model", "Book it", StopReason.CANCELLED),
        ("perform", "yes", StopReason.OUTCOME_UNKNOWN),
        ("screenshot", "yes", StopReason.SAID),
    ],
)
def test_in_any_phase(redis_url: str, where: str, words: str, reason: StopReason) -> None:
    with asyncio.Runner(loop_factory=StandingLoop) as runner, capture_logs():
        assert runner.run(cancelled_at(redis_url, where, words)) is reason
