"""For each alert what makes it fire, and what must not.

Series are promtool's: `0+1x60` begins at 0 and grows by 1 a minute, 60 times. Other teams' series
stand beside those of every case.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

Series = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Case:
    """Two lots of series by name; `minutes` is when the alert is looked for."""

    fires: Series
    still: Series
    minutes: int = 60


STREAMS = 'errands_event_streams{job="errands-api", instance="a"}'
VIEWERS = 'errands_live_viewers{job="errands-api", instance="a"}'
WORKER = 'up{job="errands-worker", instance="a"}'
LEASED = 'errands_sessions_leased{job="errands-worker", instance="a"}'
ENDED = "errands_turns_ended_total"
STEPS = 'errands_adapter_steps_total{skill="choose", adapter="choose@2", outcome="%s"}'
BASE_STEPS = 'errands_adapter_steps_total{skill="choose", adapter="base", outcome="done"}'
SHARE = (
    'errands_adapter_share{job="errands-adapters", instance="%s", '
    'skill="choose", adapter="choose@%s"}'
)
REPAIRS = 'errands_model_repairs_total{outcome="%s"}'
QUESTIONS = 'errands_model_request_seconds_count{skill="choose", outcome="answered"}'
WAITS = 'errands_oldest_turn_wait_seconds{job="errands-%s"}'
ORPHANED = 'errands_sessions_orphaned{job="errands-%s"}'
RECONCILER = 'up{job="errands-reconciler"}'
LOOKS = 'errands_reconciler_looks_total{job="errands-reconciler", instance="%s"}'
OTHERS_LOOKS = 'errands_reconciler_looks_total{job="errands-api", instance="c"}'
API = 'up{job="errands-api", instance="%s"}'
TAKEN_OVER = 'errands_lease_takeovers_total{job="errands-worker", instance="a"}'
STARTED = 'process_start_time_seconds{job="errands-worker", instance="a"}'
EXPORTED = '%s{job="errands-redis"}'
USED, ALLOWED = EXPORTED % "redis_memory_used_bytes", EXPORTED % "redis_memory_max_bytes"
SERVED = 'vllm:%s{job="errands-inference", %s}'
LAG = 'errands_webhook_lag_seconds{job="errands-reconciler"}'
HTTP = 'errands_http_requests_total{code="%s", route="/v1/sessions"}'
PROBED = 'errands_http_requests_total{code="200", route="/readyz"}'
FAILED = f'{ENDED}{{status="failed", stop_reason="model_unavailable"}}'
SAID = f'{ENDED}{{status="said", stop_reason="said"}}'
WORKED_OUT = f'{ENDED}{{status="failed", stop_reason="blocked"}}'


def _level(series: str, fires: float, still: float) -> Case:
    return Case({series: f"{fires}x400"}, {series: f"{still}x400"})


def _growing(series: str, fires: float, still: float) -> Case:
    """A minute."""
    return Case({series: f"0+{fires}x400"}, {series: f"0+{still}x400"})


def _grown(series: str, fires: int, still: int) -> Case:
    """By so much within minutes, as counted by a Prometheus that has missed a sample."""
    before = "5x44 _ 5x5"
    return Case({series: f"{before} {5 + fires}x350"}, {series: f"{before} {5 + still}x350"})


def _slow(metric: str, label: str, over: float) -> Case:
    """A histogram whose every value is above `over`, or below it."""
    name = f"{metric}_bucket{{{label}"

    def buckets(below: int) -> dict[str, str]:
        return {
            f'{name}, le="{over:g}"}}': f"0+{below}x400",
            f'{name}, le="60"}}': "0+60x400",
            f'{name}, le="+Inf"}}': "0+60x400",
        }

    return Case(buckets(0), buckets(60))


CASES: Mapping[str, Case] = {
    "ErrandsTurnsWait": Case(
        # other processes show a 0 of their own
        {WAITS % "reconciler": "31x400", WAITS % "api": "0x400", WAITS % "worker": "0x400"},
        {WAITS % "reconciler": "29x400", WAITS % "api": "0x400", WAITS % "worker": "0x400"},
    ),
    "ErrandsNothingBegins": Case(
        {
            ORPHANED % "reconciler": "2x400",
            ORPHANED % "api": "0x400",
            "errands_turns_started_total": "7x400",
            WORKER: "1x400",
            LEASED: "0x400",
        },
        # every worker is busy with something long
        {
            ORPHANED % "reconciler": "2x400",
            ORPHANED % "api": "0x400",
            "errands_turns_started_total": "7x400",
            WORKER: "1x400",
            LEASED: "1x400",
        },
    ),
    "ErrandsTurnsFailFast": Case(
        {FAILED: "0+2x400", SAID: "0+8x400"}, {FAILED: "0x82 1x4 2x400", SAID: "0x400"}, 90
    ),
    "ErrandsTurnsFailSlowly": Case(
        {FAILED: "0+4x400", SAID: "0+96x400"}, {FAILED: "0+2x400", WORKED_OUT: "0+98x400"}, 390
    ),
    "ErrandsNoWorker": _level(WORKER, 0, 1),
    "ErrandsNoReconciler": _level('up{job="errands-reconciler"}', 0, 1),
    "ErrandsReconcilerSilent": Case(
        {LOOKS % "a": "7x400"},
        # one of two hangs; other processes show a 0 of their own
        {LOOKS % "a": "0+60x400", LOOKS % "b": "7x400", OTHERS_LOOKS: "0x400"},
    ),
    "ErrandsProcessDown": _level(API % "a", 0, 1),
    "ErrandsWorkersDie": Case(
        {
            # a child that dies once in two minutes has counted its one takeover each time
            TAKEN_OVER: "0x44 1x350",
            STARTED: "1x44 2x1 3x1 4x1 5x1 6x340",
        },
        _grown(TAKEN_OVER, 4, 3).still | {STARTED: "1x49 2x4 3x4 4x300"},
    ),
    "ErrandsWorkerWasCutOff": _growing('errands_fenced_writes_total{instance="a"}', 1, 0),
    "ErrandsBrowsersDie": _grown('errands_browser_crashes_total{instance="a"}', 4, 3),
    "ErrandsBrowserIsLarge": _level(
        'errands_browser_memory_bytes{job="errands-worker", instance="a"}', 1.8e9, 1.2e9
    ),
    "ErrandsRecordingsStay": _growing("errands_recordings_not_shipped_total", 2, 0),
    "ErrandsRecordingsLost": _growing('errands_recordings_lost_total{instance="a"}', 1, 0),
    "ErrandsModelServerAway": Case(
        {'errands_engine_up{job="errands-adapters"}': "0x400"},
        # one of two answers; other processes show a 0 of their own
        {
            'errands_engine_up{job="errands-adapters", instance="a"}': "1x400",
            'errands_engine_up{job="errands-adapters", instance="b"}': "0x400",
            'errands_engine_up{job="errands-api", instance="c"}': "0x400",
        },
    ),
    "ErrandsModelGivenUp": Case(
        # it opens again after every question that tries
        {'errands_model_circuit_state{instance="a"}': " ".join(["2", "1"] * 31)},
        {'errands_model_circuit_state{instance="a"}': "0x400"},
    ),
    "ErrandsModelServerFull": Case(
        {'errands_inference_refused_requests_total{priority="interactive"}': "0+1x400"},
        {'errands_inference_refused_requests_total{priority="background"}': "0+9x400"},
    ),
    "ErrandsModelIsSlow": _slow("errands_model_request_seconds", 'skill="choose"', 5),
    "ErrandsPromptsDontFit": _level(SERVED % ("kv_cache_usage_perc", 'instance="a"'), 0.95, 0.5),
    "ErrandsAdaptersWaitForSlots": Case(
        {SERVED % ("num_requests_waiting_by_reason", 'reason="deferred"'): "2x400"},
        {SERVED % ("num_requests_waiting_by_reason", 'reason="capacity"'): "2x400"},
    ),
    "ErrandsAdapterMissing": _level('errands_adapters_missing{job="errands-adapters"}', 1, 0),
    "ErrandsAdaptersFail": _growing(
        'errands_adapter_failures_total{job="errands-adapters", instance="a"}', 30, 0.2
    ),
    "ErrandsServersDiffer": Case(
        {SHARE % ("a", 2): "1x400", SHARE % ("b", 1): "1x400"},
        # a canary, on both
        {
            SHARE % ("a", 1): "0.9x400",
            SHARE % ("a", 2): "0.1x400",
            SHARE % ("b", 1): "0.9x400",
            SHARE % ("b", 2): "0.1x400",
        },
    ),
    "ErrandsBaseTakesSteps": Case(
        {BASE_STEPS: "0+5x400", SHARE % ("a", 1): "1x400"},
        # a skill without an adapter
        {BASE_STEPS.replace("choose", "say"): "0+5x400", STEPS % "done": "0+5x400"},
    ),
    "ErrandsRepairsInVain": Case(
        {REPAIRS % "in vain": "0+1x400", QUESTIONS: "0+9x400"},
        # asked for again as often, and mended
        {REPAIRS % "mended": "0+9x400", REPAIRS % "in vain": "0x400", QUESTIONS: "0+9x400"},
        120,
    ),
    "ErrandsSkillIsWorse": Case(
        {STEPS % "done": "0+1x400", STEPS % "missed": "0+1x400"},
        # as bad, of three steps
        {STEPS % "done": "0x400", STEPS % "missed": "0x20 1x20 2x20 3x400"},
        120,
    ),
    "ErrandsNoApi": Case(
        # nothing of it is there at all, not even a 0
        {WORKER: "1x400", RECONCILER: "1x400"},
        # one of two
        {API % "a": "0x400", API % "b": "1x400"},
    ),
    "ErrandsApiFails": Case(
        # nothing is well but what probes ask
        {HTTP % "503": "0+1x400", HTTP % "200": "0+9x400", PROBED: "0+220x400"},
        {HTTP % "404": "0+9x400", HTTP % "200": "0+1x400"},
    ),
    "ErrandsApiIsSlow": Case(
        _slow("errands_http_request_seconds", 'route="/v1/sessions"', 1).fires,
        _slow(
            "errands_http_request_seconds", 'route="/v1/sessions/{session}/turns/{turn}"', 1
        ).fires,
    ),
    "ErrandsStreamsFillUp": Case(
        {STREAMS: "1500x400", VIEWERS: "101x400"},
        {STREAMS: "1500x400", VIEWERS: "99x400"},
    ),
    "ErrandsBrokerTakesNoHints": _growing("errands_hints_failed_total", 1, 0),
    "ErrandsWebhooksUnread": Case(
        {
            LAG: " ".join(["NaN"] * 61),
            'errands_webhook_lag_seconds{job="errands-api"}': "0x400",
            RECONCILER: "1x400",
        },
        # behind, which is another alert
        {LAG: "2000x400", RECONCILER: "1x400"},
    ),
    "ErrandsWebhooksLag": _level(LAG, 901, 899),
    "ErrandsWebhooksNeverTold": _growing("errands_webhook_dead_letters_total", 1, 0),
    "ErrandsRedisAway": _level(EXPORTED % "redis_up", 0, 1),
    "ErrandsRedisForgets": _level(EXPORTED % "redis_aof_enabled", 0, 1),
    "ErrandsRedisCantWrite": _level(EXPORTED % "redis_aof_last_write_status", 0, 1),
    "ErrandsRedisIsFull": Case(
        {USED: "90x400", ALLOWED: "100x400"},
        # no limit at all
        {USED: "90x400", ALLOWED: "0x400"},
    ),
}


def _neighbours() -> dict[str, str]:
    """Others that one Prometheus watches, by the names that are usual: one is well, one is ill."""
    levels = {
        **{f'up{{job="{job}", %s}}': (1, 0) for job in ("api", "worker", "reconciler", "redis")},
        **{f'up{{job="{job}", %s}}': (1, 0) for job in ("adapters", "inference")},
        'redis_up{job="redis", %s}': (1, 0),
        'redis_aof_enabled{job="redis", %s}': (1, 0),
        'redis_aof_last_write_status{job="redis", %s}': (1, 0),
        'redis_memory_used_bytes{job="redis", %s}': (1, 99),
        'redis_memory_max_bytes{job="redis", %s}': (100, 100),
        'vllm:kv_cache_usage_perc{job="inference", %s}': (0, 0.99),
        'vllm:num_requests_waiting_by_reason{reason="deferred", job="inference", %s}': (0, 9),
    }
    which = ('instance="theirs"', 'instance="theirs too"')
    return {
        name % of: f"{level}x400"
        for name, both in levels.items()
        for of, level in zip(which, both, strict=True)
    }


def rule_tests(rules: Path) -> dict[str, object]:
    """A file for `promtool test rules`. It has few tests of many alerts: each takes a second."""
    tests = [_test(lot) for lot in _lots()]
    return {"rule_files": [str(rules)], "evaluation_interval": "5m", "tests": tests}


@dataclass(frozen=True, slots=True)
class _Look:
    """Whether an alert fires of these series."""

    alert: str
    series: Series
    minutes: int
    fires: bool

    @property
    def metrics(self) -> frozenset[str]:
        return frozenset(name.partition("{")[0] for name in self.series)


def _lots() -> list[list[_Look]]:
    """Looks that share no metric, and so don't see one another, are one lot."""
    lots: list[list[_Look]] = []
    for name, case in CASES.items():
        for series, fires in ((case.fires, True), (case.still, False)):
            look = _Look(name, series, case.minutes, fires)
            fitting = (lot for lot in lots if not any(look.metrics & o.metrics for o in lot))
            lot = next(fitting, None)
            if lot is None:
                lots.append([look])
            else:
                lot.append(look)
    return lots


def _test(lot: Iterable[_Look]) -> dict[str, object]:
    looks = list(lot)
    given = [_neighbours(), *(look.series for look in looks)]
    rows = [{"series": name, "values": values} for one in given for name, values in one.items()]
    return {
        "interval": "1m",
        "input_series": rows,
        "promql_expr_test": [_expected(look) for look in looks],
    }


def _expected(look: _Look) -> dict[str, object]:
    """Only whether there is one: what an alert's labels and words are, its query decides."""
    firing = f'ALERTS{{alertname="{look.alert}", alertstate="firing"}}'
    return {
        "expr": f"(count({firing}) > bool 0) or vector(0)",
        "eval_time": f"{look.minutes}m",
        "exp_samples": [{"labels": "{}", "value": int(look.fires)}],
    }
