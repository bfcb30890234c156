"""What the operators' pages name is there: metrics, log lines, settings, panels, objects, paths."""

import ast
import json
import re
from functools import cache
from typing import Final

import pytest

from errands.settings import Settings
from stack.layout import ROOT
from stack.watching.alerts import ALERTS
from stack.watching.boards import BOARDS
from tests.deploy.manifests import of_kind
from tests.deploy.queries import OURS

RUNBOOK: Final = (ROOT / "docs/runbook.md").read_text()
PAGES: Final = RUNBOOK + (ROOT / "docs/operations.md").read_text()
OF_PYTHON: Final = re.compile(r"\.(py|log|md|yaml|json|selfplay|keys)$")
CODE: Final = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
FOREIGN: Final = {"celery.worker.consumer", "errands.turn"}
"""A logger of Celery's, and an attribute of spans."""


def _said(pattern: str, text: str = RUNBOOK) -> list[str]:
    """Each once."""
    return sorted(set(re.findall(pattern, text)))


def test_words_in_quotes_are_panels() -> None:
    titles = {panel.title for board in BOARDS for panel in board.panels}
    assert set(_said(r'"([A-Z][^"]+)"', CODE.sub("", PAGES))) <= titles


@pytest.mark.parametrize("words", _said(r'\w+(?: board)?, "[A-Z][^"]+"', PAGES))
def test_a_panel_is_on_the_board_that_is_named(words: str) -> None:
    board, panel = words.replace(" board", "").removesuffix('"').split(', "')
    (found,) = (one for one in BOARDS if one.name == board.lower())
    assert panel in {one.title for one in found.panels}


@pytest.mark.parametrize("name", _said(r"`(errands_\w+)", PAGES))
def test_a_metric_is_counted(name: str) -> None:
    of_a_counter = name.removesuffix("_total")
    declared = OURS.get(of_a_counter if OURS.get(name) is None else name)
    assert declared is not None
    assert (declared._type == "counter") == name.endswith("_total")


@pytest.mark.parametrize("line", _said(r"`([a-z]+\.[a-z_]+)`", PAGES))
def test_a_line_of_the_log_is_written(line: str) -> None:
    assert line in _words_of_code() | FOREIGN or OF_PYTHON.search(line)


@cache
def _words_of_code() -> set[str]:
    """Every string of the services, and of what they stand on."""
    files = [path for folder in ("errands", "services") for path in (ROOT / folder).rglob("*.py")]
    nodes = (node for path in files for node in ast.walk(ast.parse(path.read_text())))
    return {n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)}


@pytest.mark.parametrize("name", _said(r"\bERRANDS_([A-Z_]+)"))
def test_a_setting_is_one(name: str) -> None:
    assert name.lower() in Settings.model_fields


@pytest.mark.parametrize("name", _said(r"`(Errands\w+)`"))
def test_an_alert_is_one(name: str) -> None:
    assert name in {alert.name for alert in ALERTS}


@pytest.mark.parametrize("path", _said(r"`((?:deploy|services|learning)/[\w./-]+)`"))
def test_a_path_is_there(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize("flag", _said(r"`(--[a-z-]+)`"))
def test_a_flag_is_the_model_servers(flag: str) -> None:
    assert f'"{flag}"' in (ROOT / "services/inference/launcher.py").read_text()


@pytest.mark.parametrize("name", _said(r"\b((?:deployment|statefulset|scaledobject)[ /][a-z]+)"))
def test_what_kubectl_is_told_of_is_deployed(name: str) -> None:
    kind, what = re.split("[ /]", name)
    found = of_kind("cpu", "Deployment", "StatefulSet", "ScaledObject")
    assert (kind, what) in {(one["kind"].lower(), one["metadata"]["name"]) for one in found}


@pytest.mark.parametrize("component", _said(r"app\.kubernetes\.io/component=(\w+)"))
def test_pods_are_found_by_their_component(component: str) -> None:
    pods = [one["spec"]["template"] for one in of_kind("cpu", "Deployment", "StatefulSet")]
    found = {pod["metadata"]["labels"].get("app.kubernetes.io/component") for pod in pods}
    assert component in found


@pytest.mark.parametrize("call", _said(r"`((?:GET|POST) /v1/[\w/]+)`"))
def test_a_call_is_one_of_the_api(call: str) -> None:
    method, path = call.split()
    found = json.loads((ROOT / "docs/openapi.json").read_text())["paths"]
    (_, calls) = next(one for one in found.items() if _is_like(path, one[0]))
    assert method.lower() in calls


def _is_like(path: str, route: str) -> bool:
    """Words in capitals stand for what a route has in braces."""
    return re.sub(r"\b[A-Z]+\b", "{}", path) == re.sub(r"\{\w+\}", "{}", route)
