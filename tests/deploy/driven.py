"""An Errands that has done a little of everything, and is in the middle of more."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass

import httpx
import psutil
import pytest
from redis.asyncio import Redis
from websockets.asyncio.client import ClientConnection, connect

from errands.backends.redis_keys import RedisKeys
from errands.backends.redis_leases import RedisLeases
from errands.contracts.ids import LabelerName, TenantId
from errands.contracts.keys import Scope
from errands.contracts.label import StepVerdict
from services.api.auth import new_key, new_labeler_key
from tests.deploy.watched_stack import WatchedLayout
from tests.receiver import Receiver
from tests.worker_process import Script, Site, kill_at_once, seen, until

ROUNDS = 2
NOWHERE = "http://127.0.0.1:9/"
SAVE = "Save a note for Maya"


@dataclass(frozen=True, kw_only=True)
class Drive:
    """`script` is its model, `worker` the parent of the process that works."""

    layout: WatchedLayout
    worker: psutil.Process
    client: httpx.AsyncClient
    redis: Redis
    script: Script
    site: Site

    @asynccontextmanager
    async def driven(self, *receivers: Receiver) -> AsyncIterator[None]:
        """While it lasts a turn is at work, others wait, and somebody watches."""
        caller = await self._caller()
        for receiver in receivers:
            await self._post("/v1/webhooks", caller, {"url": receiver.url})
        for _ in range(ROUNDS):
            kept = await self._errand(caller, self.site.url)
            await self._errand(caller, NOWHERE)
            await self.is_scraped()
        await self._label()
        await self._misfortunes(caller)
        async with AsyncExitStack() as until_asked:
            until_asked.callback(self.script.go.set)
            await until_asked.enter_async_context(self._watched(caller, kept))
            await until_asked.enter_async_context(self._followed(caller, kept))
            self._hold()
            busy = await self._session(caller, self.site.url)
            for session in (busy, busy):
                await self._say(caller, session, SAVE)
            await seen(self.script.held)
            await self._say(caller, kept, SAVE)
            await self.shows(
                "max(errands_turns_queued) >= 2 and max(errands_sessions_orphaned) > 0"
            )
            await self.shows("sum(errands_keepers_missed_total) > 0")
            await self.is_scraped()
            yield

    async def is_scraped(self) -> None:
        """Prometheus has read all that has happened until now."""
        await self.shows(f"min(timestamp(up)) > {time.time()}")

    async def shows(self, expr: str) -> None:
        async def look() -> bool | None:
            answer = await self.client.get(
                f"http://127.0.0.1:{self.layout.prometheus}/api/v1/query", params={"query": expr}
            )
            return bool(answer.json()["data"]["result"]) or None

        await until(look)

    async def _caller(self) -> dict[str, str]:
        key, text = new_key(TenantId("test"), frozenset(Scope), created_at=time.time())
        await RedisKeys(self.redis).add(key)
        return {"Authorization": f"Bearer {text}"}

    async def _label(self) -> None:
        key, text = new_labeler_key(LabelerName("anna"))
        await RedisKeys(self.redis).add(key)
        anna = {"Authorization": f"Bearer {text}"}
        item = (await self.client.get(f"{self.layout.api}/v1/labels/next", headers=anna)).json()
        said = {"item": item["item"], "verdict": StepVerdict.ACCEPT, "seconds": 1}
        await self._post("/v1/labels/steps", anna, said)

    async def _misfortunes(self, caller: dict[str, str]) -> None:
        """A browser dies, then its worker stands still, then it dies; and one value is made up."""
        (child,) = self.worker.children()
        turn = await self._held(caller)
        browsers = [p for p in child.children(recursive=True) if "chrom" in p.name()]
        kill_at_once(browsers)
        await self._ends(caller, turn)
        turn = await self._held(caller)
        child.suspend()
        await self._lease_is_lost()
        child.resume()
        await self._ends(caller, turn)
        session = await self._session(caller, self.site.url)
        await self._ends(caller, await self._say(caller, session, "Save a note"))
        await self.is_scraped()
        turn = await self._held(caller)
        kill_at_once([child, *child.children(recursive=True)])
        await self._ends(caller, turn)

    async def _held(self, caller: dict[str, str]) -> str:
        """A turn whose model doesn't answer yet."""
        session = await self._session(caller, self.site.url)
        self._hold()
        turn = await self._say(caller, session, SAVE)
        await seen(self.script.held)
        return turn

    def _hold(self) -> None:
        self.script.held.clear()
        self.script.go.clear()
        self.script.hold_before = "fill"

    async def _ends(self, caller: dict[str, str], turn: str) -> None:
        self.script.hold_before = ""
        self.script.go.set()

        async def look() -> bool | None:
            waited = await self.client.get(f"{turn}?wait=5", headers=caller)
            return waited.json()["ended_at"] is not None or None

        await until(look, 90)

    async def _lease_is_lost(self) -> None:
        leases = RedisLeases(self.redis)

        async def look() -> bool | None:
            return bool((await leases.waiting()).orphans) or None

        await until(look)

    async def _errand(self, caller: dict[str, str], start: str) -> str:
        """A session of two turns: its second finds the context warm. One that nobody needs ends."""
        session = await self._session(caller, start)
        for _ in range(2):
            await self._ends(caller, await self._say(caller, session, SAVE))
        if start == NOWHERE:
            closed = await self.client.delete(session, headers=caller)
            assert closed.is_success, closed.text
        return session

    async def _session(self, caller: dict[str, str], start: str) -> str:
        return await self._post("/v1/sessions", caller, {"start_url": start})

    async def _say(self, caller: dict[str, str], session: str, message: str) -> str:
        return await self._post(f"{session}/turns", caller, {"message": message})

    async def _post(self, path: str, caller: dict[str, str], body: object) -> str:
        """The address of what it made, where it made something with one."""
        url = path if "://" in path else f"{self.layout.api}{path}"
        made = await self.client.post(url, headers=caller, json=body)
        assert made.is_success, made.text
        return f"{self.layout.api}{made.headers.get('location', '')}"

    @asynccontextmanager
    async def _watched(self, caller: dict[str, str], session: str) -> AsyncIterator[None]:
        """By one who has had the page for a moment."""
        made = await self.client.post(f"{session}/live-tickets", headers=caller)
        address = session.replace("http", "ws", 1)
        async with connect(f"{address}/live?ticket={made.json()['ticket']}") as socket:
            await socket.send(json.dumps({"type": "take"}))
            await _told(socket, "taken")
            await socket.send(json.dumps({"type": "hand_back"}))
            await _told(socket, "handed_back")
            async with _beside(_read(socket)):
                yield

    @asynccontextmanager
    async def _followed(self, caller: dict[str, str], session: str) -> AsyncIterator[None]:
        """By one who reads its events as they come."""
        async with self.client.stream("GET", f"{session}/events", headers=caller) as told:
            assert told.is_success
            async with _beside(told.aread()):
                yield


async def _told(socket: ClientConnection, what: str) -> None:
    """Past a picture at least."""
    pictures = 0
    async with asyncio.timeout(60):
        async for message in socket:
            pictures += isinstance(message, bytes)
            if isinstance(message, str) and json.loads(message)["type"] == what:
                return
    pytest.fail(f"nothing said {what}")


async def _read(socket: ClientConnection) -> None:
    async for _ in socket:
        pass


@asynccontextmanager
async def _beside(reading: Coroutine[None, None, object]) -> AsyncIterator[None]:
    task = asyncio.create_task(reading)
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError, httpx.HTTPError):
            await task
