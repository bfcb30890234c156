"""Every metric of the project, named `errands_<noun>_<unit>`; what its labels may be: `labels.py`.

Kept in one registry of their own, so that a process shows exactly these; but for those of the
model server, which has vLLM's beside it. A worker has one child, which shows its own (ADR 22).
"""

from prometheus_client import (
    GC_COLLECTOR,
    PLATFORM_COLLECTOR,
    PROCESS_COLLECTOR,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
)

from errands.contracts.event import HandBack
from errands.contracts.label import StepVerdict
from errands.contracts.step import REJECTIONS
from errands.contracts.turn import StopReason, TurnStatus
from errands.contracts.webhook import Outcome
from errands.telemetry.labels import (
    FENCED_SCRIPTS,
    PASSED,
    AdapterChange,
    CloseReason,
    ContextOrigin,
    Part,
    RepairOutcome,
    StepOutcome,
)

REGISTRY = CollectorRegistry()
for _of_the_process in (PROCESS_COLLECTOR, PLATFORM_COLLECTOR, GC_COLLECTOR):
    REGISTRY.register(_of_the_process)

_TURN_BUCKETS = (0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800)
_STEP_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
_REQUEST_BUCKETS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60)

# Sessions and turns
SESSIONS_CREATED = Counter("errands_sessions_created", "Sessions created.", registry=REGISTRY)
TURNS_ACCEPTED = Counter("errands_turns_accepted", "Turns taken from callers.", registry=REGISTRY)
TURNS_STARTED = Counter(
    "errands_turns_started", "Turns begun, again after each takeover too.", registry=REGISTRY
)
TURNS_ENDED = Counter(
    "errands_turns_ended", "Turns that ended.", ["status", "stop_reason"], registry=REGISTRY
)
TURN_SECONDS = Histogram(
    "errands_turn_seconds",
    "From a turn's creation to its end.",
    ["status"],
    buckets=_TURN_BUCKETS,
    registry=REGISTRY,
)
TURN_WAIT_SECONDS = Histogram(
    "errands_turn_wait_seconds",
    "From a turn's creation to its first start.",
    buckets=_TURN_BUCKETS,
    registry=REGISTRY,
)
TURN_STEPS = Histogram(
    "errands_turn_steps",
    "Steps of a turn that has ended.",
    ["status"],
    buckets=(1, 2, 3, 5, 8, 13, 20, 30, 50, 80),
    registry=REGISTRY,
)
SESSIONS_ORPHANED = Gauge(
    "errands_sessions_orphaned",
    "Sessions with turns that nobody works on, as last counted.",
    registry=REGISTRY,
)
TURNS_QUEUED = Gauge(
    "errands_turns_queued",
    "Turns that wait for a worker, or behind another one of their session, as last counted.",
    registry=REGISTRY,
)
OLDEST_TURN_WAIT_SECONDS = Gauge(
    "errands_oldest_turn_wait_seconds",
    "For how long the oldest queued turn has waited that nobody works on; 0 without one.",
    registry=REGISTRY,
)
SESSIONS_LEASED = Gauge(
    "errands_sessions_leased", "Sessions this process holds the lease of.", registry=REGISTRY
)

# Steps
STEPS = Counter(
    "errands_steps_taken", "Steps taken.", ["verb", "effect", "skill"], registry=REGISTRY
)
STEP_SECONDS = Histogram(
    "errands_step_seconds",
    "Seconds of a step by part (observe, decide, act), and by what became of it.",
    ["part", "outcome"],
    buckets=_STEP_BUCKETS,
    registry=REGISTRY,
)
ADAPTER_STEPS = Counter(
    "errands_adapter_steps",
    "Steps by the adapter version that took them, and what became of them.",
    ["skill", "adapter", "outcome"],
    registry=REGISTRY,
)
GATE_VERDICTS = Counter(
    "errands_gate_verdicts",
    "What gates said of the action of a step: passed, or why it was refused.",
    ["kind"],
    registry=REGISTRY,
)

# The model
TOKENS = Counter(
    "errands_model_tokens",
    "Tokens by kind: prompt, cached (those of prompt already seen), completion.",
    ["kind", "skill"],
    registry=REGISTRY,
)
MODEL_SECONDS = Histogram(
    "errands_model_request_seconds",
    "From a question to the model to its answer or failure, retries included.",
    ["skill", "outcome"],
    buckets=(*_STEP_BUCKETS, 150),
    registry=REGISTRY,
)
MODEL_CIRCUIT = Gauge(
    "errands_model_circuit_state",
    "Whether the model server is asked: 0 yes (closed), 1 by one request (half open), 2 no (open).",
    registry=REGISTRY,
)
MODEL_REPAIRS = Counter(
    "errands_model_repairs",
    "Answers that were no action of the page and were asked for again: mended, in vain.",
    ["outcome"],
    registry=REGISTRY,
)

# The model server, in the registry that vLLM shows
INFERENCE_IN_FLIGHT = Gauge(
    "errands_inference_in_flight_requests",
    "Requests taken and not yet answered: interactive, background.",
    ["priority"],
)
INFERENCE_REFUSED = Counter(
    "errands_inference_refused_requests",
    "Requests turned away because there was no room for their priority.",
    ["priority"],
)

# Adapters, as the process beside the model server sees them
ENGINE_UP = Gauge("errands_engine_up", "Whether the model server answers.", registry=REGISTRY)
ADAPTERS_LOADED = Gauge("errands_adapters_loaded", "Adapters loaded.", registry=REGISTRY)
ADAPTERS_MISSING = Gauge(
    "errands_adapters_missing", "Live versions that don't answer yet.", registry=REGISTRY
)
ADAPTER_STATE = Gauge(
    "errands_adapter_state",
    "1 for how each version stands that is wanted, or still loaded.",
    ["adapter", "role", "state"],
    registry=REGISTRY,
)
ADAPTER_SHARE = Gauge(
    "errands_adapter_share",
    "Share of the sessions that a version answers for, 0 to 1.",
    ["skill", "adapter"],
    registry=REGISTRY,
)
ADAPTER_CHANGES = Counter(
    "errands_adapter_changes", "Adapters loaded and unloaded.", ["change"], registry=REGISTRY
)
ADAPTER_FAILURES = Counter(
    "errands_adapter_failures",
    "Rounds in which an adapter failed, or the manifest could not be read.",
    registry=REGISTRY,
)

# Leases and healing
LEASE_TAKEOVERS = Counter(
    "errands_lease_takeovers", "Sessions taken over from a lost owner.", registry=REGISTRY
)
SESSIONS_HANDED_OVER = Counter(
    "errands_sessions_handed_over",
    "Sessions with turns that a worker left to another one, because it was told to end.",
    registry=REGISTRY,
)
LEASES_LOST = Counter(
    "errands_leases_lost", "Leases that passed on while being held.", registry=REGISTRY
)
FENCED_WRITES = Counter(
    "errands_fenced_writes",
    "Writes refused because their lease had passed on, by the script that refused.",
    ["script"],
    registry=REGISTRY,
)
RECONCILER_REPUBLISHES = Counter(
    "errands_reconciler_republishes", "Sessions published again.", registry=REGISTRY
)
RECONCILER_LOOKS = Counter(
    "errands_reconciler_looks",
    "Looks for sessions that nobody works on that came to an answer.",
    registry=REGISTRY,
)
HINTS_FAILED = Counter(
    "errands_hints_failed",
    "Hints the broker did not take; the reconciler heals.",
    registry=REGISTRY,
)
KEEPERS_MISSED = Counter(
    "errands_keepers_missed",
    "Turns that the worker with their browser did not begin in time, and that all were told of.",
    registry=REGISTRY,
)

# Recordings
RECORDINGS_WRITTEN = Counter(
    "errands_recordings_written", "Recordings of steps written.", registry=REGISTRY
)
RECORDINGS_LOST = Counter(
    "errands_recordings_lost", "Recordings the disk did not take.", registry=REGISTRY
)
RECORDINGS_NOT_SHIPPED = Counter(
    "errands_recordings_not_shipped",
    "Times that recordings could not be taken to where they are kept.",
    registry=REGISTRY,
)

# Labels
LABELS = Counter(
    "errands_labels_given", "What people said of steps.", ["verdict"], registry=REGISTRY
)

# Webhooks
WEBHOOK_ATTEMPTS = Counter(
    "errands_webhook_attempts",
    "Attempts to tell a webhook of an event, by what they came to.",
    ["outcome"],
    registry=REGISTRY,
)
WEBHOOK_DEAD_LETTERS = Counter(
    "errands_webhook_dead_letters",
    "Events that a webhook is not told of by itself any more, though it never was.",
    registry=REGISTRY,
)
WEBHOOK_LAG_SECONDS = Gauge(
    "errands_webhook_lag_seconds",
    "Since the oldest event happened that a webhook is still to be told of; 0 without one.",
    registry=REGISTRY,
)
WEBHOOKS_DISABLED = Gauge(
    "errands_webhooks_disabled",
    "Webhooks that are told nothing more because their receiver said that it is gone.",
    registry=REGISTRY,
)

# The browser
CONTEXT_OPEN_SECONDS = Histogram(
    "errands_context_open_seconds",
    "Until a browser context stood on its page: a new one, or one restored from its state.",
    ["origin"],
    buckets=_STEP_BUCKETS,
    registry=REGISTRY,
)
CONTEXTS_TAKEN = Counter(
    "errands_contexts_taken",
    "Browser contexts that turns began in: new, restored from a state, or kept by the worker.",
    ["origin"],
    registry=REGISTRY,
)
CONTEXTS = Gauge("errands_contexts", "Browser contexts that are open.", registry=REGISTRY)
CONTEXTS_CLOSED = Counter(
    "errands_contexts_closed", "Browser contexts closed.", ["reason"], registry=REGISTRY
)
BROWSER_LAUNCHES = Counter("errands_browser_launches", "Browsers started.", registry=REGISTRY)
BROWSER_CRASHES = Counter("errands_browser_crashes", "Browsers that died.", registry=REGISTRY)
BROWSER_RECYCLES = Counter(
    "errands_browser_recycles", "Browsers closed because they had grown.", registry=REGISTRY
)
BROWSERS_TAKEN = Counter(
    "errands_browsers_taken", "Pages that people took over.", registry=REGISTRY
)
BROWSERS_HANDED_BACK = Counter(
    "errands_browsers_handed_back", "Pages handed back, and why.", ["reason"], registry=REGISTRY
)
LIVE_FRAMES = Counter(
    "errands_live_frames", "Pictures that were sent to people who watch.", registry=REGISTRY
)
BROWSER_MEMORY_BYTES = Gauge(
    "errands_browser_memory_bytes",
    "Resident memory of all that a worker's child has started; shared pages count each time.",
    registry=REGISTRY,
)
BROWSER_CPU_SECONDS = Counter(
    "errands_browser_cpu_seconds",
    "Processor seconds of all that a worker's child has started.",
    registry=REGISTRY,
)

# HTTP
HTTP_REQUESTS = Counter(
    "errands_http_requests", "Requests answered.", ["method", "route", "code"], registry=REGISTRY
)
HTTP_SECONDS = Histogram(
    "errands_http_request_seconds",
    "Until a response's head was sent.",
    ["method", "route"],
    buckets=_REQUEST_BUCKETS,
    registry=REGISTRY,
)
EVENT_STREAMS = Gauge(
    "errands_event_streams", "Open event streams and long polls.", registry=REGISTRY
)
LIVE_VIEWERS = Gauge("errands_live_viewers", "Connections that watch a page.", registry=REGISTRY)

# A counter that comes into being with its first count hides that one from `increase`: what is
# watched for its first time stands at 0 from the start.
for _kind in (PASSED, *REJECTIONS):
    GATE_VERDICTS.labels(_kind)
for _part in Part:
    for _came_to in StepOutcome:
        STEP_SECONDS.labels(_part, _came_to)
for _script in FENCED_SCRIPTS:
    FENCED_WRITES.labels(_script)
for _reason in StopReason:
    TURNS_ENDED.labels(TurnStatus.FAILED, _reason)
for _why in CloseReason:
    CONTEXTS_CLOSED.labels(_why)
for _given in HandBack:
    BROWSERS_HANDED_BACK.labels(_given)
for _origin in ContextOrigin:
    CONTEXTS_TAKEN.labels(_origin)
for _verdict in StepVerdict:
    LABELS.labels(_verdict)
for _outcome in Outcome:
    WEBHOOK_ATTEMPTS.labels(_outcome)
for _repair in RepairOutcome:
    MODEL_REPAIRS.labels(_repair)
for _change in AdapterChange:
    ADAPTER_CHANGES.labels(_change)
