import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import replace

import httpx
import pytest
from starlette.types import Message, Receive, Scope, Send

from errands.backends.memory import (
    ManualClock,
    MemoryEvents,
    MemorySessions,
    MemoryState,
    MemoryTurns,
)
from errands.contracts.backlog import Backlog
from errands.contracts.ids import SessionId, TurnId, WorkerId
from errands.contracts.keys import ApiKey
from errands.contracts.turn import Turn, TurnStatus
from services.api.app import create_app
from services.api.auth import digest_of
from services.api.key_watch import KeyWatch, Patience
from services.api.ports import Rules
from services.api.waiting import wait_for_end
from tests.unit.api.house import START, House, client_of, is_problem

KEY = {"Idempotency-Key": "k1"}


async def say(client: httpx.AsyncClient, session: str, message: str = "Hi") -> str:
    response = await client.post(f"{session}/turns", json={"message": message})
    assert response.status_code == 202
    return str(response.json()["id"])


async def test_a_turn_is_queued_and_hinted(
    maya: httpx.AsyncClient, house: House, session: str
) -> None:
    response = await maya.post(f"{session}/turns", json={"message": " Book a hotel "})
    assert response.status_code == 202
    body = response.json()
    assert body["id"].startswith("trn_")
    assert body["number"] == 1
    assert body["status"] == "queued"
    assert body["message"] == " Book a hotel "
    assert body["reply"] is None
    assert body["created_at"] == house.clock.now()
    assert "idempotent-replayed" not in response.headers
    assert response.headers["location"] == f"{session}/turns/{body['id']}"
    assert house.hints.sent == [session.rpartition("/")[2]]
    assert (await maya.get(session)).json()["status"] == "queued"
    assert (await maya.get(f"{session}/turns")).json()["turns"] == [body]


async def test_an_answer_does_not_wait_for_its_hint(
    maya: httpx.AsyncClient, house: House, session: str
) -> None:
    begun, go = asyncio.Event(), asyncio.Event()

    class Slow:
        async def send(self, session: SessionId, to: WorkerId | None = None) -> None:
            begun.set()
            await go.wait()
            await house.hints.send(session, to)

    app = create_app(replace(house.ports, hints=Slow()))
    answered = asyncio.Event()

    async def noting(scope: Scope, receive: Receive, send: Send) -> None:
        async def noted(message: Message) -> None:
            await send(message)
            if message["type"] == "http.response.body" and not message.get("more_body"):
                answered.set()

        await app(scope, receive, noted)

    async with client_of(noting, maya.headers) as caller:
        saying = asyncio.create_task(caller.post(f"{session}/turns", json={"message": "Hi"}))
        async with asyncio.timeout(30):
            await answered.wait()
            await begun.wait()
        assert house.hints.sent == []
        go.set()
        assert (await saying).status_code == 202
    assert len(house.hints.sent) == 1


@pytest.mark.parametrize("message", ["", "  ", "\n\t", "\u2003"])
async def test_an_empty_message(maya: httpx.AsyncClient, session: str, message: str) -> None:
    response = await maya.post(f"{session}/turns", json={"message": message})
    assert is_problem(response, 422, "empty_message")


@pytest.mark.parametrize("body", [{}, {"message": 3}, {"message": "a", "x": 1}, [], "a", None])
async def test_a_body_that_is_no_turn(maya: httpx.AsyncClient, session: str, body: object) -> None:
    assert is_problem(await maya.post(f"{session}/turns", json=body), 422, "invalid_request")


@pytest.mark.parametrize("raw", [b"{", b"\xff\xfe", b'{"message": ', b"[" * 100_000])
async def test_a_body_that_is_no_json(maya: httpx.AsyncClient, session: str, raw: bytes) -> None:
    response = await maya.post(
        f"{session}/turns", content=raw, headers={"Content-Type": "application/json"}
    )
    assert is_problem(response, 400, "malformed_body")


@pytest.mark.parametrize("message", ["x" * 8001, "é" * 4001, "x" * 100_000])
async def test_a_message_that_is_too_long(
    maya: httpx.AsyncClient, session: str, message: str
) -> None:
    response = await maya.post(f"{session}/turns", json={"message": message})
    assert is_problem(response, 413, "message_too_large")


async def test_the_longest_message(maya: httpx.AsyncClient, session: str) -> None:
    await say(maya, session, "é" * 4000)


async def test_a_body_that_is_too_long_is_not_parsed(maya: httpx.AsyncClient, session: str) -> None:
    response = await maya.post(f"{session}/turns", content=b"x" * 300_000)
    assert is_problem(response, 413, "body_too_large")

    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(300):
            yield b"x" * 1000

    response = await maya.post(f"{session}/turns", content=pieces())
    assert "content-length" not in response.request.headers
    assert is_problem(response, 413, "body_too_large")


async def test_the_same_key_is_one_turn(
    maya: httpx.AsyncClient, house: House, session: str
) -> None:
    first, again = [
        await maya.post(f"{session}/turns", json={"message": "Hi"}, headers=KEY) for _ in range(2)
    ]
    assert again.status_code == 202
    assert again.json() == first.json()
    assert "idempotent-replayed" not in first.headers
    assert again.headers["idempotent-replayed"] == "true"
    assert len(house.hints.sent) == 2
    other = await maya.post(f"{session}/turns", json={"message": "Bye"}, headers=KEY)
    assert is_problem(other, 422, "idempotency_conflict")
    assert len((await maya.get(f"{session}/turns")).json()["turns"]) == 1


@pytest.mark.parametrize("key", ["", "x" * 256])
async def test_a_key_out_of_bounds(maya: httpx.AsyncClient, session: str, key: str) -> None:
    response = await maya.post(
        f"{session}/turns", json={"message": "Hi"}, headers={"Idempotency-Key": key}
    )
    assert is_problem(response, 422, "invalid_request")


async def test_what_is_not_there(maya: httpx.AsyncClient, session: str) -> None:
    for gone in ("/v1/sessions/ses_0", "/v1/sessions/x", "/v1/sessions/ses_{a}:b"):
        post = await maya.post(f"{gone}/turns", json={"message": "Hi"})
        assert is_problem(post, 404, "session_not_found")
        assert is_problem(await maya.get(f"{gone}/turns/trn_0"), 404, "session_not_found")
    turn = await say(maya, session)
    for gone in ("trn_0", "x", f"{turn}:number"):
        assert is_problem(await maya.get(f"{session}/turns/{gone}"), 404, "turn_not_found")
        cancel = await maya.post(f"{session}/turns/{gone}/cancel")
        assert is_problem(cancel, 404, "turn_not_found")


async def test_a_turn_of_another_session_is_not_there(
    maya: httpx.AsyncClient, session: str
) -> None:
    other = (await maya.post("/v1/sessions", json={"start_url": START})).json()["id"]
    turn = await say(maya, session)
    response = await maya.get(f"/v1/sessions/{other}/turns/{turn}")
    assert is_problem(response, 404, "turn_not_found")


async def test_a_long_poll_wakes_when_the_turn_ends(
    maya: httpx.AsyncClient, house: House, session: str
) -> None:
    other = await say(maya, session, "first")
    turn = await say(maya, session, "second")
    waiting = asyncio.create_task(maya.get(f"{session}/turns/{turn}", params={"wait": 60}))
    for one in (other, turn):
        assert not waiting.done()
        await house.say(await house.turn(session.rpartition("/")[2], one), "Which email?")
    async with asyncio.timeout(30):
        body = (await waiting).json()
    assert body["status"] == "asked"
    assert body["reply"] == "Which email?"
    assert body["asked_slots"] == ["email"]
    assert body["stop_reason"] == "asked"
    assert body["usage"] == {"prompt": 0, "cached": 0, "completion": 0}


async def test_a_long_poll_of_an_ended_turn_answers_at_once(
    maya: httpx.AsyncClient, house: House, session: str
) -> None:
    turn = await say(maya, session)
    await house.say(await house.turn(session.rpartition("/")[2], turn))
    async with asyncio.timeout(30):
        response = await maya.get(f"{session}/turns/{turn}", params={"wait": 60})
    assert response.json()["status"] == "asked"


async def test_a_long_poll_gives_up_in_time(maya: httpx.AsyncClient, session: str) -> None:
    turn = await say(maya, session)
    response = await maya.get(f"{session}/turns/{turn}", params={"wait": 0.05})
    assert response.json()["status"] == "queued"


class DeafEvents(MemoryEvents):
    """Misses the first cancel, as Redis's client does when an answer comes with it."""

    async def follow(self, _session: SessionId, _after: str | None) -> AsyncIterator[None]:
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.Event().wait()
        yield None
        await asyncio.Event().wait()


async def test_a_long_poll_gives_up_though_a_cancel_was_missed(
    maya: httpx.AsyncClient, house: House, session: str
) -> None:
    turn = await house.turn(session.rpartition("/")[2], await say(maya, session))
    deaf = replace(house.ports, events=DeafEvents(MemoryState(house.clock)))
    key = await house.keys.find(digest_of(maya.headers["authorization"].removeprefix("Bearer ")))
    assert isinstance(key, ApiKey)
    async with asyncio.timeout(30):
        assert await wait_for_end(deaf, turn, 0.01, Patience(KeyWatch(deaf), key)) == turn


async def test_a_long_poll_finds_an_end_whose_event_was_lost() -> None:
    house = House(heartbeat=0.01)
    async with await house.caller("maya-inc") as maya:
        opened = await maya.post("/v1/sessions", json={"start_url": START})
        session = opened.headers["location"]
        turn = await say(maya, session)
        waiting = asyncio.create_task(maya.get(f"{session}/turns/{turn}", params={"wait": 60}))
        queued = await house.turn(opened.json()["id"], turn)
        ended = queued.model_copy(update={"status": TurnStatus.SAID, "reply": "Done."})
        await house.ports.turns.save(ended, (await house.lease(queued.session)).fence)
        async with asyncio.timeout(30):
            assert (await waiting).json()["status"] == "said"


async def test_a_long_poll_answers_when_the_process_has_to_go(
    maya: httpx.AsyncClient, house: House, session: str
) -> None:
    turn = await say(maya, session)
    waiting = asyncio.create_task(maya.get(f"{session}/turns/{turn}", params={"wait": 60}))
    reading = asyncio.create_task(maya.get(f"{session}/events"))
    await maya.get(session)
    house.ports.stopping.set()
    async with asyncio.timeout(30):
        assert (await waiting).json()["status"] == "queued"
        assert (await reading).status_code == 200


@pytest.mark.parametrize("wait", ["-1", "61", "x", "nan", "inf"])
async def test_a_wait_out_of_bounds(maya: httpx.AsyncClient, session: str, wait: str) -> None:
    turn = await say(maya, session)
    response = await maya.get(f"{session}/turns/{turn}", params={"wait": wait})
    assert is_problem(response, 422, "invalid_request")


async def test_cancelling_a_queued_turn_ends_it(maya: httpx.AsyncClient, session: str) -> None:
    turn = await say(maya, session)
    waiting = asyncio.create_task(maya.get(f"{session}/turns/{turn}", params={"wait": 60}))
    for _ in range(2):
        response = await maya.post(f"{session}/turns/{turn}/cancel")
        assert response.status_code == 202
        assert response.json()["status"] == "cancelled"
    async with asyncio.timeout(30):
        body = (await waiting).json()
    assert body["stop_reason"] == "cancelled"
    assert body["reply"]


async def test_cancelling_a_running_turn_flags_it(
    maya: httpx.AsyncClient, house: House, session: str
) -> None:
    turn = await house.turn(session.rpartition("/")[2], await say(maya, session))
    await house.start(turn)
    response = await maya.post(f"{session}/turns/{turn.id}/cancel")
    assert response.json()["status"] == "running"
    assert await house.ports.turns.cancelled(turn.session, turn.id)


async def test_cancelling_an_ended_turn_changes_nothing(
    maya: httpx.AsyncClient, house: House, session: str
) -> None:
    turn = await house.turn(session.rpartition("/")[2], await say(maya, session))
    await house.say(turn)
    response = await maya.post(f"{session}/turns/{turn.id}/cancel")
    assert response.status_code == 202
    assert response.json()["status"] == "asked"


async def test_the_operator_bounds_messages() -> None:
    house = House(Rules(max_message_bytes=3))
    async with await house.caller("maya-inc") as maya:
        opened = await maya.post("/v1/sessions", json={"start_url": START})
        path = f"{opened.headers['location']}/turns"
        assert is_problem(await maya.post(path, json={"message": "long"}), 413, "message_too_large")


async def test_a_session_that_is_busy_says_when_to_come_back() -> None:
    house = House(backlog=Backlog(turns=1))
    async with await house.caller("maya-inc") as maya:
        opened = await maya.post("/v1/sessions", json={"start_url": START})
        session = f"/v1/sessions/{opened.json()['id']}"
        await say(maya, session)
        response = await maya.post(f"{session}/turns", json={"message": "And breakfast"})
        assert is_problem(response, 429, "session_busy")
        assert response.headers["retry-after"] == "5"
        assert len((await maya.get(f"{session}/turns")).json()["turns"]) == 1


async def test_an_overloaded_service_says_when_to_come_back() -> None:
    house = House(backlog=Backlog(sessions=1))
    async with await house.caller("maya-inc") as maya:
        opened = [await maya.post("/v1/sessions", json={"start_url": START}) for _ in range(2)]
        one, two = (f"/v1/sessions/{response.json()['id']}" for response in opened)
        await say(maya, one)
        response = await maya.post(f"{two}/turns", json={"message": "Hi"})
        assert is_problem(response, 503, "overloaded")
        assert response.headers["retry-after"] == "5"
        await say(maya, one)


async def test_a_key_that_asks_too_often_is_told_to_wait() -> None:
    """Another key isn't held up by it, and reading isn't counted."""
    house = House(posts_a_minute=3)
    async with await house.caller("maya-inc") as maya, await house.caller("noah-ltd") as noah:
        opened = await maya.post("/v1/sessions", json={"start_url": START})
        session = f"/v1/sessions/{opened.json()['id']}"
        assert opened.headers["ratelimit"].startswith('"key";r=2;t=')
        other = await maya.post(f"{session}/turns", json={"message": " "})
        assert is_problem(other, 422, "empty_message")
        assert other.headers["ratelimit"].startswith('"key";r=1;t=')
        await say(maya, session)
        response = await maya.post(f"{session}/turns", json={"message": "Hi"})
        assert is_problem(response, 429, "too_many_requests")
        assert 0 < int(response.headers["retry-after"]) <= 60
        assert response.headers["ratelimit-policy"] == '"key";q=3;w=60'
        assert response.headers["ratelimit"].startswith('"key";r=0;t=')
        assert "ratelimit" not in (await maya.get(session)).headers
        assert (await maya.get(session)).status_code == 200
        assert (await noah.post("/v1/sessions", json={"start_url": START})).status_code == 201


async def test_a_message_may_interrupt_what_runs_and_what_waits(
    maya: httpx.AsyncClient, house: House, session: str
) -> None:
    runs, waits = [await say(maya, session, message) for message in ("Book it", "Cheaper")]
    running = await house.turn(session.rpartition("/")[2], runs)
    await house.start(running)
    body = {"message": "No, stop, another city", "interrupt": True}
    response = await maya.post(f"{session}/turns", json=body, headers=KEY)
    assert response.status_code == 202
    assert await house.ports.turns.cancelled(running.session, running.id)
    statuses = [turn["status"] for turn in (await maya.get(f"{session}/turns")).json()["turns"]]
    assert statuses == ["running", "cancelled", "queued"]
    assert (await maya.get(f"{session}/turns/{waits}")).json()["stop_reason"] == "cancelled"


async def test_the_same_interruption_interrupts_once(maya: httpx.AsyncClient, session: str) -> None:
    body = {"message": "Another city", "interrupt": True}
    await maya.post(f"{session}/turns", json=body, headers=KEY)
    later = await say(maya, session, "In May")
    again = await maya.post(f"{session}/turns", json=body, headers=KEY)
    assert again.headers["idempotent-replayed"] == "true"
    assert (await maya.get(f"{session}/turns/{later}")).json()["status"] == "queued"


@pytest.mark.parametrize("first", [False, True])
async def test_the_same_key_does_not_turn_a_message_into_an_interruption(
    maya: httpx.AsyncClient,
    session: str,
    first: bool,  # noqa: FBT001
) -> None:
    waits = await say(maya, session, "Book it")
    body = {"message": "Another city", "interrupt": first}
    await maya.post(f"{session}/turns", json=body, headers=KEY)
    status = (await maya.get(f"{session}/turns/{waits}")).json()["status"]
    other = await maya.post(f"{session}/turns", json={**body, "interrupt": not first}, headers=KEY)
    assert is_problem(other, 422, "idempotency_conflict")
    assert (await maya.get(f"{session}/turns/{waits}")).json()["status"] == status
    assert len((await maya.get(f"{session}/turns")).json()["turns"]) == 2


class SentTwice(MemoryTurns):
    """The same call is sent once more, and comes through while this one is looked up."""

    is_first = True

    async def replayed(
        self, turn: Turn, idempotency_key: str, *, interrupts: bool = False
    ) -> Turn | None:
        known = await super().replayed(turn, idempotency_key, interrupts=interrupts)
        if self.is_first:
            self.is_first = False
            twin = turn.model_copy(update={"id": TurnId("twin")})
            await self.add(twin, idempotency_key, interrupts=interrupts)
        return known


async def test_an_interruption_that_is_sent_twice_at_once_does_not_cancel_itself() -> None:
    house, state = House(), MemoryState(ManualClock())
    twice = SentTwice(state)
    house.app = create_app(
        replace(
            house.ports,
            sessions=MemorySessions(state),
            turns=twice,
            events=MemoryEvents(state, heartbeat=10),
        )
    )
    async with await house.caller("maya-inc") as maya:
        opened = await maya.post("/v1/sessions", json={"start_url": START})
        body = {"message": "Another city", "interrupt": True}
        path = f"/v1/sessions/{opened.json()['id']}/turns"
        response = await maya.post(path, json=body, headers=KEY)
    assert (response.json()["id"], response.json()["status"]) == ("twin", "queued")


class PagesOnly(MemoryTurns):
    """Has too many turns to read them all."""

    async def all(self, session: SessionId) -> tuple[Turn, ...]:
        raise AssertionError(session)

    async def page(self, session: SessionId, after: int, most: int) -> tuple[Turn, ...]:
        return (await super().all(session))[after : after + most]


async def test_no_more_turns_are_read_than_a_page_shows() -> None:
    house, state = House(), MemoryState(ManualClock())
    turns, sessions = PagesOnly(state), MemorySessions(state)
    house.app = create_app(replace(house.ports, sessions=sessions, turns=turns))
    async with await house.caller("maya-inc") as maya:
        opened = await maya.post("/v1/sessions", json={"start_url": START})
        path = f"/v1/sessions/{opened.json()['id']}/turns"
        for message in ("one", "two"):
            await maya.post(path, json={"message": message})
        page = (await maya.get(path, params={"limit": 1})).json()
    assert [turn["message"] for turn in page["turns"]] == ["one"]
    assert page["has_more"]


async def test_turns_are_listed_in_pages(maya: httpx.AsyncClient, session: str) -> None:
    for message in ("one", "two", "three"):
        await maya.post(f"{session}/turns", json={"message": message})
    first = (await maya.get(f"{session}/turns", params={"limit": 2})).json()
    assert [turn["message"] for turn in first["turns"]] == ["one", "two"]
    assert first["has_more"] is True
    query = {"limit": 2, "after": first["next_cursor"]}
    rest = (await maya.get(f"{session}/turns", params=query)).json()
    assert [turn["message"] for turn in rest["turns"]] == ["three"]
    assert rest["has_more"] is False
    await maya.post(f"{session}/turns", json={"message": "four"})
    later = await maya.get(f"{session}/turns", params={"after": rest["next_cursor"]})
    assert [turn["message"] for turn in later.json()["turns"]] == ["four"]
