"""A stream over connections that break: each event comes once, in its order."""

import json
from collections.abc import Iterator

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from errands.client import Errands, NotFoundError, SessionChanged
from services.api.problems import Code
from tests.unit.client.either import either, peer, reply
from tests.unit.client.test_retries import problem

STATUSES = ["queued", "running", "wai\u2028ting", "cl\u0085osed €"]


def block(number: int, kind: str = "session.changed", ends: str = "\r\n") -> str:
    body = {"type": kind, "session": "ses_1", "at": number, "status": STATUSES[number % 4]}
    data = json.dumps(body, ensure_ascii=False)
    return ends.join((f"id: {number}-0", f"event: {kind}", f"data: {data}", "", ""))


HELLO = "retry: 7000\r\n: hello\r\n\r\n"
BLOCKS = [block(number) for number in range(4)]


def cut(text: str) -> bytes:
    """A stream that breaks after this."""
    head = (
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    size = f"{len(text.encode()):x}"
    return f"{head}{size}\r\n{text}\r\n".encode()


@pytest.mark.parametrize("kind", ["async", "sync"])
async def test_it_goes_on_after_the_last_whole_event(kind: str) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    replies = [
        cut(HELLO + BLOCKS[0] + BLOCKS[1][:-4]),
        b"",
        cut(HELLO),
        cut(HELLO + BLOCKS[1] + block(2, "page.dreamed")),
        reply(204),
    ]
    waits = sleep if kind == "async" else slept.append
    async with peer(replies) as (url, acting), either(kind, url, "k", sleep=waits) as client:
        told = [one async for one in client.follow("ses_1")]
    assert [one.id for one in told] == ["0-0", "1-0"]
    assert acting.sent("last-event-id") == [None, "0-0", "0-0", "0-0", "2-0"]
    first, _, third, last = slept
    assert (first, third, last) == (0, 7, 0)


@pytest.mark.parametrize("kind", ["async", "sync"])
async def test_a_problem_ends_it(kind: str) -> None:
    replies = [cut(HELLO + BLOCKS[0]), problem(Code.SESSION_NOT_FOUND)]
    async with peer(replies) as (url, _), either(kind, url, "k") as client:
        events = client.follow("ses_1", after="x-0")
        assert (await anext(events)).id == "0-0"
        with pytest.raises(NotFoundError):
            await anext(events)


class Broken(httpx.SyncByteStream):
    def __init__(self, pieces: list[bytes]) -> None:
        self._pieces = pieces

    def __iter__(self) -> Iterator[bytes]:
        yield from self._pieces
        raise httpx.ReadError("cut")


@given(
    st.lists(st.tuples(st.integers(0, 600), st.integers(1, 600)), max_size=6),
    st.sampled_from(["\r\n", "\n"]),
)
def test_each_event_comes_once_wherever_it_is_cut(cuts: list[tuple[int, int]], ends: str) -> None:
    blocks = [block(number, ends=ends) for number in range(4)]
    left = list(cuts)

    def answer(request: httpx.Request) -> httpx.Response:
        last = request.headers.get("last-event-id")
        after = 0 if last is None else int(last.partition("-")[0]) + 1
        whole = "".join(blocks[after:]).encode()
        if after == len(blocks):
            return httpx.Response(204)
        at, size = left.pop() if left else (len(whole), 50)
        pieces = [whole[:at][n : n + size] for n in range(0, at, size)]
        kind = {"Content-Type": "text/event-stream"}
        return httpx.Response(200, stream=Broken(pieces), headers=kind)

    with Errands(
        "http://a.test", "k", transport=httpx.MockTransport(answer), sleep=lambda _: None
    ) as client:
        told = list(client.follow("ses_1"))
    assert [one.id for one in told] == ["0-0", "1-0", "2-0", "3-0"]
    assert [one.event.status for one in told if isinstance(one.event, SessionChanged)] == STATUSES
