"""What the reconciler makes of a server's answers."""

from collections.abc import Callable

import httpx
import pytest

from services.inference.engine_client import (
    EngineBusyError,
    EngineDownError,
    EngineRefusedError,
    VllmEngine,
)


class Line(httpx.AsyncBaseTransport):
    """A line to a server that answers every request in one way."""

    def __init__(self, answers: Callable[[httpx.Request], httpx.Response]) -> None:
        self._answers = answers

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return self._answers(request)


def late(request: httpx.Request) -> httpx.Response:
    raise httpx.ReadTimeout("too late", request=request)


def gone(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("connection refused", request=request)


def engine(answers: Callable[[httpx.Request], httpx.Response]) -> VllmEngine:
    return VllmEngine(httpx.AsyncClient(transport=Line(answers), base_url="http://engine.test"))


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        (lambda _: httpx.Response(503, text="no room"), EngineBusyError),
        (late, EngineBusyError),
        (gone, EngineDownError),
        (lambda _: httpx.Response(404, text="no such model"), EngineRefusedError),
    ],
    ids=["full", "late", "gone", "unknown"],
)
async def test_a_server_without_time_is_not_one_that_is_gone(
    answers: Callable[[httpx.Request], httpx.Response], error: type[Exception]
) -> None:
    with pytest.raises(error) as raised:
        await engine(answers).prewarm("fill@1")
    assert type(raised.value) is error


async def test_a_server_that_is_late_with_its_list_counts_as_down() -> None:
    with pytest.raises(EngineDownError):
        await engine(late).adapters()
