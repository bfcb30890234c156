"""Alerts as Prometheus reads them, from a file or from a cluster."""

from typing import Final

import yaml

from stack.watching.alert import Alert
from stack.watching.alerts import GROUPS

_MADE: Final = "# Made by `make watching` from stack/watching/alerts.py.\n"

Yaml = str | int | list["Yaml"] | dict[str, "Yaml"]


def rules_file() -> str:
    return _MADE + _dump(_groups())


def rules_object() -> str:
    """A PrometheusRule of the Prometheus operator."""
    found: dict[str, Yaml] = {
        "apiVersion": "monitoring.coreos.com/v1",
        "kind": "PrometheusRule",
        "metadata": {"name": "errands"},
        "spec": _groups(),
    }
    return _MADE + _dump(found)


def _groups() -> dict[str, Yaml]:
    groups: list[Yaml] = [
        {"name": name, "rules": [_rule(alert) for alert in alerts]}
        for name, alerts in GROUPS.items()
    ]
    return {"groups": groups}


def _rule(alert: Alert) -> dict[str, Yaml]:
    return {
        "alert": alert.name,
        "expr": alert.expr,
        "for": alert.lasting,
        "labels": {"severity": alert.severity.value},
        "annotations": {"summary": alert.summary, "runbook_url": alert.runbook},
    }


def _dump(value: dict[str, Yaml]) -> str:
    return yaml.safe_dump(value, sort_keys=False, width=4096)
