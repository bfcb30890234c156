"""Overlays as Kubernetes would get them."""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import ceil
from pathlib import Path
from typing import Any, Final

import yaml

from stack.layout import ROOT

OVERLAYS: Final = ("dev", "cpu", "gpu", "prod")
KUBECTL: Final = Path(sys.executable).with_name("kubectl")
"""Of a Python package, so that it needs no cluster tools installed."""

Object = dict[str, Any]


@cache
def rendered(overlay: str) -> tuple[Object, ...]:
    told = subprocess.run(  # noqa: S603 our own words only
        [str(KUBECTL), "kustomize", str(ROOT / "deploy/k8s/overlays" / overlay)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    assert "deprecated" not in told.stderr
    return tuple(yaml.safe_load_all(told.stdout))


def of_kind(overlay: str, *kinds: str) -> list[Object]:
    return [one for one in rendered(overlay) if one["kind"] in kinds]


def named(overlay: str, kind: str, name: str) -> Object:
    (found,) = (o for o in of_kind(overlay, kind) if o["metadata"]["name"] == name)
    return found


def workloads(overlay: str) -> list[Object]:
    return of_kind(overlay, "Deployment", "StatefulSet")


@dataclass(frozen=True)
class Container:
    """One of a workload, with what its pod says."""

    overlay: str
    workload: str
    spec: Object
    pod: Object
    starts_first: bool = False

    def __str__(self) -> str:
        return f"{self.overlay}: {self.workload}/{self.spec['name']}"

    @property
    def words(self) -> list[str]:
        """Its command line, with the variables that Kubernetes puts in."""
        given = self.settings()
        return [
            re.sub(r"\$\((\w+)\)", lambda name: given[name[1]], word)
            for word in (*self.spec.get("command", ()), *self.spec.get("args", ()))
        ]

    @property
    def module(self) -> str | None:
        words = self.words
        return words[words.index("-m") + 1] if "-m" in words else None

    @property
    def ports(self) -> dict[str, int]:
        return {port["name"]: port["containerPort"] for port in self.spec.get("ports", ())}

    @property
    def probes(self) -> dict[str, Object]:
        kinds = ("startupProbe", "livenessProbe", "readinessProbe")
        return {kind: self.spec[kind] for kind in kinds if kind in self.spec}

    def settings(self) -> dict[str, str]:
        """The variables it gets by name: of config maps as rendered, of secrets as `secret`.

        A resource is counted in whole ones, as Kubernetes does, rounded up.
        """
        found: dict[str, str] = {}
        for source in self.spec.get("envFrom", ()):
            if "configMapRef" in source:
                name = source["configMapRef"]["name"]
                found |= named(self.overlay, "ConfigMap", name)["data"]
        for one in self.spec.get("env", ()):
            match one:
                case {"valueFrom": {"resourceFieldRef": {"resource": resource}}}:
                    kind, _, what = resource.partition(".")
                    found[one["name"]] = _whole(self.spec["resources"][kind][what])
                case _:
                    found[one["name"]] = one.get("value", "secret")
        return found


def _whole(cores: str) -> str:
    return str(ceil(float(cores.removesuffix("m")) / (1000 if cores.endswith("m") else 1)))


def containers(overlay: str) -> Iterator[Container]:
    for workload in workloads(overlay):
        pod = workload["spec"]["template"]["spec"]
        name = workload["metadata"]["name"]
        for spec in pod.get("initContainers", ()):
            yield Container(overlay, name, spec, pod, starts_first=True)
        for spec in pod["containers"]:
            yield Container(overlay, name, spec, pod)


def every_container() -> list[Container]:
    return [one for overlay in OVERLAYS for one in containers(overlay)]


def ours() -> list[Container]:
    """Those that run our code."""
    return [one for one in every_container() if one.module is not None]
