"""Every metric of the project, named `errands_<noun>_<unit>`.

Kept in one registry of their own, so that a process shows exactly these; but for those of the
model server, which has vLLM's beside it.
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
SESSIONS_ORPHANED = Gauge(
    "errands_sessions_orphaned",
    "Sessions with turns that nobody works on, as last counted.",
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
    "Seconds of a step by part: observe, decide, act.",
    ["part"],
    buckets=_STEP_BUCKETS,
    registry=REGISTRY,
)
GATE_REJECTIONS = Counter(
    "errands_gate_rejections", "Actions a gate refused.", ["kind"], registry=REGISTRY
)

# The model
TOKENS = Counter(
    "errands_model_tokens",
    "Tokens by kind: prompt, cached (those of prompt already seen), completion.",
    ["kind"],
    registry=REGISTRY,
)
MODEL_CIRCUIT = Gauge(
    "errands_model_circuit_state",
    "Whether the model server is asked: 0 yes (closed), 1 by one request (half open), 2 no (open).",
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

# Leases and healing
LEASE_TAKEOVERS = Counter(
    "errands_lease_takeovers", "Sessions taken over from a lost owner.", registry=REGISTRY
)
LEASES_LOST = Counter(
    "errands_leases_lost", "Leases that passed on while being held.", registry=REGISTRY
)
RECONCILER_REPUBLISHES = Counter(
    "errands_reconciler_republishes", "Sessions published again.", registry=REGISTRY
)
HINTS_FAILED = Counter(
    "errands_hints_failed",
    "Hints the broker did not take; the reconciler heals.",
    registry=REGISTRY,
)

# Recordings
RECORDINGS_NOT_SHIPPED = Counter(
    "errands_recordings_not_shipped",
    "Times that recordings could not be taken to where they are kept.",
    registry=REGISTRY,
)

# Labels
LABELS = Counter(
    "errands_labels_given", "What people said of steps.", ["verdict"], registry=REGISTRY
)

# The browser
CONTEXTS_OPENED = Counter(
    "errands_contexts_opened", "Browser contexts opened or restored.", registry=REGISTRY
)
BROWSER_CRASHES = Counter("errands_browser_crashes", "Browsers that died.", registry=REGISTRY)

# HTTP
HTTP_REQUESTS = Counter(
    "errands_http_requests", "Requests answered.", ["method", "route", "status"], registry=REGISTRY
)
HTTP_SECONDS = Histogram(
    "errands_http_request_seconds",
    "Until a response's head was sent.",
    ["method", "route"],
    buckets=_REQUEST_BUCKETS,
    registry=REGISTRY,
)
EVENT_STREAMS = Gauge("errands_event_streams", "Open event streams.", registry=REGISTRY)
