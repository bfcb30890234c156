"""The middleware in front of a server that answers when it is told to, over the wire."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

import httpx
import pytest
from fastapi import FastAPI, Request
from prometheus_client import REGISTRY

from errands.contracts.priority import PRIORITY_HEADER, Priority
from services.inference.admission import Admission, Limits
from tests.sites.serving import served

LIMITS = Limits(interactive=3, background=2)
QUESTION = "/v1/completions"


class _Few(Admission):
    limits = LIMITS


@dataclass
class Engine:
    """Holds what it is asked until `go`, or until the asker is gone, as vLLM does."""

    go: asyncio.Event = field(default_factory=asyncio.Event)
    held: int = 0
    fails: bool = False
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def answer(self, request: Request) -> dict[str, bool]:
        if self.fails:
            raise RuntimeError
        await request.body()
        await self._count(1)
        waiting = [asyncio.create_task(self.go.wait()), asyncio.create_task(_gone(request))]
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        for task in waiting:
            task.cancel()
        await self._count(-1)
        return {"ok": True}

    async def _count(self, change: int) -> None:
        async with self.changed:
            self.held += change
            self.changed.notify_all()

    async def holds(self, number: int) -> None:
        async with asyncio.timeout(30), self.changed:
            await self.changed.wait_for(lambda: self.held == number)


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


@dataclass
class House:
    engine: Engine
    client: httpx.AsyncClient

    async def ask(
        self, priority: Priority | str | None = None, path: str = QUESTION
    ) -> httpx.Response:
        sent = str(int(priority)) if isinstance(priority, Priority) else priority
        headers = {} if sent is None else {PRIORITY_HEADER: sent}
        return await self.client.post(path, json={"prompt": "x"}, headers=headers)

    async def hold(self, *priorities: Priority | None) -> list[asyncio.Task[httpx.Response]]:
        """Asks so, one after another, until all are with the engine."""
        asking = []
        for number, priority in enumerate(priorities, 1):
            asking.append(asyncio.create_task(self.ask(priority)))
            await self.engine.holds(number)
        return asking


@pytest.fixture
async def house() -> AsyncIterator[House]:
    engine = Engine()
    app = FastAPI()
    for path in (QUESTION, "/v1/chat/completions", "/v1/load_lora_adapter"):
        app.post(path)(engine.answer)
    app.get("/health")(_healthy)
    app.add_middleware(_Few)
    async with AsyncExitStack() as stack:
        url = await stack.enter_async_context(served(app))
        client = await stack.enter_async_context(httpx.AsyncClient(base_url=url, timeout=60))
        yield House(engine, client)


async def _healthy() -> dict[str, bool]:
    return {"ok": True}


def shown(name: str, priority: str) -> float:
    return REGISTRY.get_sample_value(name, {"priority": priority}) or 0


async def test_beyond_the_bound_a_request_is_told_why_and_when_to_come_back(house: House) -> None:
    held = await house.hold(None, None, None)
    refused = await house.ask()
    assert refused.status_code == 503
    assert refused.headers["Retry-After"] == "1"
    assert refused.headers["Content-Type"] == "application/problem+json"
    problem = refused.json()
    assert (problem["status"], problem["code"]) == (503, "no_room")
    assert "3 requests are in flight; interactive ones are taken below 3" in problem["detail"]
    house.engine.go.set()
    assert [answer.status_code for answer in await asyncio.gather(*held)] == [200] * 3
    assert (await house.ask()).status_code == 200


@pytest.mark.parametrize("there", [Priority.INTERACTIVE, Priority.BACKGROUND])
async def test_background_requests_leave_room_for_people(house: House, there: Priority) -> None:
    await house.hold(there, there)
    refused = await house.ask(Priority.BACKGROUND)
    assert refused.status_code == 503
    assert int(refused.headers["Retry-After"]) > 1
    person = asyncio.create_task(house.ask(Priority.INTERACTIVE))
    await house.engine.holds(3)
    house.engine.go.set()
    assert (await person).status_code == 200


@pytest.mark.parametrize("sent", ["soon", "-3", "0"])
async def test_what_is_no_background_priority_is_interactive(house: House, sent: str) -> None:
    await house.hold(None, None)
    person = asyncio.create_task(house.ask(sent))
    await house.engine.holds(3)
    house.engine.go.set()
    assert (await person).status_code == 200


async def test_completions_and_chats_are_counted_together(house: House) -> None:
    chats = [asyncio.create_task(house.ask(path="/v1/chat/completions")) for _ in range(3)]
    await house.engine.holds(3)
    assert (await house.ask()).status_code == 503
    house.engine.go.set()
    await asyncio.gather(*chats)


async def test_all_else_is_answered_and_not_counted(house: House) -> None:
    loading = [asyncio.create_task(house.ask(path="/v1/load_lora_adapter")) for _ in range(4)]
    await house.engine.holds(4)
    assert (await house.client.get("/health")).status_code == 200
    person = asyncio.create_task(house.ask())
    await house.engine.holds(5)
    house.engine.go.set()
    answers = await asyncio.gather(*loading, person)
    assert {answer.status_code for answer in answers} == {200}


async def leave(house: House, asking: list[asyncio.Task[httpx.Response]]) -> None:
    for task in asking:
        task.cancel()
    await asyncio.gather(*asking, return_exceptions=True)
    await house.engine.holds(0)


async def fail(house: House, asking: list[asyncio.Task[httpx.Response]]) -> None:
    house.engine.go.set()
    await asyncio.gather(*asking)
    house.engine.fails = True
    for _ in range(4):
        assert (await house.ask()).status_code == 500
    house.engine.fails = False
    house.engine.go.clear()


@pytest.mark.parametrize("end", [leave, fail])
async def test_who_left_or_failed_makes_room(
    house: House, end: Callable[[House, list[asyncio.Task[httpx.Response]]], Awaitable[None]]
) -> None:
    await end(house, await house.hold(None, None, None))
    again = await house.hold(None, None, None)
    house.engine.go.set()
    assert [answer.status_code for answer in await asyncio.gather(*again)] == [200] * 3


async def test_what_is_in_flight_and_what_was_refused_is_shown(house: House) -> None:
    in_flight = "errands_inference_in_flight_requests"
    refused = "errands_inference_refused_requests_total"
    before = shown(refused, "background")
    held = await house.hold(Priority.INTERACTIVE, Priority.BACKGROUND)
    await house.ask(Priority.BACKGROUND)
    assert (shown(in_flight, "interactive"), shown(in_flight, "background")) == (1, 1)
    assert shown(refused, "background") == before + 1
    house.engine.go.set()
    await asyncio.gather(*held)
    assert (shown(in_flight, "interactive"), shown(in_flight, "background")) == (0, 0)
