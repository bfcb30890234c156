"""What is tried again, how often, and that it is one call all the same."""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import httpx
import pytest

from errands.client import (
    AsyncErrands,
    ClientError,
    ErrandsApiError,
    LimitedError,
    Retries,
    UnavailableError,
    UnreachableError,
    UnreadableError,
)
from services.api.problems import Code, ProblemError, problem_response
from tests.unit.client.either import Peer, either, peer, reply

TURN = json.dumps(
    {
        "id": "trn_1",
        "session": "ses_1",
        "number": 1,
        "status": "dreaming",
        "message": "Hi",
        "reply": None,
        "asked_slots": [],
        "stop_reason": None,
        "steps": 0,
        "usage": {"prompt": 0, "cached": 0, "completion": 0},
        "created_at": 0,
        "started_at": None,
        "ended_at": None,
        "mood": "a field that is new",
    }
)
DROPPED = b""
GOOD = reply(202, TURN)


def problem(code: Code, **headers: str) -> bytes:
    answer = problem_response(ProblemError(code), {"path": "/"})
    return reply(answer.status_code, bytes(answer.body).decode(), **headers)


@asynccontextmanager
async def speaking(
    kind: str, replies: Sequence[bytes]
) -> AsyncIterator[tuple[AsyncErrands, Peer, list[float]]]:
    """A client, who answers it, and how long it has slept."""
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    waits = sleep if kind == "async" else slept.append
    async with (
        peer(replies) as (url, acting),
        either(kind, url, "k", sleep=waits, retries=Retries(attempts=3, longest=10)) as client,
    ):
        yield client, acting, slept


@pytest.mark.parametrize(
    "bad",
    [
        problem(Code.OVERLOADED, Retry_After="3"),
        problem(Code.TOO_MANY_REQUESTS, Retry_After="3"),
        reply(502, "<h1>Bad gateway</h1>", Retry_After="3"),
    ],
)
async def test_a_busy_service_is_asked_again_when_it_says_so(kind: str, bad: bytes) -> None:
    async with speaking(kind, [bad, bad, GOOD]) as (client, acting, slept):
        turn = await client.create_turn("ses_1", "Hi")
    assert turn.id == "trn_1"
    assert turn.status == "dreaming"
    assert not turn.ended
    assert slept == [3, 3]
    first, *others = acting.sent("idempotency-key")
    assert first
    assert others == [first, first]


async def test_a_broken_connection_is_made_anew_after_longer_and_longer(kind: str) -> None:
    async with speaking(kind, [DROPPED, reply(202, TURN)[:-9], GOOD]) as (client, acting, slept):
        await client.create_turn("ses_1", "Hi")
    assert len(set(acting.sent("idempotency-key"))) == 1
    assert len(slept) == 2
    assert all(0 < pause <= 8 for pause in slept)


@pytest.mark.parametrize(
    ("bad", "raised"),
    [
        (DROPPED, UnreachableError),
        (problem(Code.SESSION_BUSY, Retry_After="1"), LimitedError),
        (problem(Code.STORE_UNAVAILABLE, Retry_After="1"), UnavailableError),
    ],
)
async def test_it_is_tried_so_often_and_no_more(
    kind: str, bad: bytes, raised: type[ClientError]
) -> None:
    async with speaking(kind, [bad, bad, bad, GOOD]) as (client, acting, _):
        with pytest.raises(raised):
            await client.create_turn("ses_1", "Hi")
    assert len(acting.heads) == 3


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (problem(Code.OVERLOADED, Retry_After="11"), "overloaded"),
        (problem(Code.SESSION_CLOSED), "session_closed"),
        (problem(Code.INTERNAL_ERROR), "internal_error"),
        (reply(302, Location="https://elsewhere.test/"), "http_302"),
    ],
)
async def test_what_would_not_help_is_not_tried(kind: str, bad: bytes, code: str) -> None:
    async with speaking(kind, [bad, GOOD]) as (client, acting, slept):
        with pytest.raises(ErrandsApiError) as raised:
            await client.create_turn("ses_1", "Hi")
    assert raised.value.code == code
    assert len(acting.heads) == 1
    assert slept == []


async def test_an_answer_of_something_else_is_told_as_such(kind: str) -> None:
    async with speaking(kind, [reply(200, "<p>Welcome</p>"), reply(200)]) as (client, _, _):
        with pytest.raises(UnreadableError, match="not a Session"):
            await client.get_session("ses_1")
        with pytest.raises(UnreadableError, match="stream of events"):
            async for _ in client.follow("ses_1"):
                pass


async def test_each_call_has_a_key_of_its_own(kind: str) -> None:
    async with speaking(kind, [GOOD, GOOD]) as (client, acting, _):
        await client.create_turn("ses_1", "Hi")
        await client.create_turn("ses_1", "Hi")
    assert len(set(acting.sent("idempotency-key"))) == 2


async def test_a_server_that_leaves_is_not_asked_on_and_on(kind: str) -> None:
    ended = json.dumps({**json.loads(TURN), "status": "said", "reply": "Done."})
    async with speaking(kind, [GOOD, GOOD, GOOD, reply(200, ended)]) as (client, acting, slept):
        assert (await client.say("ses_1", "Hi")).reply == "Done."
    assert slept == [0.5, 0.5]
    assert acting.heads[-1].startswith("get /v1/sessions/ses_1/turns/trn_1?wait=60")


def test_the_key_is_in_no_representation() -> None:
    client = AsyncErrands("http://api.test", "errands_secret")
    assert "errands_secret" not in repr(client) + repr(vars(client))
    assert isinstance(vars(client)["_http"], httpx.AsyncClient)
