"""Which requests the model server takes. vLLM itself would queue all that come."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import ClassVar, Final

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from errands.contracts.priority import PRIORITY_HEADER, Priority
from errands.telemetry.metrics import INFERENCE_IN_FLIGHT, INFERENCE_REFUSED

_QUESTIONS: Final = frozenset({"/v1/completions", "/v1/chat/completions"})
_RETRY_SECONDS: Final[Mapping[Priority, int]] = {Priority.INTERACTIVE: 1, Priority.BACKGROUND: 5}
"""About what a request takes; who has time leaves more of it to the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How many requests may be in flight, computed and waiting ones of all priorities.

    One more of a priority is taken below its number only.
    """

    interactive: int
    background: int

    def of(self, priority: Priority) -> int:
        match priority:
            case Priority.INTERACTIVE:
                return self.interactive
            case Priority.BACKGROUND:
                return self.background


class Admission:
    """An ASGI middleware: 503 with `Retry-After` for what there is no room for.

    vLLM names a middleware by its path and makes it with the app alone, so `limits` are the
    class's; the launcher sets them before the server starts.
    """

    limits: ClassVar[Limits] = Limits(interactive=80, background=12)

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._in_flight = 0
        for priority in Priority:
            # shown from the start, so that the first refusal is an increase too
            INFERENCE_REFUSED.labels(priority.name.lower())
            INFERENCE_IN_FLIGHT.labels(priority.name.lower())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _asks_the_model(scope):
            await self._app(scope, receive, send)
            return
        priority = _priority(Headers(scope=scope))
        label = priority.name.lower()
        if self._in_flight >= self.limits.of(priority):
            INFERENCE_REFUSED.labels(label).inc()
            await self._refusal(priority)(scope, receive, send)
            return
        self._in_flight += 1
        try:
            with INFERENCE_IN_FLIGHT.labels(label).track_inprogress():
                await self._app(scope, receive, send)
        finally:
            self._in_flight -= 1

    def _refusal(self, priority: Priority) -> JSONResponse:
        name, limit = priority.name.lower(), self.limits.of(priority)
        problem = {
            "type": "urn:errands:problem:no_room",
            "title": "The model server has no room for this request now",
            "status": HTTPStatus.SERVICE_UNAVAILABLE,
            "code": "no_room",
            "detail": f"{self._in_flight} requests are in flight; {name} ones are taken below "
            f"{limit}.",
        }
        return JSONResponse(
            problem,
            status_code=HTTPStatus.SERVICE_UNAVAILABLE,
            media_type="application/problem+json",
            headers={"Retry-After": str(_RETRY_SECONDS[priority])},
        )


def _asks_the_model(scope: Scope) -> bool:
    return scope["type"] == "http" and scope["method"] == "POST" and scope["path"] in _QUESTIONS


def _priority(headers: Headers) -> Priority:
    try:
        number = int(headers.get(PRIORITY_HEADER, Priority.INTERACTIVE))
    except ValueError:
        # What vLLM does with it too.
        return Priority.INTERACTIVE
    return Priority.BACKGROUND if number > Priority.INTERACTIVE else Priority.INTERACTIVE
