"""How many turns wait and how long, how they end, and what to scale."""

from typing import Final

from errands.telemetry.labels import Part
from stack.watching.jobs import Job, of
from stack.watching.panel import (
    RANGE,
    Board,
    Row,
    Unit,
    curves,
    grown,
    mean,
    number,
    quantile,
    rate,
    share,
)

RECONCILERS: Final = of(Job.RECONCILER)
"""Who counts what waits. All processes declare the same metrics: of the others it is a 0 that
means nothing, and would stay where no reconciler runs."""
_WORKERS: Final = of(Job.WORKER)
_SECONDS: Final = rate("errands_step_seconds_sum", "outcome")
_ONCE_A_STEP: Final = f'errands_step_seconds_count{{part="{Part.DECIDE}"}}'

OURS: Final = "model_unavailable|browser_failed"
"""Why turns fail that is neither a site's nor the model's doing."""

_WITHOUT_A_BROWSER: Final = of(Job.API, Job.RECONCILER, Job.ADAPTERS, Job.INFERENCE)
_REDIS: Final = of(Job.REDIS)
_PYTHON: Final = "process_cpu_seconds_total"
_BROWSERS: Final = "errands_browser_cpu_seconds_total"
_OF_USER: Final = "redis_cpu_user_seconds_total"
_OF_KERNEL: Final = "redis_cpu_sys_seconds_total"


def _rate(metric: str, where: str) -> str:
    """Of each process."""
    return f"rate({metric}{where}[{RANGE}])"


OVERVIEW: Final = Board(
    "overview",
    "Errands: overview",
    (
        Row(
            "Now",
            (
                number(
                    "Turns that wait",
                    Unit.COUNT,
                    f"max(errands_turns_queued{RECONCILERS})",
                    "For a worker, or behind another one of their session.",
                ),
                number(
                    "Sessions that wait",
                    Unit.COUNT,
                    f"max(errands_sessions_orphaned{RECONCILERS})",
                    "Sessions with a turn that no worker holds. More than a handful for minutes: "
                    "add workers.",
                ),
                number(
                    "Oldest turn waits",
                    Unit.SECONDS,
                    f"max(errands_oldest_turn_wait_seconds{RECONCILERS})",
                    "Since the oldest queued turn was taken. Over 30 s a person notices.",
                ),
                number(
                    "Sessions at work",
                    Unit.COUNT,
                    f"sum(errands_sessions_leased{_WORKERS})",
                    "Sessions that a worker holds; one a worker at most.",
                ),
                number(
                    "Workers that answer",
                    Unit.COUNT,
                    f"sum(up{_WORKERS})",
                    "Workers whose metrics could be read.",
                ),
                number(
                    "Workers that are busy",
                    Unit.SHARE,
                    f"sum(errands_sessions_leased{_WORKERS}) / sum(up{_WORKERS})",
                    "Near 1 with sessions that wait: add workers. Low with sessions that wait: "
                    "workers are sick, or the broker is.",
                ),
                number(
                    "Turns that fail",
                    Unit.SHARE,
                    share(
                        rate('errands_turns_ended_total{status="failed"}'),
                        rate("errands_turns_ended_total"),
                    ),
                    "Of all that end. The row below tells why.",
                ),
            ),
        ),
        Row(
            "Turns",
            (
                curves(
                    "Turns taken, begun and ended",
                    Unit.PER_SECOND,
                    "Taken above begun for long: turns pile up. Begun above ended: workers die, "
                    "turns begin again.",
                    (rate("errands_turns_accepted_total"), "taken"),
                    (rate("errands_turns_started_total"), "begun"),
                    (rate("errands_turns_ended_total"), "ended"),
                ),
                curves(
                    "How turns end",
                    Unit.PER_SECOND,
                    "`asked` and `said` are replies; `failed` is words and no result.",
                    (rate("errands_turns_ended_total", "status"), "{{status}}"),
                ),
                curves(
                    "Why turns fail",
                    Unit.COUNT,
                    "`model_unavailable` and `browser_failed` are ours; `blocked`, "
                    "`unreachable` and `page_stuck` are sites'; `loop` and `budget` "
                    "are the model's.",
                    (
                        grown('errands_turns_ended_total{status="failed"}', "stop_reason"),
                        "{{stop_reason}}",
                    ),
                ),
                curves(
                    "From a message to its reply",
                    Unit.SECONDS,
                    "What a person waits for, the time in the queue included.",
                    (quantile(0.5, "errands_turn_seconds"), "half are faster"),
                    (quantile(0.95, "errands_turn_seconds"), "19 of 20 are faster"),
                ),
                curves(
                    "From a message to its first step",
                    Unit.SECONDS,
                    "Time in the queue alone. It grows first when workers are too few.",
                    (quantile(0.5, "errands_turn_wait_seconds"), "half are faster"),
                    (quantile(0.95, "errands_turn_wait_seconds"), "19 of 20 are faster"),
                ),
                curves(
                    "Where a step's time goes",
                    Unit.SECONDS,
                    "`decide` is the model, `observe` and `act` are the browser: the longest is "
                    "what to give more to.",
                    (mean("errands_step_seconds", "part"), "{{part}}"),
                ),
                curves(
                    "A step's time by what became of it",
                    Unit.SECONDS,
                    "All of its parts on average. `missed` far above `done`: time goes into "
                    "waiting for what doesn't come.",
                    (share(_SECONDS, rate(_ONCE_A_STEP, "outcome")), "{{outcome}}"),
                ),
            ),
        ),
        Row(
            "Healing",
            (
                curves(
                    "Sessions sent out again",
                    Unit.COUNT,
                    "By the reconciler: a hint was lost, or a worker died. Some are normal while "
                    "turns wait.",
                    (grown("errands_reconciler_republishes_total"), "sent out again"),
                    (grown("errands_hints_failed_total"), "the broker took no hint"),
                ),
                curves(
                    "Looks of reconcilers",
                    Unit.PER_SECOND,
                    "One a second and reconciler, as `reconcile_seconds` says. None: what waits "
                    "isn't found, and what this board says of it is old.",
                    (
                        rate(f"errands_reconciler_looks_total{RECONCILERS}", "instance"),
                        "{{instance}}",
                    ),
                ),
                curves(
                    "Takeovers and lost leases",
                    Unit.COUNT,
                    "A worker died, hung or was told to end, and another went on. Who went on: "
                    'workers, "Sessions taken over"; who is sick: workers, "Started again within '
                    'the hour" and workers, "Leases lost".',
                    (grown("errands_lease_takeovers_total"), "taken over"),
                    (grown("errands_leases_lost_total"), "lost while held"),
                    (grown("errands_sessions_handed_over_total"), "handed over"),
                ),
                curves(
                    "Processors",
                    Unit.SHARE,
                    "Cores that a process of each kind uses on average; 1 is a whole core, which "
                    "is all that an API, a reconciler or Redis can use. `errands-inference` is "
                    "without vLLM's engine where that is a process of its own, as on a GPU. Which "
                    'worker: workers, "Processor".',
                    (f"avg by (job) ({_rate(_PYTHON, _WITHOUT_A_BROWSER)})", "{{job}}"),
                    (
                        f"avg({_rate(_PYTHON, _WORKERS)}) + avg({_rate(_BROWSERS, _WORKERS)})",
                        "errands-worker, its browser included",
                    ),
                    (f"max({_rate(_OF_USER, _REDIS)} + {_rate(_OF_KERNEL, _REDIS)})", Job.REDIS),
                ),
            ),
        ),
    ),
)
