"""Every alert. Each is tried by promtool, and each has an entry in docs/runbook.md."""

from typing import Final

from errands.telemetry.labels import BASE, RepairOutcome
from stack.watching.alert import Alert, more_than, page, ticket
from stack.watching.api import APIS, ASKED, FAULTS, NO_WAITS, STREAMS, WEBHOOK_LAG
from stack.watching.jobs import Job, of
from stack.watching.overview import OURS, RECONCILERS
from stack.watching.panel import grown, quantile, rate, share

_FAILED: Final = f'errands_turns_ended_total{{status="failed", stop_reason=~"{OURS}"}}'


def _failing(over: str) -> str:
    """Share of the turns that failed by our fault."""
    return share(rate(_FAILED, over=over), rate("errands_turns_ended_total", over=over))


def _base_steps(over: str) -> str:
    """By skill: steps that no adapter took, 0 where adapters took all."""
    base = f'{_STEPS}{{adapter="{BASE}"}}'
    return f"{grown(base, 'skill', over=over)} or 0 * {grown(_STEPS, 'skill', over=over)}"


_SERVER_FAULTS: Final = share(rate(FAULTS, over="5m"), rate(ASKED, over="5m"))
_STEPS: Final = "errands_adapter_steps_total"
_IN_VAIN: Final = f'errands_model_repairs_total{{outcome="{RepairOutcome.IN_VAIN}"}}'
_BY: Final = "skill, adapter"
_REFUSED: Final = 'errands_inference_refused_requests_total{priority="interactive"}'

_AT_WORK: Final = of(Job.WORKER)
_ADAPTERS: Final = of(Job.ADAPTERS)
_STORE: Final = of(Job.REDIS)
_MEMORY_USED: Final = f"redis_memory_used_bytes{_STORE} / (redis_memory_max_bytes{_STORE} > 0)"
_DEFERRED: Final = of(Job.INFERENCE, more='reason="deferred"')
_PROCESSES: Final = of(*(job for job in Job if job is not Job.REDIS))

_TURNS: Final = (
    page(
        "TurnsWait",
        "5m",
        "The oldest queued turn has waited for {{ $value | humanizeDuration }}.",
        (f"max(errands_oldest_turn_wait_seconds{RECONCILERS})", "> 30"),
    ),
    page(
        "NothingBegins",
        "2m",
        "Turns wait, workers are idle, and none has begun a turn for two minutes.",
        (f"max(min_over_time(errands_sessions_orphaned{RECONCILERS}[2m]))", "> 0"),
        (rate("errands_turns_started_total", over="2m"), "== 0"),
        (f"sum(up{_AT_WORK}) - sum(errands_sessions_leased{_AT_WORK})", "> 0"),
    ),
    page(
        "TurnsFailFast",
        "2m",
        "{{ $value | humanizePercentage }} of the turns fail by our fault; a month's budget of 1 % "
        "is gone in two days.",
        (_failing("5m"), "> 0.144"),
        (_failing("1h"), "> 0.144"),
        # one turn of three at night is no reason to wake anybody
        (grown(_FAILED, over="1h"), more_than(3)),
    ),
    ticket(
        "TurnsFailSlowly",
        "15m",
        "{{ $value | humanizePercentage }} of the turns have failed by our fault for hours.",
        (_failing("30m"), "> 0.03"),
        (_failing("6h"), "> 0.03"),
    ),
)

_TAKEN_OVER: Final = grown("errands_lease_takeovers_total", over="15m")
_STARTED_AGAIN: Final = f"changes(process_start_time_seconds{_AT_WORK}[15m])"
_WORKERS: Final = (
    page(
        "NoWorker",
        "1m",
        "No worker's metrics can be read.",
        (f"sum(up{_AT_WORK}) or vector(0)", "== 0"),
    ),
    page(
        "NoReconciler",
        "2m",
        "No reconciler's metrics can be read: lost turns are not found again.",
        (f"sum(up{RECONCILERS}) or vector(0)", "== 0"),
    ),
    page(
        "ReconcilerSilent",
        "1m",
        "Reconcilers answer, but none has looked for lost turns for two minutes.",
        (grown(f"errands_reconciler_looks_total{RECONCILERS}", over="2m"), "== 0"),
    ),
    ticket(
        "ProcessDown",
        "5m",
        "{{ $labels.job }} on {{ $labels.instance }} can't be read.",
        (f"up{_PROCESSES}", "== 0"),
    ),
    ticket(
        "WorkersDie",
        "0m",
        "In 15 minutes {{ $value | humanize }} sessions were taken over from dead workers, or one "
        "worker was started again so often.",
        # a child that dies again and again takes its own session back, and counts from 0 anew
        (f"max({_TAKEN_OVER} or {_STARTED_AGAIN})", more_than(3)),
    ),
    ticket(
        "WorkerWasCutOff",
        "0m",
        "{{ $labels.instance }} wrote after it had lost its lease; the write was refused.",
        (grown("errands_fenced_writes_total", "instance", over="10m"), "> 0"),
    ),
    ticket(
        "BrowsersDie",
        "0m",
        "{{ $value | humanize }} browsers died on {{ $labels.instance }} in 15 minutes.",
        (grown("errands_browser_crashes_total", "instance", over="15m"), more_than(3)),
    ),
    ticket(
        "BrowserIsLarge",
        "10m",
        "Browser on {{ $labels.instance }} has {{ $value | humanize1024 }}B.",
        (f"errands_browser_memory_bytes{_AT_WORK}", "> 1.7e9"),
    ),
    ticket(
        "RecordingsStay",
        "1m",
        "Recordings could not be taken to where they are kept; workers' disks fill up.",
        (grown("errands_recordings_not_shipped_total", over="5m"), more_than(3)),
    ),
    ticket(
        "RecordingsLost",
        "0m",
        "The disk of {{ $labels.instance }} takes no recordings.",
        (grown("errands_recordings_lost_total", "instance", over="10m"), "> 0"),
    ),
)

_MODEL: Final = (
    page(
        "ModelServerAway",
        "2m",
        "No model server answers.",
        (f"max(errands_engine_up{_ADAPTERS}) or vector(0)", "== 0"),
    ),
    page(
        "ModelGivenUp",
        "1m",
        "Workers have given the model server up; turns fail at once.",
        # half open counts: while a question tries, the others are still turned away
        ("max(errands_model_circuit_state)", "> 0"),
    ),
    page(
        "ModelServerFull",
        "5m",
        "The model server turns people's requests away.",
        (
            f"{rate(_REFUSED, over='5m')} or vector(0)",
            "> 0",
        ),
    ),
    ticket(
        "ModelIsSlow",
        "10m",
        "{{ $labels.skill }} waits over {{ $value | humanizeDuration }} for one answer in twenty.",
        (
            quantile(0.95, "errands_model_request_seconds", "skill", over="5m"),
            "> 5",
        ),
    ),
    ticket(
        "PromptsDontFit",
        "10m",
        "The model server's memory for prompts is full.",
        (f"max by (instance) (vllm:kv_cache_usage_perc{of(Job.INFERENCE)})", "> 0.9"),
    ),
    ticket(
        "AdaptersWaitForSlots",
        "5m",
        "Requests wait because all adapters' slots of a batch are taken.",
        (f"sum(vllm:num_requests_waiting_by_reason{_DEFERRED})", "> 0"),
    ),
    ticket(
        "AdapterMissing",
        "10m",
        "A live adapter version doesn't answer.",
        (f"max(errands_adapters_missing{_ADAPTERS})", "> 0"),
    ),
    ticket(
        "AdaptersFail",
        "5m",
        "{{ $labels.instance }} can't take in an adapter or its manifest.",
        (
            grown(f"errands_adapter_failures_total{_ADAPTERS}", "instance", over="5m"),
            more_than(3),
        ),
    ),
    ticket(
        "ServersDiffer",
        "15m",
        "Model servers answer for {{ $labels.skill }} with different versions.",
        (
            f"sum by (skill) (max by (skill, adapter) (errands_adapter_share{_ADAPTERS}))",
            "> 1.001",
        ),
    ),
    ticket(
        "BaseTakesSteps",
        "10m",
        "{{ $labels.skill }} has a live version, and the base model takes its steps.",
        (
            _base_steps("10m"),
            more_than(3),
        ),
        (f"max by (skill) (errands_adapter_share{_ADAPTERS})", "> 0"),
    ),
    ticket(
        "RepairsInVain",
        "15m",
        "{{ $value | humanizePercentage }} of the questions end without an action of the page, "
        "whatever the model is told.",
        (
            share(
                grown(_IN_VAIN, over="1h"),
                grown("errands_model_request_seconds_count", over="1h"),
            ),
            "> 0.05",
        ),
        (grown(_IN_VAIN, over="1h"), more_than(5)),
    ),
    ticket(
        "SkillIsWorse",
        "30m",
        "{{ $labels.adapter }} misses or changes nothing in {{ $value | humanizePercentage }} of "
        "its steps.",
        (
            share(
                grown(f'{_STEPS}{{outcome=~"no change|missed"}}', _BY, over="1h"),
                grown(_STEPS, _BY, over="1h"),
            ),
            "> 0.4",
        ),
        (grown(_STEPS, _BY, over="1h"), more_than(30)),
    ),
)

_API: Final = (
    page(
        "NoApi",
        "1m",
        "No API's metrics can be read: nobody can say anything.",
        (f"sum(up{APIS}) or vector(0)", "== 0"),
    ),
    page(
        "ApiFails",
        "2m",
        "{{ $value | humanizePercentage }} of the answers are our fault.",
        (_SERVER_FAULTS, "> 0.05"),
    ),
    ticket(
        "ApiIsSlow",
        "10m",
        "{{ $labels.route }} takes over {{ $value | humanizeDuration }} for one in twenty.",
        (
            quantile(0.95, "errands_http_request_seconds", "route", where=NO_WAITS, over="5m"),
            "> 1",
        ),
    ),
    ticket(
        "StreamsFillUp",
        "5m",
        "{{ $labels.instance }} has {{ $value }} of 2000 streams open.",
        (STREAMS, "> 1600"),
    ),
    ticket(
        "BrokerTakesNoHints",
        "2m",
        "Hints don't reach the broker; turns begin late.",
        (grown("errands_hints_failed_total", over="5m"), "> 0"),
    ),
)

_WEBHOOKS: Final = (
    ticket(
        "WebhooksUnread",
        "5m",
        "No reconciler can read what webhooks are to be told: none is told anything.",
        (f"count({WEBHOOK_LAG} >= 0) or vector(0)", "== 0"),
        (f"sum(up{RECONCILERS})", "> 0"),
    ),
    ticket(
        "WebhooksLag",
        "5m",
        "A webhook is still to be told of what happened {{ $value | humanizeDuration }} ago.",
        (f"max({WEBHOOK_LAG})", "> 900"),
    ),
    ticket(
        "WebhooksNeverTold",
        "0m",
        "{{ $value | humanize }} events were given up within the hour: their webhooks never took "
        "them.",
        (grown("errands_webhook_dead_letters_total", over="1h"), "> 0"),
    ),
)

_REDIS: Final = (
    page(
        "RedisAway",
        "1m",
        "Redis doesn't answer.",
        (f"max(redis_up{_STORE}) or vector(0)", "== 0"),
    ),
    page(
        "RedisForgets",
        "1m",
        "Redis doesn't write down what it is told: a restart would lose turns.",
        (f"min(redis_aof_enabled{_STORE})", "== 0"),
    ),
    page(
        "RedisCantWrite",
        "1m",
        "Redis could not write its file.",
        (f"min(redis_aof_last_write_status{_STORE})", "== 0"),
    ),
    ticket(
        "RedisIsFull",
        "10m",
        "Redis uses {{ $value | humanizePercentage }} of what it may.",
        (
            f"max({_MEMORY_USED}) or vector(0)",
            "> 0.8",
        ),
    ),
)

GROUPS: Final = {
    "errands-turns": _TURNS,
    "errands-workers": _WORKERS,
    "errands-model": _MODEL,
    "errands-api": _API,
    "errands-webhooks": _WEBHOOKS,
    "errands-redis": _REDIS,
}

ALERTS: Final[tuple[Alert, ...]] = tuple(alert for group in GROUPS.values() for alert in group)
