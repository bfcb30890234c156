"""Which worker is sick, and what browsers cost."""

from typing import Final

from errands.telemetry.labels import ModelOutcome, Part
from stack.watching.jobs import Job, of
from stack.watching.overview import OURS
from stack.watching.panel import RANGE, Board, Panel, Row, Unit, curves, grown, quantile, rate

_WORKERS: Final = of(Job.WORKER)
_FAILED: Final = of(Job.WORKER, more=f'status="failed", stop_reason=~"{OURS}"')
_UNANSWERED: Final = of(Job.WORKER, more=f'outcome="{ModelOutcome.UNAVAILABLE}"')
_REDIS: Final = of(Job.REDIS)
_PYTHON: Final = rate(f"process_cpu_seconds_total{_WORKERS}", "instance")
_BROWSER: Final = rate(f"errands_browser_cpu_seconds_total{_WORKERS}", "instance")


def _part(title: str, part: Part, about: str) -> Panel:
    """How long a part of a step takes each worker."""
    where = of(Job.WORKER, more=f'part="{part}"')
    return curves(
        title,
        Unit.SECONDS,
        f"19 of 20 steps are faster. {about}",
        (quantile(0.95, "errands_step_seconds", "instance", where=where), "{{instance}}"),
    )


def _questions(where: str) -> str:
    """To the model, by worker."""
    return grown(f"errands_model_request_seconds_count{where}", "instance")


WORKERS: Final = Board(
    "workers",
    "Errands: workers and browsers",
    (
        Row(
            "Which worker is sick",
            (
                curves(
                    "Answers",
                    Unit.COUNT,
                    "0: its metrics can't be read; it is gone or hangs.",
                    (f"up{_WORKERS}", "{{instance}}"),
                ),
                curves(
                    "Holds a session",
                    Unit.COUNT,
                    "One at 1 for very long, without steps: its turn hangs.",
                    (f"errands_sessions_leased{_WORKERS}", "{{instance}}"),
                ),
                curves(
                    "Steps",
                    Unit.PER_SECOND,
                    "A busy worker without steps hangs.",
                    (rate(f"errands_steps_taken_total{_WORKERS}", "instance"), "{{instance}}"),
                ),
                curves(
                    "Turns that failed by our fault",
                    Unit.COUNT,
                    "The browser or the model did; sites' own failures are left out. One far above "
                    "the others is sick; all alike: look at the model server.",
                    (
                        grown(f"errands_turns_ended_total{_FAILED}", "instance"),
                        "{{instance}}",
                    ),
                ),
                curves(
                    "Browsers that died",
                    Unit.COUNT,
                    "One worker's alone: its memory. All: a site, or Chromium itself.",
                    (grown(f"errands_browser_crashes_total{_WORKERS}", "instance"), "{{instance}}"),
                ),
                curves(
                    "Started again within the hour",
                    Unit.COUNT,
                    "The child that owns the browser; each restart costs its sessions a restore.",
                    (f"changes(process_start_time_seconds{_WORKERS}[1h])", "{{instance}}"),
                ),
                curves(
                    "Leases lost",
                    Unit.COUNT,
                    "This worker stood still or was cut off from Redis for longer than a lease. "
                    "`refused`: it wrote once it was back, and was turned away.",
                    (grown(f"errands_leases_lost_total{_WORKERS}", "instance"), "{{instance}}"),
                    (
                        grown(f"errands_fenced_writes_total{_WORKERS}", "instance"),
                        "{{instance}} refused",
                    ),
                ),
                curves(
                    "Sessions taken over",
                    Unit.COUNT,
                    "By the worker that went on, which is well. Whose they were: "
                    '"Leases lost", "Started again within the hour", or a curve that ends.',
                    (grown(f"errands_lease_takeovers_total{_WORKERS}", "instance"), "{{instance}}"),
                ),
            ),
        ),
        Row(
            "Which worker is slow, or cut off from the model",
            (
                curves(
                    "Processor",
                    Unit.SHARE,
                    "Cores used, the browser's included; 1 is a whole core. Flat at its limit "
                    "while its steps are slow: it is throttled. Near 0 while it holds a session: "
                    "it waits, most likely for the model.",
                    (f"{_PYTHON} + {_BROWSER}", "{{instance}}"),
                ),
                _part("Reading the page", Part.OBSERVE, "Slow on one: its processor, its memory."),
                _part("Acting on the page", Part.ACT, "Slow on one: as above. On all: a site."),
                _part(
                    "Deciding",
                    Part.DECIDE,
                    "Asking the model included. Slow on one: its way to the model server. On all: "
                    "the server.",
                ),
                curves(
                    "Questions without an answer",
                    Unit.COUNT,
                    "A step without an answer is no step, and in no panel of steps. One worker's "
                    "alone: its network, the NetworkPolicy.",
                    (
                        f"{_questions(_UNANSWERED)} or 0 * {_questions(_WORKERS)}",
                        "{{instance}}",
                    ),
                ),
                curves(
                    "Circuit",
                    Unit.COUNT,
                    "0: the model is asked. 1: one request tries. 2: it has been given up, and "
                    "turns fail at once.",
                    (f"errands_model_circuit_state{_WORKERS}", "{{instance}}"),
                ),
            ),
        ),
        Row(
            "Browsers",
            (
                curves(
                    "Memory",
                    Unit.BYTES,
                    "Of Chromium and its driver; pages that processes share count each time.",
                    (f"errands_browser_memory_bytes{_WORKERS}", "{{instance}}"),
                ),
                curves(
                    "Contexts that are open",
                    Unit.COUNT,
                    "At most 4 a worker: the sessions whose pages are kept warm.",
                    (f"errands_contexts{_WORKERS}", "{{instance}}"),
                ),
                curves(
                    "Browsers started",
                    Unit.COUNT,
                    "One a worker at its first turn; more follow crashes and recycling.",
                    (grown("errands_browser_launches_total"), "started"),
                    (grown("errands_browser_recycles_total"), "recycled"),
                ),
                curves(
                    "Until a context stands on its page",
                    Unit.SECONDS,
                    "19 of 20 are faster. `restored`: the session was on another worker, or idle.",
                    (quantile(0.95, "errands_context_open_seconds", "origin"), "{{origin}}"),
                ),
                curves(
                    "Contexts that turns began in",
                    Unit.COUNT,
                    "`kept` is the fastest. `missed`: who kept it was busy or dead; a second lost.",
                    (grown("errands_contexts_taken_total", "origin"), "{{origin}}"),
                    (grown("errands_keepers_missed_total"), "missed"),
                ),
                curves(
                    "Why contexts were closed",
                    Unit.COUNT,
                    "`room` often: more workers would keep more of them warm. `broken`: see above.",
                    (grown("errands_contexts_closed_total", "reason"), "{{reason}}"),
                ),
                curves(
                    "The browser's part of a step",
                    Unit.SECONDS,
                    "19 of 20 are faster.",
                    (
                        quantile(0.95, "errands_step_seconds", "part", where='{part!="decide"}'),
                        "{{part}}",
                    ),
                ),
            ),
        ),
        Row(
            "Leases and recordings",
            (
                curves(
                    "Writes that a lost lease stopped",
                    Unit.COUNT,
                    "A worker was paused or cut off, and woke up. Nothing was written twice.",
                    (grown("errands_fenced_writes_total", "script"), "{{script}}"),
                ),
                curves(
                    "Recordings",
                    Unit.PER_SECOND,
                    "One a step. Lost ones: a worker's disk is full.",
                    (rate("errands_recordings_written_total"), "written"),
                    (rate("errands_recordings_lost_total"), "lost"),
                    (rate("errands_recordings_not_shipped_total"), "not shipped"),
                ),
            ),
        ),
        Row(
            "Redis",
            (
                curves(
                    "Memory of Redis",
                    Unit.BYTES,
                    "It grows with every session; nothing of one is removed but by closing it.",
                    (f"redis_memory_used_bytes{_REDIS}", "used"),
                    (f"redis_memory_max_bytes{_REDIS}", "allowed (0: all)"),
                ),
                curves(
                    "Commands",
                    Unit.PER_SECOND,
                    "In step with the steps taken; more without them: who asks so much?",
                    (f"rate(redis_commands_processed_total{_REDIS}[{RANGE}])", "commands"),
                ),
                curves(
                    "Connections",
                    Unit.COUNT,
                    "Each open stream and long poll of the API has one.",
                    (f"redis_connected_clients{_REDIS}", "connected"),
                ),
            ),
        ),
    ),
)
