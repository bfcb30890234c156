"""Events turned into metrics, log lines and spans, in one place."""

from typing import assert_never

import structlog

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
from errands.contracts.step import REJECTIONS, Step
from errands.contracts.turn import Turn
from errands.telemetry import metrics
from errands.telemetry.labels import PASSED, Part, StepOutcome, TokenKind, adapter_of, outcome_of
from errands.telemetry.spans import trace_event

_log = structlog.get_logger("errands")


def observe_event(event: Event) -> None:
    """Counts, logs and traces an event. Call it once an event, where it is appended.

    What a person said, a profile holds or a page shows is never logged.
    """
    trace_event(event)
    log = _log.bind(session=event.session)
    match event:
        case SessionCreated():
            metrics.SESSIONS_CREATED.inc()
            log.info(event.type)
        case SessionChanged() | ProfileChanged():
            log.info(event.type, **_facts_of_session(event))
        case TurnQueued(turn=turn):
            metrics.TURNS_ACCEPTED.inc()
            log.info(event.type, turn=turn.id, number=turn.number)
        case TurnStarted(turn=turn):
            _observe_start(turn)
            log.info(event.type, turn=turn.id, number=turn.number, attempts=turn.attempts)
        case StepTaken(step=step):
            _observe_step(step)
            log.info(event.type, **_facts_of_step(step))
        case TurnEnded(turn=turn):
            _observe_end(turn)
            log.info(event.type, **_facts_of_turn(turn))
        case BrowserTaken():
            metrics.BROWSERS_TAKEN.inc()
            log.info(event.type)
        case BrowserHandedBack(reason=reason):
            metrics.BROWSERS_HANDED_BACK.labels(reason).inc()
            log.info(event.type, reason=reason)
        case _:
            assert_never(event)


def _observe_start(turn: Turn) -> None:
    metrics.TURNS_STARTED.inc()
    if turn.started_at is not None and turn.attempts <= 1:
        metrics.TURN_WAIT_SECONDS.observe(max(0.0, turn.started_at - turn.created_at))


def _observe_step(step: Step) -> None:
    metrics.STEPS.labels(step.action.kind, step.effect.kind, step.skill).inc()
    came_to = outcome_of(step.effect.kind)
    for outcome in StepOutcome:
        # all of them, so that a version that never missed has a share of 0
        counter = metrics.ADAPTER_STEPS.labels(step.skill, adapter_of(step.model), outcome)
        counter.inc(outcome is came_to)
    for part, milliseconds in (
        (Part.OBSERVE, step.timings.observe),
        (Part.DECIDE, step.timings.decide),
        (Part.ACT, step.timings.act),
    ):
        metrics.STEP_SECONDS.labels(part, came_to).observe(milliseconds / 1000)
    for kind, tokens in (
        (TokenKind.PROMPT, step.usage.prompt),
        (TokenKind.CACHED, step.usage.cached),
        (TokenKind.COMPLETION, step.usage.completion),
    ):
        metrics.TOKENS.labels(kind, step.skill).inc(tokens)
    verdict = step.effect.kind if step.effect.kind in REJECTIONS else PASSED
    metrics.GATE_VERDICTS.labels(verdict).inc()


def _observe_end(turn: Turn) -> None:
    metrics.TURNS_ENDED.labels(turn.status, turn.stop_reason or "").inc()
    metrics.TURN_STEPS.labels(turn.status).observe(turn.steps)
    if turn.ended_at is not None:
        seconds = max(0.0, turn.ended_at - turn.created_at)
        metrics.TURN_SECONDS.labels(turn.status).observe(seconds)


def _facts_of_session(event: SessionChanged | ProfileChanged) -> dict[str, str | int]:
    match event:
        case SessionChanged(status=status):
            return {"status": status}
        case ProfileChanged(names=names):
            return {"names": len(names)}


def _facts_of_step(step: Step) -> dict[str, str | int | float]:
    return {
        "turn": step.turn,
        "number": step.number,
        "verb": step.action.kind,
        "effect": step.effect.kind,
        "skill": step.skill,
        "model": step.model,
        "milliseconds": round(step.timings.total),
    }


def _facts_of_turn(turn: Turn) -> dict[str, str | int | float | None]:
    return {
        "turn": turn.id,
        "number": turn.number,
        "status": turn.status,
        "stop_reason": turn.stop_reason,
        "steps": turn.steps,
        "attempts": turn.attempts,
    }
