"""Events turned into spans: what was measured anyway, told once it is over."""

from collections.abc import Mapping
from typing import Final, assert_never

import structlog
from opentelemetry.context import Context
from opentelemetry.trace import (
    Link,
    Span,
    SpanKind,
    Status,
    StatusCode,
    get_current_span,
    set_span_in_context,
)
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from errands.contracts.event import (
    BrowserHandedBack,
    BrowserTaken,
    Event,
    ProfileChanged,
    SessionChanged,
    SessionCreated,
    StepTaken,
    TurnEnded,
    TurnQueued,
    TurnStarted,
)
from errands.contracts.step import Step
from errands.contracts.turn import Turn, TurnStatus
from errands.telemetry.labels import Part
from errands.telemetry.tracing import as_root, tracer, traces_are_on, within

CALLER: Final = "traceparent"
"""By this name the caller's own trace is bound to what is logged, and linked to the turn's."""

_W3C: Final = TraceContextTextMapPropagator()


def trace_event(event: Event) -> None:
    """The spans that end with an event; none where traces are off."""
    if not traces_are_on():
        return
    match event:
        case SessionCreated() | SessionChanged() | ProfileChanged():
            pass
        case BrowserTaken() | BrowserHandedBack():
            pass
        case TurnQueued(turn=turn):
            _span("accept", within(turn.id), turn.created_at, event.at, links=_callers())
        case TurnStarted(turn=turn):
            begun = turn.created_at if turn.attempts <= 1 else event.at
            facts = {"errands.attempt": turn.attempts}
            _span("wait", within(turn.id), begun, event.at, facts)
        case StepTaken(step=step):
            _step(step, event.at)
        case TurnEnded(turn=turn):
            _turn(turn, event.at)
        case _:
            assert_never(event)


def _turn(turn: Turn, at: float) -> None:
    facts: dict[str, str | int] = {
        "errands.session": turn.session,
        "errands.turn": turn.id,
        "errands.status": turn.status,
        "errands.stop_reason": turn.stop_reason or "",
        "errands.steps": turn.steps,
        "errands.attempts": turn.attempts,
    }
    failed = turn.status is TurnStatus.FAILED
    with as_root(turn.id) as root:
        _span("turn", root, turn.created_at, turn.ended_at or at, facts, failed=failed)


def _step(step: Step, at: float) -> None:
    took = step.timings
    begun = at - took.total / 1000
    facts: dict[str, str | int] = {
        "errands.step": step.number,
        "errands.verb": step.action.kind,
        "errands.effect": step.effect.kind,
        "errands.skill": step.skill,
        "gen_ai.request.model": step.model,
        "gen_ai.usage.input_tokens": step.usage.prompt,
        "gen_ai.usage.output_tokens": step.usage.completion,
    }
    whole = _span("step", within(step.turn), begun, at, facts)
    for part, milliseconds in (
        (Part.OBSERVE, took.observe),
        (Part.DECIDE, took.decide),
        (Part.ACT, took.act),
    ):
        ended = begun + milliseconds / 1000
        _span(part, set_span_in_context(whole), begun, ended)
        begun = ended


def _span(
    name: str,
    context: Context,
    begun: float,
    ended: float,
    facts: Mapping[str, str | int] | None = None,
    *,
    links: tuple[Link, ...] = (),
    failed: bool = False,
) -> Span:
    """One that is over; times are unix seconds."""
    span = tracer().start_span(
        name,
        context=context,
        kind=SpanKind.INTERNAL,
        attributes=facts,
        links=links,
        start_time=_nanoseconds(begun),
    )
    if failed:
        span.set_status(Status(StatusCode.ERROR))
    span.end(_nanoseconds(max(begun, ended)))
    return span


def _callers() -> tuple[Link, ...]:
    """The caller's own trace, where its request told one."""
    told = structlog.contextvars.get_contextvars().get(CALLER)
    if not isinstance(told, str):
        return ()
    of = get_current_span(_W3C.extract({CALLER: told}, Context())).get_span_context()
    return (Link(of),) if of.is_valid else ()


def _nanoseconds(seconds: float) -> int:
    return int(seconds * 1_000_000_000)
