"""Requests to the model, each a span of the turn they are made for; the server's own go below."""

from typing import Final

import httpx
import structlog
from opentelemetry.trace import SpanKind, set_span_in_context
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from errands.contracts.ids import TurnId
from errands.telemetry.tracing import tracer, within

_W3C: Final = TraceContextTextMapPropagator()


class TracedTransport(httpx.AsyncHTTPTransport):
    """Knows the turn by what is bound to the log's lines; outside of one it adds nothing."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        turn = structlog.contextvars.get_contextvars().get("turn")
        if not isinstance(turn, str):
            return await super().handle_async_request(request)
        name = f"{request.method} {request.url.path}"
        context = within(TurnId(turn))
        with tracer().start_as_current_span(name, context, kind=SpanKind.CLIENT) as span:
            _W3C.inject(request.headers, set_span_in_context(span))
            span.set_attribute("server.address", request.url.host)
            response = await super().handle_async_request(request)
            span.set_attribute("http.response.status_code", response.status_code)
            return response
