import asyncio
import json
from collections.abc import AsyncGenerator
from dataclasses import replace

import httpx
import pytest
from starlette.types import Message
from structlog.testing import capture_logs

from errands.contracts.event import Logged
from errands.contracts.ids import SessionId
from services.api.app import create_app
from services.api.ports import Rules
from tests.unit.api.house import START, House, is_problem, told

WHOLE = [
    "session.created",
    "turn.queued",
    "step.taken",
    "turn.ended",
    "turn.queued",
    "turn.ended",
    "session.changed",
]


@pytest.fixture
async def lived(maya: httpx.AsyncClient, house: House, session: str) -> str:
    """A session with a turn that ended, and one that its closing cancelled."""
    turn = (await maya.post(f"{session}/turns", json={"message": "Hi"})).json()["id"]
    record = await house.turn(session.rpartition("/")[2], turn)
    await house.step(record, 1)
    await house.say(record)
    await maya.post(f"{session}/turns", json={"message": "More"})
    await maya.delete(session)
    return session


async def test_the_whole_stream(maya: httpx.AsyncClient, lived: str) -> None:
    response = await maya.get(f"{lived}/events")
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.headers["cache-control"] == "no-store"
    events = told(response.text)
    assert [event.event for event in events] == WHOLE
    bodies = [json.loads(event.data) for event in events]
    assert [body["type"] for body in bodies] == WHOLE
    assert {body["session"] for body in bodies} == {lived.rpartition("/")[2]}
    assert bodies[2]["step"]["action"] == 'say "Hi."'
    assert bodies[3]["turn"]["reply"] == "Done."
    assert bodies[5]["turn"]["status"] == "cancelled"
    assert bodies[6]["status"] == "closed"


@pytest.mark.parametrize("by", ["header", "query"])
async def test_a_client_dropped_at_every_event_gets_each_once(
    maya: httpx.AsyncClient, lived: str, by: str
) -> None:
    got: list[str] = []
    last: str | None = None
    while True:
        headers = {"Last-Event-ID": last} if last and by == "header" else {}
        params = {"after": last} if last and by == "query" else {}
        response = await maya.get(f"{lived}/events", headers=headers, params=params)
        if response.status_code == 204:
            break
        first = told(response.text)[0]
        got.append(first.event)
        last = first.id
    assert got == WHOLE


async def test_a_stream_that_is_open_gets_what_happens(
    maya: httpx.AsyncClient, house: House, session: str
) -> None:
    reading = asyncio.create_task(maya.get(f"{session}/events"))
    turn = (await maya.post(f"{session}/turns", json={"message": "Hi"})).json()["id"]
    await house.say(await house.turn(session.rpartition("/")[2], turn))
    assert not reading.done()
    await maya.delete(session)
    async with asyncio.timeout(30):
        response = await reading
    kinds = [event.event for event in told(response.text)]
    assert kinds == ["session.created", "turn.queued", "turn.ended", "session.changed"]


async def test_the_end_of_a_running_turn_comes_after_the_closing(
    maya: httpx.AsyncClient, house: House, session: str
) -> None:
    turn = (await maya.post(f"{session}/turns", json={"message": "Hi"})).json()["id"]
    record = await house.turn(session.rpartition("/")[2], turn)
    await house.start(record)
    reading = asyncio.create_task(maya.get(f"{session}/events"))
    await maya.delete(session)
    assert not reading.done()
    await house.say(record)
    async with asyncio.timeout(30):
        response = await reading
    assert [event.event for event in told(response.text)][-2:] == ["session.changed", "turn.ended"]


async def test_heartbeats_in_quiet_times() -> None:
    house = House(Rules(quiet_seconds=0.05), heartbeat=0.01)
    async with await house.caller("maya-inc") as maya:
        opened = await maya.post("/v1/sessions", json={"start_url": START})
        path = opened.headers["location"]
        reading = asyncio.create_task(maya.get(f"{path}/events"))
        turn = (await maya.post(f"{path}/turns", json={"message": "Hi"})).json()["id"]
        await maya.get(f"{path}/turns/{turn}", params={"wait": 0.1})
        await maya.delete(path)
        async with asyncio.timeout(30):
            response = await reading
    assert ": heartbeat" in response.text
    assert told(response.text)[-1].event == "session.changed"


@pytest.mark.parametrize("last", ["x", "1", "1-2-3", "-1"])
async def test_an_id_that_never_was(maya: httpx.AsyncClient, session: str, last: str) -> None:
    query, header = {"after": last}, {"Last-Event-ID": last}
    for params, headers, where in (
        (query, {}, "/query/after"),
        ({}, header, "/header/last-event-id"),
        ({"after": "1-0"}, header, "/header/last-event-id"),
    ):
        response = await maya.get(f"{session}/events", params=params, headers=headers)
        assert is_problem(response, 422, "invalid_request")
        assert [one["pointer"] for one in response.json()["errors"]] == [where]


async def test_a_client_that_hangs_up_leaves_nothing_behind_and_no_error(
    maya: httpx.AsyncClient, house: House, session: str
) -> None:
    """As a server tells of it: the answer's task is cancelled at each await from then on."""
    begun = asyncio.Event()
    events = Slow(house)
    app = create_app(replace(house.ports, events=events))

    async def receive() -> Message:
        if not begun.is_set():
            begun.set()
            return {"type": "http.request", "body": b""}
        await events.waiting.wait()
        return {"type": "http.disconnect"}

    statuses: list[int] = []

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    scope: dict[str, object] = dict(  # noqa: C408 names, not strings
        type="http",
        method="GET",
        path=f"{session}/events",
        query_string=b"",
        headers=[(b"authorization", maya.headers["Authorization"].encode())],
        http_version="1.1",
        scheme="http",
        root_path="",
    )
    with capture_logs() as logs:
        async with asyncio.timeout(30):
            await app(scope, receive, send)
    assert statuses == [200]
    assert events.closed
    assert [log for log in logs if log["log_level"] == "error"] == []


class Slow:
    """An `EventLog` whose follower takes a while to end, as one that closes a connection."""

    def __init__(self, house: House) -> None:
        self._events = house.ports.events
        self.append, self.after, self.get = (
            self._events.append,
            self._events.after,
            self._events.get,
        )
        self.waiting = asyncio.Event()
        self.closed = False

    def follow(self, session: SessionId, after: str | None) -> AsyncGenerator[Logged | None, None]:
        return self._follow(session, after)

    async def _follow(
        self, session: SessionId, after: str | None
    ) -> AsyncGenerator[Logged | None, None]:
        del session, after
        yield None
        self.waiting.set()
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0.01)
            self.closed = True
