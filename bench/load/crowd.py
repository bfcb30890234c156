"""Many people at once: each follows a session, some of them say something at any moment."""

import asyncio
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import httpx
import psutil

from bench.load.bare import PATH
from bench.load.found import Found, compare
from bench.load.listeners import MISSING_SECONDS, Heard, Last, Order
from bench.process import Server, running
from bench.recovery.house import TENANT, Desk, House, a_session, desk, house
from errands.backends.redis_connection import connect
from errands.backends.redis_events import RedisEvents
from errands.backends.redis_keys import RedisKeys
from errands.contracts.ids import SessionId
from learning.demo_web import free_port
from services.api.auth import new_key

_LONGEST_TURN: Final = 120.0
_MOST_EVENTS: Final = 100_000
_LINE: Final = 2**26
"""Bytes of the longest line between the processes: all that was heard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """`drop` is the share of events after which a follower hangs up and comes back."""

    sessions: int
    turns: int
    at_once: int
    workers: int
    drop: float
    seed: int = 1


@dataclass(slots=True)
class _Ears:
    """The process that follows the sessions."""

    process: Process
    _ended: dict[str, asyncio.Event] = field(default_factory=lambda: defaultdict(asyncio.Event))
    _heard: asyncio.Future[Heard] = field(default_factory=asyncio.Future)

    async def read(self) -> None:
        assert self.process.stdout is not None  # noqa: S101 a pipe
        async for line in self.process.stdout:
            text = line.decode().strip()
            if text.startswith("{"):
                self._heard.set_result(Heard.model_validate_json(text))
            else:
                self._ended[text].set()

    async def ended(self, turn: str) -> None:
        async with asyncio.timeout(_LONGEST_TURN):
            await self._ended[turn].wait()

    async def all(self, last: Last) -> Heard:
        self.tell(last.model_dump_json())
        async with asyncio.timeout(2 * MISSING_SECONDS):
            return await self._heard

    def tell(self, line: str) -> None:
        assert self.process.stdin is not None  # noqa: S101 a pipe
        self.process.stdin.write(f"{line}\n".encode())


async def run(plan: Plan, folder: Path) -> Found:
    """Starts all that is needed below `folder`, and ends it."""
    found = Found(sessions=plan.sessions, at_once=plan.at_once, workers=plan.workers)
    # A limit that nobody meets: what it costs to ask is part of a POST.
    with house(folder, KEY_POSTS_A_MINUTE="1000000") as place, _bare(place) as bare:
        for _ in range(plan.workers):
            place.instant_worker()
        async with desk(place) as at, httpx.AsyncClient(base_url=bare, timeout=60) as beside:
            sessions = [await _opened(at) for _ in range(plan.sessions)]
            async with _listening(place, sessions, plan) as ears:
                await _warm(at, ears, sessions[: plan.workers * 4])
                began = time.perf_counter()
                await _talk(plan, _Scene(at, beside, ears, place.lasting[0], sessions, found))
                found.seconds = time.perf_counter() - began
                await _judge(place, ears, sessions, found)
    return found


@dataclass(frozen=True, slots=True)
class _Scene:
    at: Desk
    beside: httpx.AsyncClient
    ears: _Ears
    api: psutil.Process
    sessions: list[SessionId]
    found: Found


async def _talk(plan: Plan, scene: _Scene) -> None:
    """A session has one turn at a time; the next one that is free goes on."""
    free: asyncio.Queue[SessionId] = asyncio.Queue()
    for session in scene.sessions:
        free.put_nowait(session)
    left = iter(range(1, plan.turns + 1))

    async def people() -> None:
        for number in left:
            session = await free.get()
            await _say(scene, session, bare_first=bool(number % 2))
            free.put_nowait(session)
            if number % max(1, plan.turns // 10) == 0:
                scene.found.memory.append(scene.api.memory_info().rss)

    async with asyncio.TaskGroup() as group:
        for _ in range(plan.at_once):
            group.create_task(people())


async def _say(scene: _Scene, session: SessionId, *, bare_first: bool) -> None:
    """A turn, and a message to the bare endpoint before or after its POST."""
    if bare_first:
        await _bare_post(scene)
    began = time.perf_counter()
    answer = await scene.at.client.post(f"/v1/sessions/{session}/turns", json={"message": "Go on"})
    scene.found.ours.append(time.perf_counter() - began)
    turn = str(answer.raise_for_status().json()["id"])
    if not bare_first:
        await _bare_post(scene)
    await scene.ears.ended(turn)
    scene.found.turns.append(time.perf_counter() - began)


async def _bare_post(scene: _Scene) -> None:
    began = time.perf_counter()
    answer = await scene.beside.post(PATH, json={"message": "Go on"})
    scene.found.bare.append(time.perf_counter() - began)
    answer.raise_for_status()


async def _opened(at: Desk) -> SessionId:
    session = a_session()
    await at.sessions.create(session, {})
    return session.id


async def _warm(at: Desk, ears: _Ears, sessions: list[SessionId]) -> None:
    """The first turns wait for the workers to come up; they are heard, and not timed."""
    for session in sessions:
        answer = await at.client.post(f"/v1/sessions/{session}/turns", json={"message": "Go on"})
        await ears.ended(str(answer.raise_for_status().json()["id"]))


async def _judge(place: House, ears: _Ears, sessions: list[SessionId], found: Found) -> None:
    """By the log as it is once nobody listens any more, as far as it was waited for or heard."""
    async with connect(place.redis_url) as redis:
        events = RedisEvents(redis)

        async def logs() -> dict[SessionId, list[str]]:
            read = {one: await events.after(one, None, _MOST_EVENTS) for one in sessions}
            return {one: [logged.id for logged in log] for one, log in read.items()}

        last = {session: ids[-1] for session, ids in (await logs()).items()}
        heard = await ears.all(Last(ids=last))
        found.resumed = heard.resumed
        for session, ids in (await logs()).items():
            known = {last[session], *heard.ids[session][-1:]} & set(ids)
            until = max(ids.index(id_) for id_ in known) + 1
            compare(session, ids[:until], heard.ids[session], found)


@asynccontextmanager
async def _listening(place: House, sessions: list[SessionId], plan: Plan) -> AsyncIterator[_Ears]:
    key, text = new_key(TENANT)
    async with connect(place.redis_url) as redis:
        await RedisKeys(redis).add(key)
    order = Order(api=place.api, key=text, sessions=tuple(sessions), drop=plan.drop, seed=plan.seed)
    words = ("-m", "bench.load.listeners")
    process = await asyncio.create_subprocess_exec(
        sys.executable, *words, stdin=PIPE, stdout=PIPE, env=place.environment, limit=_LINE
    )
    ears = _Ears(process)
    reading = asyncio.create_task(ears.read())
    ears.tell(order.model_dump_json())
    try:
        yield ears
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        await reading


@contextmanager
def _bare(place: House) -> Iterator[str]:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    server = Server(
        name="bare",
        words=[sys.executable, "-m", "bench.load.bare", str(port), place.redis_url],
        ready=f"{address}/readyz",
        patience=120,
        log=place.folder / "bare.log",
        environment=place.environment,
    )
    with running(server):
        yield address
