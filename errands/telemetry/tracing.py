"""Traces by OpenTelemetry: one a turn, in which the API, workers and the model server meet.

No process hands a trace on to the next: its id is drawn from the turn's, so whoever works on
the turn knows it. What a person said or a page shows is in no span.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import SERVICE_NAME, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.id_generator import RandomIdGenerator
from opentelemetry.sdk.trace.sampling import TraceIdRatioBased
from opentelemetry.trace import NonRecordingSpan, SpanContext, TraceFlags, Tracer

from errands.contracts.ids import TurnId

EXPORT_SECONDS: Final = 2.0
"""How long a collector may keep a process that wants to end."""

_SPAN_BYTES: Final = 8
_TRACE_BYTES: Final = 16


def open_traces(service: str, url: str, share: float) -> None:
    """From now on this process tells the collector at `url` (OTLP over HTTP) of its spans.

    An empty `url` leaves everything off. `share` of all turns are traced, the same ones in
    every process. Call it after a fork, once.
    """
    if not url:
        return
    provider = TracerProvider(
        sampler=TraceIdRatioBased(share),
        resource=Resource.create({SERVICE_NAME: service}),
        id_generator=_DrawnIds(),
    )
    exporter = OTLPSpanExporter(endpoint=url, timeout=EXPORT_SECONDS)
    provider.add_span_processor(BatchSpanProcessor(exporter))
    trace.set_tracer_provider(provider)


def close_traces() -> None:
    """Sends what is left."""
    provider = trace.get_tracer_provider()
    if isinstance(provider, TracerProvider):
        provider.shutdown()


def traces_are_on() -> bool:
    return isinstance(trace.get_tracer_provider(), TracerProvider)


def tracer() -> Tracer:
    """Makes spans, or does nothing where traces are off."""
    return trace.get_tracer("errands")


def trace_of(turn: TurnId) -> int:
    """The trace's id: 128 bits."""
    return int.from_bytes(_digest(turn)[:_TRACE_BYTES]) or 1


def within(turn: TurnId) -> Context:
    """The context of a turn's own span, which is sent when the turn has ended."""
    of = SpanContext(
        trace_id=trace_of(turn),
        span_id=_span_of(turn),
        is_remote=True,
        trace_flags=TraceFlags(TraceFlags.SAMPLED),
    )
    return trace.set_span_in_context(NonRecordingSpan(of))


@contextmanager
def as_root(turn: TurnId) -> Iterator[Context]:
    """In here a span without a parent is the turn's own."""
    token = _root.set(turn)
    try:
        yield Context()
    finally:
        _root.reset(token)


def _span_of(turn: TurnId) -> int:
    return int.from_bytes(_digest(turn)[_TRACE_BYTES : _TRACE_BYTES + _SPAN_BYTES]) or 1


def _digest(turn: TurnId) -> bytes:
    return hashlib.sha256(turn.encode()).digest()


_root: ContextVar[TurnId | None] = ContextVar("root", default=None)


class _DrawnIds(RandomIdGenerator):
    """Random ones, but for the span of a whole turn."""

    def generate_trace_id(self) -> int:
        turn = _root.get()
        return super().generate_trace_id() if turn is None else trace_of(turn)

    def generate_span_id(self) -> int:
        turn = _root.get()
        return super().generate_span_id() if turn is None else _span_of(turn)
