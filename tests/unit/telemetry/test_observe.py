import json
import logging.config

import pytest
import structlog

from errands.contracts.action import Say
from errands.contracts.event import (
    SessionChanged,
    SessionCreated,
    StepTaken,
    TurnEnded,
    TurnQueued,
    TurnStarted,
)
from errands.contracts.ids import SessionId, SkillName, TurnId
from errands.contracts.session import SessionStatus
from errands.contracts.step import Effect, EffectKind, Step, Timings, Usage
from errands.contracts.turn import StopReason, Turn, TurnStatus
from errands.telemetry.logging import configure_logging
from errands.telemetry.metrics import REGISTRY
from errands.telemetry.observe import observe_event

SESSION = SessionId("ses_1")
TURN = Turn(
    id=TurnId("trn_1"),
    session=SESSION,
    number=1,
    message="my number is QX77Z",
    status=TurnStatus.SAID,
    reply="It is QX77Z.",
    stop_reason=StopReason.SAID,
    created_at=10,
    started_at=12,
    ended_at=15,
    attempts=1,
)
STEP = Step(
    session=SESSION,
    turn=TURN.id,
    number=1,
    skill=SkillName("choose"),
    model="choose@3",
    action=Say(text="It is QX77Z."),
    line='say "It is QX77Z."',
    effect=Effect(kind=EffectKind.NEEDS_YES, detail="QX77Z"),
    url="https://shop.test/QX77Z",
    timings=Timings(observe=100, decide=200, act=300),
    usage=Usage(prompt=10, cached=5, completion=2),
)


def value(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


def test_events_are_counted_and_what_people_said_is_not_logged(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure_logging(json=True)
    watched: list[tuple[str, dict[str, str], float]] = [
        ("errands_sessions_created_total", {}, 1),
        ("errands_turns_accepted_total", {}, 1),
        ("errands_turns_started_total", {}, 1),
        ("errands_turn_wait_seconds_sum", {}, 2),
        ("errands_turns_ended_total", {"status": "said", "stop_reason": "said"}, 1),
        ("errands_turn_seconds_sum", {"status": "said"}, 5),
        ("errands_steps_taken_total", {"verb": "say", "effect": "needs yes", "skill": "choose"}, 1),
        ("errands_step_seconds_sum", {"part": "decide", "outcome": "refused"}, 0.2),
        (
            "errands_adapter_steps_total",
            {"skill": "choose", "adapter": "choose@3", "outcome": "refused"},
            1,
        ),
        ("errands_turn_steps_count", {"status": "said"}, 1),
        ("errands_gate_verdicts_total", {"kind": "needs yes"}, 1),
        ("errands_model_tokens_total", {"kind": "cached", "skill": "choose"}, 5),
    ]
    before = [value(name, **labels) for name, labels, _ in watched]
    for event in (
        SessionCreated(session=SESSION, at=0),
        SessionChanged(session=SESSION, at=0, status=SessionStatus.RUNNING),
        TurnQueued(session=SESSION, at=0, turn=TURN),
        TurnStarted(session=SESSION, at=0, turn=TURN),
        StepTaken(session=SESSION, at=0, step=STEP),
        TurnEnded(session=SESSION, at=0, turn=TURN),
    ):
        observe_event(event)
    after = [value(name, **labels) for name, labels, _ in watched]
    growth = [now - then for now, then in zip(after, before, strict=True)]
    assert growth == pytest.approx([grown for _, _, grown in watched])
    logged = capsys.readouterr().err
    assert len(logged.splitlines()) == 6
    assert "QX77Z" not in logged
    assert "stop_reason" in logged


@pytest.mark.parametrize(
    ("effect", "verdict"),
    [(EffectKind.OK, "passed"), (EffectKind.FAILED, "passed"), (EffectKind.NOT_DERIVABLE,) * 2],
)
def test_gates_pass_what_they_dont_refuse(effect: EffectKind, verdict: str) -> None:
    before = value("errands_gate_verdicts_total", kind=verdict)
    step = STEP.model_copy(update={"effect": Effect(kind=effect)})
    observe_event(StepTaken(session=SESSION, at=0, step=step))
    assert value("errands_gate_verdicts_total", kind=verdict) == before + 1


@pytest.mark.parametrize("as_json", [True, False])
def test_a_traceback_shows_no_locals(capsys: pytest.CaptureFixture[str], as_json: bool) -> None:  # noqa: FBT001
    configure_logging(json=as_json)
    secret = "QX" * 2
    try:
        secret.index("x")
    except ValueError:
        structlog.get_logger("x").exception("bad")
    logged = capsys.readouterr().err
    assert "ValueError" in logged
    assert "QXQX" not in logged


def test_libraries_log_the_same_way(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging(json=True, level="WARNING")
    library = logging.getLogger("uvicorn.error")  # noqa: TID251 a library's own
    library.info("not this")
    library.warning("this: %s", 3)
    (line,) = capsys.readouterr().err.splitlines()
    found = json.loads(line)
    assert (found["message"], found["level"], found["logger"]) == (
        "this: 3",
        "warning",
        "uvicorn.error",
    )
