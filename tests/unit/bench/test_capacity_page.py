"""What the page on capacity says of other files stands in them."""

import re
from pathlib import Path

import pytest

from bench.capacity.routing import KEEPS

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs/capacity.md").read_text()


@pytest.mark.parametrize(
    ("said", "file", "there"),
    [
        (r"inference.yaml` asks for (\d+)", "base/inference.yaml", r'requests: {cpu: "(\d+)"'),
        (r"(\d+) workers in `cpu`", "components/keda/worker.yaml", r"maxReplicaCount: (\d+)"),
        (
            r"and (\d+) in `prod`",
            "overlays/prod/kustomization.yaml",
            r"/spec/maxReplicaCount, value: (\d+)",
        ),
        (r"a pod of (\d+) CPU and 2 GiB", "base/worker.yaml", r'requests: {cpu: "(\d+)"'),
    ],
)
def test_sizes_of_pods_are_those_deployed(said: str, file: str, there: str) -> None:
    deployed = (ROOT / "deploy/k8s" / file).read_text()
    assert re.findall(said, PAGE) == re.findall(there, deployed)[:1]


def test_a_connection_is_kept_for_as_long_as_is_said() -> None:
    assert f"unused for {KEEPS:g} s" in PAGE
