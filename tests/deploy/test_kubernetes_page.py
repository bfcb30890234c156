"""What an operator has to do is on the page, as the overlays want it."""

import re

import pytest
import yaml
from fsspec.registry import known_implementations

from stack.layout import ROOT
from stack.watching.alert import Severity
from stack.watching.alerts import ALERTS
from tests.deploy.manifests import OVERLAYS, Object, containers, named, of_kind

PAGE = (ROOT / "docs/kubernetes.md").read_text()
OPERATIONS = (ROOT / "docs/operations.md").read_text()
MADE = dict(re.findall(r"create secret (?:generic|tls) (\S+) (.*)", PAGE))
"""What the page's commands put into each secret."""


@pytest.mark.parametrize("overlay", ["cpu", "gpu", "prod"])
def test_every_secret_is_made_by_a_step(overlay: str) -> None:
    for one in containers(overlay):
        for variable in one.spec.get("env", ()):
            secret = variable.get("valueFrom", {}).get("secretKeyRef")
            if secret:
                assert f"--from-literal={secret['key']}=" in MADE[secret["name"]]
        for source in one.spec.get("envFrom", ()):
            assert source.get("secretRef", {"name": "redis"})["name"] in MADE
    for ingress in of_kind(overlay, "Ingress"):
        assert {tls["secretName"] for tls in ingress["spec"]["tls"]} <= MADE.keys()


def test_the_namespace_is_there_before_its_secrets() -> None:
    (path,) = re.findall(r"kubectl apply --filename (\S+)", PAGE)
    made = yaml.safe_load((ROOT / path).read_text())
    assert (made["kind"], made["metadata"]["name"]) == ("Namespace", "errands")
    assert PAGE.index(path) < PAGE.index("create secret")


def test_what_prod_makes_up_is_named() -> None:
    places = {settings["data"]["ERRANDS_RECORDINGS"] for settings in _settings("prod")}
    subnets = {
        (peer["ipBlock"]["cidr"], port["port"])
        for policy in of_kind("prod", "NetworkPolicy")
        for rule in policy["spec"].get("egress", ())
        for peer in rule["to"]
        for port in rule["ports"]
        if peer.get("ipBlock", {"cidr": "::/0"})["cidr"] not in {"0.0.0.0/0", "::/0"}
    }
    (recordings,) = places
    ((subnet, port),) = subnets
    assert f"`{recordings}`" in PAGE
    assert f"in place of `{subnet}`, and its port, in place of `{port}`" in PAGE
    scheme = recordings.partition(":")[0]
    package = known_implementations[scheme]["class"].partition(".")[0]
    assert f"`--build-arg STORAGE={package}`" in PAGE


def _settings(overlay: str) -> list[Object]:
    return [m for m in of_kind(overlay, "ConfigMap") if m["metadata"]["name"].startswith("sett")]


def test_what_has_to_select_our_objects_is_named() -> None:
    for setting in ("serviceMonitorSelectorNilUsesHelmValues", "ruleSelectorNilUsesHelmValues"):
        assert f"`{setting}`" in PAGE
    dashboards = [m for m in of_kind("cpu", "ConfigMap") if m["metadata"]["name"].startswith("das")]
    ((label, value),) = {tuple(*m["metadata"]["labels"].items()) for m in dashboards}
    assert f'`{label}: "{value}"`' in PAGE
    assert "searchNamespace`: `ALL`" in PAGE
    (trigger,) = named("cpu", "ScaledObject", "worker")["spec"]["triggers"]
    host, namespace = re.findall(
        r"http://([\w-]+)\.([\w-]+)\.svc", trigger["metadata"]["serverAddress"]
    )[0]
    assert f"kubectl -n {namespace} port-forward service/{host} 9090" in PAGE
    (sources,) = named("cpu", "NetworkPolicy", "metrics")["spec"]["ingress"][0]["from"]
    assert sources["namespaceSelector"]["matchLabels"]["kubernetes.io/metadata.name"] == namespace


def test_what_a_cluster_has_to_bring_is_named() -> None:
    for overlay in ("cpu", "gpu", "prod"):
        (scaler,) = of_kind(overlay, "HorizontalPodAutoscaler")
        assert {metric["type"] for metric in scaler["spec"]["metrics"]} == {"Resource"}
    assert of_kind("dev", "HorizontalPodAutoscaler") == []
    assert "all but `dev` need KEDA" in PAGE
    assert "[metrics-server]" in PAGE
    with_gpu = {
        overlay
        for overlay in OVERLAYS
        for one in containers(overlay)
        if "nvidia.com/gpu" in one.spec["resources"]["limits"]
    }
    assert with_gpu == {"gpu", "prod"}
    assert "`gpu` and `prod` need NVIDIA's [device plugin]" in PAGE


def test_the_address_of_redis_is_one_that_is_there() -> None:
    """In `prod` there is no Service that the command's own address could lead to."""
    (host,) = re.findall(r"--from-literal=url=redis://:\.\.\.@(\w+):", PAGE)
    services = {
        overlay: {one["metadata"]["name"] for one in of_kind(overlay, "Service")}
        for overlay in ("cpu", "gpu", "prod")
    }
    without = [overlay for overlay, names in services.items() if host not in names]
    assert without == ["prod"]
    assert f"In `prod` no Service `{host}` is there" in PAGE


@pytest.mark.parametrize(("module", "kind"), [("worker", "a worker's"), ("reconciler", "a rec")])
def test_the_ports_of_one_pod_are_named(module: str, kind: str) -> None:
    (one,) = (c for c in containers("cpu") if c.module and c.module.endswith(f".{module}"))
    (port,) = one.ports.values()
    assert re.search(rf"\b{port} (?:is )?{kind}", PAGE)


def test_every_alert_has_a_route() -> None:
    (routing,) = re.findall(r"```yaml\n(route:.*?)```", OPERATIONS, re.DOTALL)
    told = yaml.safe_load(routing)
    receivers = {one["name"] for one in told["receivers"]}
    reached: dict[str, str] = {}
    for route in told["route"]["routes"]:
        name, severity = (re.fullmatch(r'(\w+)=~?"(.*)"', m).groups() for m in route["matchers"])
        assert (name[0], severity[0]) == ("alertname", "severity")
        assert all(re.fullmatch(name[1], alert.name) for alert in ALERTS)
        reached[severity[1]] = route["receiver"]
    assert reached.keys() == set(Severity)
    assert len(set(reached.values())) == len(reached)
    assert {*reached.values(), told["route"]["receiver"]} == receivers
