"""Every overlay renders, and is what Kubernetes, KEDA and the Prometheus operator take."""

from importlib import import_module

import kubernetes_validate
import pytest
from pydantic import BaseModel

from stack.layout import ROOT
from stack.watching.rules import rules_object
from tests.deploy.manifests import OVERLAYS, Object, of_kind, rendered

VERSIONS = ("1.33", "1.37")
"""Of Kubernetes; what lies between takes it too."""
CUSTOM = {
    "ScaledObject": "cloudcoil.models.keda.v1alpha1",
    "ServiceMonitor": "cloudcoil.models.prometheus_operator.v1",
    "PrometheusRule": "cloudcoil.models.prometheus_operator.v1",
}
"""Where each one's model is: seven seconds to import, which who only lists the tests is spared."""
NEWER = {("ScaledObject", "fallback", "behavior")}
"""Fields of KEDA 2.17, which the models at hand (2.16) don't know."""


@pytest.mark.parametrize("overlay", OVERLAYS)
@pytest.mark.parametrize("version", VERSIONS)
def test_kubernetes_takes_it(overlay: str, version: str) -> None:
    for one in rendered(overlay):
        if one["kind"] not in CUSTOM:
            kubernetes_validate.validate(one, version, strict=True)


@pytest.mark.parametrize("overlay", ["cpu", "gpu", "prod"])
@pytest.mark.parametrize("kind", CUSTOM)
def test_operators_take_it(overlay: str, kind: str) -> None:
    found = of_kind(overlay, kind)
    assert found
    model: type[BaseModel] = getattr(import_module(CUSTOM[kind]), kind)
    for one in found:
        known = model.model_validate(one).model_dump(by_alias=True, exclude_unset=True, mode="json")
        # The models drop what they don't know.
        assert known == _without_newer(kind, one)


def _without_newer(kind: str, one: Object) -> Object:
    spec = {
        section: {k: v for k, v in value.items() if (kind, section, k) not in NEWER}
        if isinstance(value, dict)
        else value
        for section, value in one["spec"].items()
    }
    return one | {"spec": spec}


def test_a_cluster_gets_the_same_alerts() -> None:
    made = (ROOT / "deploy/k8s/components/monitoring/alerts.yaml").read_text()
    assert made == rules_object()


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_everything_lies_in_our_namespace(overlay: str) -> None:
    for one in rendered(overlay):
        if one["kind"] != "Namespace":
            assert one["metadata"]["namespace"] == "errands", one["metadata"]
