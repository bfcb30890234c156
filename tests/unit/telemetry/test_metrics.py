"""Every metric has a unit in its name, words that explain it, and labels that stay few."""

import re
from importlib.resources import files
from pathlib import Path

import pytest
from prometheus_client import REGISTRY as SERVERS
from prometheus_client.metrics import MetricWrapperBase

from errands.contracts.step import EffectKind
from errands.telemetry import metrics
from errands.telemetry.labels import (
    BASE,
    FENCED_SCRIPTS,
    LABELS,
    Kept,
    StepOutcome,
    adapter_of,
    outcome_of,
)

METRICS = {
    name: metric for name, metric in vars(metrics).items() if isinstance(metric, MetricWrapperBase)
}
ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("name", METRICS)
def test_a_metric_is_named_and_explained(name: str) -> None:
    metric = METRICS[name]
    assert metric._name.startswith("errands_")
    assert len(metric._documentation) > 10
    assert metric._documentation.endswith((".", ")."))
    if metric._type == "histogram":
        assert metric._name.endswith(("_seconds", "_steps"))
    assert ("SECONDS" in name) == metric._name.endswith("_seconds")
    assert ("BYTES" in name) == metric._name.endswith("_bytes")


@pytest.mark.parametrize("name", METRICS)
def test_a_metrics_labels_are_known_and_few(name: str) -> None:
    metric = METRICS[name]
    assert set(metric._labelnames) <= LABELS.keys()
    assert len(metric._labelnames) <= 3


def test_no_label_is_known_that_no_metric_has() -> None:
    used = {label for metric in METRICS.values() for label in metric._labelnames}
    assert used == LABELS.keys()


@pytest.mark.parametrize("name", METRICS)
def test_every_metric_is_counted_somewhere(name: str) -> None:
    sources = [
        path.read_text()
        for folder in ("errands", "services")
        for path in (ROOT / folder).rglob("*.py")
        if path.name != "metrics.py"
    ]
    assert any(re.search(rf"\b{name}\b", source) for source in sources)


def test_metrics_are_declared_in_one_module_only() -> None:
    declared = [
        path
        for folder in ("errands", "services")
        for path in (ROOT / folder).rglob("*.py")
        if re.search(r"\b(Counter|Gauge|Histogram|Summary)\(\s*\"", path.read_text())
    ]
    assert declared == [ROOT / "errands/telemetry/metrics.py"]


def test_what_is_shown_stays_within_the_labels() -> None:
    for registry in (metrics.REGISTRY, SERVERS):
        for family in registry.collect():
            for sample in family.samples:
                if not sample.name.startswith("errands_"):
                    continue
                for label, value in sample.labels.items():
                    allowed = LABELS.get(label, frozenset({value}) if label == "le" else None)
                    assert allowed is not None, (sample.name, label)
                    assert isinstance(allowed, Kept) or value in allowed, (sample.name, value)


def test_the_scripts_that_fence_are_known() -> None:
    scripts = (p for p in (files("errands.backends") / "lua").iterdir())
    fencing = {p.name.removesuffix(".lua") for p in scripts if "'fenced'" in p.read_text()}
    assert fencing == FENCED_SCRIPTS


@pytest.mark.parametrize("effect", EffectKind)
def test_every_effect_has_an_outcome(effect: EffectKind) -> None:
    assert outcome_of(effect) in StepOutcome


@pytest.mark.parametrize("model", ["errands-base", "some-model@latest", "Fill Form@3", "@3", ""])
def test_a_servers_own_name_for_a_model_is_no_label(model: str) -> None:
    assert adapter_of(model) == BASE


def test_a_version_is_a_label() -> None:
    assert adapter_of("fill-form@12") == "fill-form@12"
