"""Around every request: its id, one access line, metrics, and a bound on its body."""

import re
import secrets
import time
from collections.abc import Iterable
from dataclasses import dataclass

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from errands.telemetry import metrics
from errands.telemetry.spans import CALLER
from services.api.problems import REQUEST_ID, Code, ProblemError, problem_response

_REQUEST_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")
_TRACE_PARENT = re.compile(r"00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")
"""As W3C's Trace Context has it."""
_QUIET_ROUTES = frozenset({"/healthz", "/readyz", "/metrics"})
_FILE = re.compile(r"/v1/sessions/[^/]+/files/[^/]+")
"""Has a bound of its own, and is read by its route, once the caller is known."""
_KNOWN_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

_log = structlog.get_logger("errands.access")


class AccessMiddleware:
    """Gives each request an id, echoes it, counts and logs the answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        request_id = _request_id(headers)
        scope.setdefault("state", {})[REQUEST_ID] = request_id
        answer = _Answer(send, request_id, time.monotonic())
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request=request_id, **_callers_trace(headers))
        try:
            await self._app(scope, receive, answer)
        except Exception:
            _log.exception("request.crashed")
            if answer.head_seconds is not None:
                raise
            response = problem_response(ProblemError(Code.INTERNAL_ERROR), scope)
            await response(scope, receive, answer)
        finally:
            _tell(scope, answer)
            structlog.contextvars.clear_contextvars()


@dataclass(slots=True)
class _Answer:
    """Passes an answer on, and remembers what it was."""

    send: Send
    request_id: str
    began: float
    status: int = 500
    head_seconds: float | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = int(message["status"])
            self.head_seconds = time.monotonic() - self.began
            headers = MutableHeaders(scope=message)
            headers["X-Request-Id"] = self.request_id
            headers["X-Content-Type-Options"] = "nosniff"
            headers.setdefault("Cache-Control", "no-store")
        await self.send(message)


def _tell(scope: Scope, answer: _Answer) -> None:
    seconds = time.monotonic() - answer.began
    route = getattr(scope.get("route"), "path", "unmatched")
    method = scope["method"] if scope["method"] in _KNOWN_METHODS else "other"
    metrics.HTTP_REQUESTS.labels(method, route, str(answer.status)).inc()
    metrics.HTTP_SECONDS.labels(method, route).observe(
        seconds if answer.head_seconds is None else answer.head_seconds
    )
    say = _log.debug if route in _QUIET_ROUTES else _log.info
    say(
        "request",
        method=method,
        route=route,
        status=answer.status,
        milliseconds=round(seconds * 1000, 1),
    )


def _request_id(headers: Headers) -> str:
    sent = headers.get("x-request-id", "")
    return sent if _REQUEST_ID.fullmatch(sent) else f"req_{secrets.token_hex(12)}"


def _callers_trace(headers: Headers) -> dict[str, str]:
    """The trace that the request is part of on the caller's side, if it tells one."""
    sent = headers.get(CALLER, "")
    return {CALLER: sent} if _TRACE_PARENT.fullmatch(sent) else {}


class BodyLimitMiddleware:
    """Refuses bodies over `limit` bytes before anything parses them, but for those of files."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or _is_file(scope):
            await self._app(scope, receive, send)
            return
        if announced(Headers(scope=scope)) > self._limit:
            await self._refuse(scope, receive, send)
            return
        read = await self._read(receive)
        if read is None:
            await self._refuse(scope, receive, send)
            return
        await self._app(scope, _replay(read, receive), send)

    async def _read(self, receive: Receive) -> list[Message] | None:
        """All messages of the body; `None` where they are too much."""
        messages: list[Message] = []
        size = 0
        while True:
            message = await receive()
            messages.append(message)
            size += len(message.get("body", b""))
            if size > self._limit:
                return None
            if not message.get("more_body", False):
                return messages

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        detail = f"A body has at most {self._limit} bytes."
        response = problem_response(ProblemError(Code.BODY_TOO_LARGE, detail), scope)
        await response(scope, receive, send)


def _is_file(scope: Scope) -> bool:
    return scope["method"] == "PUT" and _FILE.fullmatch(scope["path"]) is not None


def announced(headers: Headers) -> int:
    """The length of a body, in bytes; 0 where it isn't told."""
    length = headers.get("content-length", "")
    return int(length) if length.isdecimal() else 0


def _replay(messages: Iterable[Message], receive: Receive) -> Receive:
    remaining = iter(messages)

    async def again() -> Message:
        for message in remaining:
            return message
        return await receive()

    return again
