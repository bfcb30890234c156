"""What callers get."""

from typing import Final

from stack.watching.jobs import Job, of
from stack.watching.panel import Board, Row, Unit, curves, grown, number, quantile, rate, share

NO_WAITS: Final = '{route!~".*/turns/{turn}|.*/events"}'
"""Leaves out the routes whose callers want to wait."""

WEBHOOK_LAG: Final = f"errands_webhook_lag_seconds{of(Job.RECONCILER)}"
"""Not a number where it isn't known; processes that tell nobody show a 0."""

APIS: Final = of(Job.API)
STREAMS: Final = f"errands_event_streams{APIS} + errands_live_viewers{APIS}"
"""All that takes one of an API's connections for streams."""

CALLERS: Final = 'route!~"/healthz|/readyz|/metrics"'
"""Leaves out what probes and Prometheus ask, which is answered when nothing else is."""
FAULTS: Final = f'errands_http_requests_total{{code=~"5..", {CALLERS}}}'
ASKED: Final = f"errands_http_requests_total{{{CALLERS}}}"

API: Final = Board(
    "api",
    "Errands: API",
    (
        Row(
            "Now",
            (
                number(
                    "Answers that were our fault",
                    Unit.SHARE,
                    share(rate(FAULTS), rate(ASKED)),
                    "500 and above, probes left out. 503 is Redis, or too much at once.",
                ),
                number(
                    "Open event streams",
                    Unit.COUNT,
                    f"max({STREAMS})",
                    "Of the API that has most, long polls and people who watch among them; it "
                    "holds 2000 at most.",
                ),
                number(
                    "APIs that answer",
                    Unit.COUNT,
                    f"sum(up{APIS})",
                    "APIs whose metrics could be read.",
                ),
            ),
        ),
        Row(
            "Requests",
            (
                curves(
                    "Answers by status",
                    Unit.PER_SECOND,
                    "4xx that jump: one caller's change, or a key that was revoked.",
                    (rate("errands_http_requests_total", "code"), "{{code}}"),
                ),
                curves(
                    "Until an answer begins",
                    Unit.SECONDS,
                    "19 of 20 are faster; routes that wait on purpose are left out.",
                    (
                        quantile(0.95, "errands_http_request_seconds", "route", where=NO_WAITS),
                        "{{route}}",
                    ),
                ),
                curves(
                    "Requests by route",
                    Unit.PER_SECOND,
                    "Who asks for what.",
                    (rate("errands_http_requests_total", "method, route"), "{{method}} {{route}}"),
                ),
                curves(
                    "Sessions and turns taken",
                    Unit.PER_SECOND,
                    "Sessions without turns: a caller that opens more than it uses.",
                    (rate("errands_sessions_created_total"), "sessions"),
                    (rate("errands_turns_accepted_total"), "turns"),
                ),
                curves(
                    "Hints that the broker did not take",
                    Unit.COUNT,
                    "Turns begin later, once the reconciler has found them.",
                    (grown(f"errands_hints_failed_total{APIS}"), "not taken"),
                ),
                curves(
                    "Memory of an API",
                    Unit.BYTES,
                    "Uploads are held in it while they come in.",
                    (f"process_resident_memory_bytes{APIS}", "{{instance}}"),
                ),
            ),
        ),
        Row(
            "Webhooks",
            (
                curves(
                    "Attempts to tell webhooks",
                    Unit.COUNT,
                    "What their receivers answered; what isn't delivered is tried again for a day.",
                    (grown("errands_webhook_attempts_total", "outcome"), "{{outcome}}"),
                    (grown("errands_webhook_dead_letters_total"), "given up"),
                ),
                curves(
                    "How far webhooks are behind",
                    Unit.SECONDS,
                    "The oldest event still to be told: of a receiver that is away, or of all. No "
                    "curve: the reconciler can't read what is to be told.",
                    (f"max({WEBHOOK_LAG})", "oldest event"),
                ),
                curves(
                    "Webhooks that are off",
                    Unit.COUNT,
                    "Their receivers answered 410. They stay off: what they want told takes a new "
                    "one.",
                    (f"max(errands_webhooks_disabled{of(Job.RECONCILER)})", "off"),
                ),
            ),
        ),
        Row(
            "People who watch",
            (
                curves(
                    "Connections that watch a page",
                    Unit.COUNT,
                    "Each is sent a picture of every change, by the worker that keeps the page.",
                    (f"sum(errands_live_viewers{APIS})", "watching"),
                ),
                curves(
                    "Pictures sent",
                    Unit.PER_SECOND,
                    "None while people watch pages that move: workers draw nothing, or Redis "
                    "passes nothing on.",
                    (rate("errands_live_frames_total"), "pictures"),
                ),
                curves(
                    "Pages that people took over",
                    Unit.COUNT,
                    "More than before: what do they do by hand? Then why they were handed back.",
                    (grown("errands_browsers_taken_total"), "taken over"),
                    (grown("errands_browsers_handed_back_total", "reason"), "{{reason}}"),
                ),
            ),
        ),
    ),
)
