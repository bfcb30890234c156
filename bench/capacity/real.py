"""The same fleet for real: API, workers and Redis as deployed, with a model of known pace."""

import asyncio
import random
import subprocess
from asyncio import FIRST_EXCEPTION
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from bench.capacity.simulation import Fleet
from bench.capacity.slow_model import SlowModel, serving
from bench.process import Server, running
from errands.backends.redis_connection import connect
from errands.backends.redis_journal import RedisJournal
from errands.contracts.ids import SessionId, TurnId
from learning.demo_web import free_port
from stack.layout import Layout, Ports
from stack.running import make_key

_START_SECONDS = 120.0
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Turn:
    """Seconds; `parts` are its steps' observing and acting, and its questions to the model."""

    wait: float
    whole: float
    steps: int
    browser: float
    asked: float

    @property
    def rest(self) -> float:
        """Opening the context, and what no step counts."""
        return self.whole - self.wait - self.browser - self.asked


@dataclass(slots=True)
class Watched:
    turns: list[Turn] = field(default_factory=list)
    commands: int = 0
    """That Redis was given."""


def play(fleet: Fleet, model: SlowModel, thinks: float, seconds: float, folder: Path) -> Watched:
    """What people see who talk to real workers for so long."""
    ports = Ports(**{name: free_port() for name in Ports.__dataclass_fields__})
    layout = Layout(ports=ports, folder=folder)
    folder.mkdir(parents=True, exist_ok=True)
    with serving(model) as address, _started(layout, address, fleet.workers):
        return asyncio.run(_watch(layout, address, fleet, thinks, seconds))


@contextmanager
def _started(layout: Layout, model: str, workers: int) -> Iterator[None]:
    environment = layout.environment() | {
        "ERRANDS_MODEL_URL": f"{model}/v1",
        "ERRANDS_ADAPTERS_URL": model,
        "ERRANDS_LOG_LEVEL": "WARNING",
    }
    commands, health = layout.commands(), layout.checks()
    servers = [
        _server(name, commands[name], health[ready], layout.folder, environment)
        for name, ready in (("api", "API"), ("reconciler", "reconciler"))
    ]
    for number in range(workers):
        port = free_port()
        own = environment | {"ERRANDS_WORKER_METRICS_PORT": str(port)}
        ready = f"http://127.0.0.1:{port}/readyz"
        name = f"worker-{number}"
        servers.append(_server(name, commands["worker"], ready, layout.folder, own))
    with ExitStack() as processes, ThreadPoolExecutor() as side_by_side:
        processes.enter_context(_redis(commands["redis"], layout.folder / "redis.log"))
        opening = [running(server) for server in servers]
        for one, _ in zip(opening, side_by_side.map(_enter, opening), strict=True):
            processes.push(one.__exit__)
        yield


def _enter(opening: AbstractContextManager[None]) -> None:
    opening.__enter__()


@contextmanager
def _redis(words: list[str], log: Path) -> Iterator[None]:
    """The API waits for it by itself."""
    with log.open("wb") as output:
        process = subprocess.Popen(words, stdout=output, start_new_session=True)  # noqa: S603
        try:
            yield
        finally:
            process.terminate()
            process.wait()


def _server(
    name: str, words: list[str], ready: str, folder: Path, environment: dict[str, str]
) -> Server:
    return Server(
        name=name,
        words=words,
        ready=ready,
        patience=_START_SECONDS,
        log=folder / f"{name}.log",
        environment=environment,
    )


async def _watch(layout: Layout, site: str, fleet: Fleet, thinks: float, seconds: float) -> Watched:
    seen = Watched()
    key = await asyncio.to_thread(make_key, layout)
    async with (
        connect(layout.environment()["ERRANDS_REDIS_URL"]) as redis,
        httpx.AsyncClient(
            base_url=layout.api, headers={"Authorization": f"Bearer {key}"}, timeout=_LONGEST + 30
        ) as client,
    ):
        before = (await redis.info("stats"))["total_commands_processed"]
        people = [
            _Person(client, RedisJournal(redis), site, random.Random(seed))  # noqa: S311
            for seed in range(fleet.sessions)
        ]
        living = [asyncio.create_task(one.live(seen, thinks)) for one in people]
        # Who is in the middle of a turn isn't waited for; the simulation doesn't either.
        ended, _ = await asyncio.wait(living, timeout=seconds, return_when=FIRST_EXCEPTION)
        for one in living:
            one.cancel()
        await asyncio.gather(*living, return_exceptions=True)
        for failed in ended:
            failed.result()
        seen.commands = (await redis.info("stats"))["total_commands_processed"] - before
    return seen


@dataclass
class _Person:
    """Says something, waits for the reply, thinks; each time in a new session."""

    client: httpx.AsyncClient
    journal: RedisJournal
    site: str
    dice: random.Random

    async def live(self, seen: Watched, thinks: float) -> None:
        await asyncio.sleep(self.dice.uniform(0, thinks))
        while True:
            seen.turns.append(await self._turn())
            await asyncio.sleep(self.dice.expovariate(1 / thinks))

    async def _turn(self) -> Turn:
        start = {"start_url": f"{self.site}/0", "limits": {"max_steps": 200}}
        session = await self._made("/v1/sessions", start)
        turns = f"/v1/sessions/{session['id']}/turns"
        turn = await self._made(turns, {"message": "Go on until it stops"})
        while turn["ended_at"] is None:
            answer = await self.client.get(f"{turns}/{turn['id']}", params={"wait": _LONGEST})
            turn = answer.raise_for_status().json()
        steps = await self.journal.steps(SessionId(str(session["id"])), TurnId(str(turn["id"])))
        created = float(turn["created_at"])
        return Turn(
            wait=float(turn["started_at"]) - created,
            whole=float(turn["ended_at"]) - created,
            steps=len(steps),
            browser=sum(one.timings.observe + one.timings.act for one in steps) / 1000,
            asked=sum(one.timings.decide for one in steps) / 1000,
        )

    async def _made(self, path: str, body: Mapping[str, object]) -> dict[str, float | str]:
        answer = await self.client.post(path, json=body)
        made: dict[str, float | str] = answer.raise_for_status().json()
        return made
