"""What a query names: its metrics, and the labels it asks for by each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from prometheus_client.metrics import MetricWrapperBase

from errands.telemetry import metrics
from stack.watching.panel import RANGE, WHOLE

OURS = {m._name: m for m in vars(metrics).values() if isinstance(m, MetricWrapperBase)}
"""Every metric that our code declares, by its name without a suffix."""

SUFFIX = re.compile(r"_(total|bucket|sum|count)$")

_SELECTED = re.compile(
    r"\b([a-z][a-z0-9_]*(?::[a-z_]+)?)\s*(\{[^}]*(?:\{turn\}[^}]*)?\})?\s*(?=[\[\s)+\-*/<>=]|$)"
)
_LABEL = re.compile(r"([a-z_]+)\s*(?:=~|!~|!=|=)\s*\"")
_BY = re.compile(r"\bby \(([^)]*)\)")
_WORDS = frozenset({"histogram_quantile", "min_over_time"})


@dataclass(frozen=True, slots=True)
class Named:
    """A metric as a query names it, with the labels that it selects or sums by."""

    metric: str
    labels: frozenset[str]


def named(expr: str) -> Iterator[Named]:
    """Each metric of a query. Labels that it sums by count for all of its metrics."""
    by = {label.strip() for group in _BY.findall(expr) for label in group.split(",")}
    plain = _BY.sub("", expr).replace(f"[{RANGE}]", "[5m]").replace(f"[{WHOLE}]", "[7d]")
    for metric, selector in _SELECTED.findall(plain):
        if metric == "up" or ("_" in metric and metric not in _WORDS):
            labels = by | set(_LABEL.findall(selector))
            yield Named(metric, frozenset(labels))
