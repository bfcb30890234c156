"""/healthz, /readyz, /metrics and /drain of a process that serves nothing else."""

import sys
import threading
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from typing import Self

import structlog
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from errands.telemetry.metrics import REGISTRY

_log = structlog.get_logger(__name__)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002 the base's
        """Who asked has hung up, most likely; the base would write a traceback beside the log."""
        _log.info("health.not_answered", error=repr(sys.exception()))


class HealthServer:
    """Answers from its own thread, so that it can say that the rest of the process hangs."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self._server = server
        self._thread = threading.Thread(target=server.serve_forever, name="health", daemon=True)
        self._thread.start()

    @classmethod
    def start(
        cls, port: int, is_healthy: Callable[[], bool], drain: Callable[[], None] | None = None
    ) -> Self | None:
        """`None`, and a word in the log, where the port is taken: work goes on unwatched.

        `drain` is what a POST to /drain from the same machine does; without one there is none.
        """
        try:
            server = _Server(("", port), _handler(is_healthy, drain))
        except OSError as error:
            _log.warning("health.port_taken", port=port, error=repr(error))
            return None
        _log.info("health.started", port=server.server_address[1])
        return cls(server)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _handler(
    is_healthy: Callable[[], bool], drain: Callable[[], None] | None
) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            match self.path.partition("?")[0]:
                case "/metrics":
                    self._answer(HTTPStatus.OK, CONTENT_TYPE_LATEST, generate_latest(REGISTRY))
                case "/healthz" | "/readyz" if is_healthy():
                    self._answer(HTTPStatus.OK, "text/plain", b"ok\n")
                case "/healthz" | "/readyz":
                    self._answer(HTTPStatus.SERVICE_UNAVAILABLE, "text/plain", b"hangs\n")
                case _:
                    self._answer(HTTPStatus.NOT_FOUND, "text/plain", b"not found\n")

        def do_POST(self) -> None:
            if drain is None or self.path != "/drain":
                self._answer(HTTPStatus.NOT_FOUND, "text/plain", b"not found\n")
            elif not ip_address(self.client_address[0]).is_loopback:
                self._answer(HTTPStatus.FORBIDDEN, "text/plain", b"from this machine only\n")
            else:
                self._answer(HTTPStatus.ACCEPTED, "text/plain", b"draining\n")
                drain()

        def _answer(self, status: HTTPStatus, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the base's name
            _log.debug("health.asked", line=format % args)

    return Handler
