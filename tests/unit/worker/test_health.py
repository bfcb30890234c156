"""What a process that serves nothing else answers, and who may tell it to drain."""

import socket
import struct
from collections.abc import Iterator
from http import HTTPStatus
from threading import Event

import httpx
import pytest
import structlog
from structlog.testing import capture_logs
from structlog.typing import EventDict

from services.worker import health
from services.worker.health import HealthServer
from tests.worker_process import until


@pytest.fixture
def drained() -> Event:
    return Event()


@pytest.fixture
def server(drained: Event) -> Iterator[HealthServer]:
    started = HealthServer.start(0, lambda: True, drained.set)
    assert started is not None
    yield started
    started.close()


def url(server: HealthServer, path: str) -> str:
    return f"http://127.0.0.1:{server.port}{path}"


def test_a_drain_is_answered_and_begins(server: HealthServer, drained: Event) -> None:
    assert httpx.post(url(server, "/drain")).status_code == HTTPStatus.ACCEPTED
    assert drained.wait(10)


def test_to_look_drains_nothing(server: HealthServer, drained: Event) -> None:
    assert httpx.get(url(server, "/drain")).status_code == HTTPStatus.NOT_FOUND
    assert httpx.post(url(server, "/healthz")).status_code == HTTPStatus.NOT_FOUND
    assert not drained.is_set()


def test_nobody_else_drains_it(
    server: HealthServer, drained: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Elsewhere:
        is_loopback = False

    monkeypatch.setattr(health, "ip_address", lambda _: Elsewhere())
    assert httpx.post(url(server, "/drain")).status_code == HTTPStatus.FORBIDDEN
    assert not drained.is_set()


def test_where_nothing_drains_there_is_no_such_page() -> None:
    server = HealthServer.start(0, lambda: True)
    assert server is not None
    try:
        assert httpx.post(url(server, "/drain")).status_code == HTTPStatus.NOT_FOUND
    finally:
        server.close()


async def test_who_hangs_up_is_a_line_of_the_log(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # A logger that has logged under another configuration is kept with it.
    monkeypatch.setattr(health, "_log", structlog.get_logger())
    asked, gone = Event(), Event()

    def is_healthy() -> bool:
        asked.set()
        return gone.wait(10)

    async def told() -> EventDict | None:
        """Of one that hung up: what was answered before the system knew of it, nobody misses."""
        asked.clear()
        gone.clear()
        _hang_up(server.port, asked)
        gone.set()
        return next((line for line in lines if line["event"] == "health.not_answered"), None)

    with capture_logs() as lines:
        server = HealthServer.start(0, is_healthy)
        assert server is not None
        line = await until(told)
        server.close()
    assert "Error" in line["error"]
    assert capsys.readouterr().err == ""


def _hang_up(port: int, asked: Event) -> None:
    """Without waiting for what is on its way, as a process does that is killed."""
    with socket.create_connection(("127.0.0.1", port)) as caller:
        caller.sendall(b"GET /healthz HTTP/1.1\r\n\r\n")
        assert asked.wait(10)
        caller.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
