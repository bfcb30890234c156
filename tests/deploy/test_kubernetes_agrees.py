"""Every command, port, variable, probe and label that an overlay names is there in the code."""

import importlib.util
import json
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest
import yaml

from errands.settings import Settings
from services.api import __main__ as api
from services.api.app import create_app
from services.worker.child import CLOSE_SECONDS
from services.worker.turn_player import LEAVE_SECONDS
from stack.layout import ROOT
from stack.watching.jobs import Job
from tests.deploy.manifests import OVERLAYS, Container, Object, named, of_kind, ours, workloads
from tests.deploy.parsers import PARSERS
from tests.deploy.programs import installed
from tests.deploy.queries import OURS, SUFFIX
from tests.deploy.queries import named as named_in
from tests.unit.api.house import House

CONTAINERS = [pytest.param(one, id=str(one)) for one in ours()]
CLUSTERS_OWN = ("/healthz", "/readyz", "/metrics")
"""What the API answers to the cluster and to Prometheus."""
IMAGES = {
    "services.api": "errands-api",
    "services.worker": "errands-worker",
    "services.worker.reconciler": "errands-worker",
    "services.inference": "errands-inference",
    "services.inference.reconcile": "errands-inference",
}


@pytest.mark.parametrize("one", CONTAINERS)
def test_a_command_is_one_of_ours(one: Container) -> None:
    assert one.words[:4] == ["tini", "--", "python", "-m"]
    assert one.module is not None
    module = importlib.util.find_spec(one.module)
    assert module is not None
    if one.module in PARSERS:
        PARSERS[one.module]().parse_args(one.words[5:])
    else:
        assert one.words[5:] == []


@pytest.mark.parametrize("one", CONTAINERS)
def test_a_command_has_the_image_that_holds_it(one: Container) -> None:
    image = one.spec["image"].rpartition(":")[0].rpartition("/")[2]
    assert one.module is not None
    assert image.startswith(IMAGES[one.module])
    targets = re.findall(r"^FROM .* AS ([\w-]+)$", _dockerfile(), re.MULTILINE)
    assert image.removeprefix("errands-") in targets


@cache
def _dockerfile() -> str:
    return (ROOT / "deploy/Dockerfile").read_text()


@pytest.mark.parametrize("one", CONTAINERS)
def test_a_variable_is_a_setting_and_has_a_value_it_may_have(one: Container) -> None:
    given = {
        name.removeprefix("ERRANDS_").lower(): value
        for name, value in one.settings().items()
        if name.startswith("ERRANDS_")
    }
    assert given.keys() <= Settings.model_fields.keys()
    if given:
        secret = {"redis_url": "redis://redis:6379/0"} if "redis_url" in given else {}
        Settings.model_validate(given | secret)


@pytest.mark.parametrize("one", CONTAINERS)
def test_who_asks_the_model_has_its_key(one: Container) -> None:
    """Workers, and the API where people who judge steps may have the model asked again."""
    asks = one.module in {"services.api", "services.worker"}
    assert asks is ("ERRANDS_MODEL_KEY" in one.settings())


@pytest.mark.parametrize("one", CONTAINERS)
def test_a_port_is_the_one_it_opens(one: Container) -> None:
    settings = Settings.model_validate(
        {
            name.removeprefix("ERRANDS_").lower(): value
            for name, value in one.settings().items()
            if name.endswith(("_PORT", "_HOST"))
        }
    )
    (port,) = one.ports.values()
    match one.module:
        case "services.api":
            assert (settings.api_host, settings.api_port) == ("0.0.0.0", port)
        case "services.worker":
            assert settings.worker_metrics_port == port
        case "services.worker.reconciler":
            assert settings.reconciler_metrics_port == port
        case str(module):
            chosen = PARSERS[module]().parse_args(one.words[5:])
            assert (chosen.host, chosen.port) == ("0.0.0.0", port)
        case None:
            pytest.fail("not one of ours")


@pytest.mark.parametrize("one", CONTAINERS)
def test_a_probe_asks_what_is_answered(one: Container) -> None:
    for probe in one.probes.values():
        assert probe["httpGet"]["port"] in one.ports
        assert probe["httpGet"]["path"] in _answered(one)
    assert one.probes["livenessProbe"]["httpGet"]["path"] in {"/healthz", "/health"}
    assert one.probes["readinessProbe"]["httpGet"]["path"] in {"/readyz", "/health"}


def _answered(one: Container) -> set[str]:
    match one.module:
        case "services.api":
            return {route.path for route in _api_routes()}
        case "services.worker" | "services.worker.reconciler":
            source = (ROOT / "services/worker/health.py").read_text()
            return set(re.findall(r'"(/\w+)"', source))
        case "services.inference.reconcile":
            source = (ROOT / "services/inference/reconcile.py").read_text()
            return set(re.findall(r'@app\.get\("(/\w+)"\)', source))
        case _:
            vllm = importlib.util.find_spec("vllm")
            assert vllm is not None
            assert vllm.submodule_search_locations is not None
            return {"/health", "/metrics"}


def _api_routes() -> list[object]:
    from services.api.routes.health import router  # noqa: PLC0415

    return list(router.routes)


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_a_service_leads_to_a_port(overlay: str) -> None:
    for service in of_kind(overlay, "Service"):
        selector = service["spec"]["selector"]
        pods = [
            w["spec"]["template"]
            for w in workloads(overlay)
            if selector.items() <= w["spec"]["template"]["metadata"]["labels"].items()
        ]
        assert pods, service["metadata"]["name"]
        for port in service["spec"]["ports"]:
            opened = {
                p["name"]: p["containerPort"]
                for pod in pods
                for one in pod["spec"]["containers"]
                for p in one.get("ports", ())
            }
            assert opened[port["targetPort"]] == port["port"]


def test_callers_reach_the_api_and_its_pages_and_nothing_else() -> None:
    (rule,) = named("prod", "Ingress", "api")["spec"]["rules"]
    paths = rule["http"]["paths"]
    for path in paths:
        service = path["backend"]["service"]
        ports = {p["name"] for p in named("prod", "Service", service["name"])["spec"]["ports"]}
        assert service["port"]["name"] in ports
    app = create_app(House().ports)
    asked = {re.sub(r"\{\w+\}", "one", path) for path in app.openapi()["paths"]}
    asked |= set(CLUSTERS_OWN)
    asked |= {"/", "/label", "/v1/sessions/one/live"}
    for page in (ROOT / "services/api").glob("*_page/*.html"):
        asked |= set(re.findall(r'(?:src|href)="(/[^"]+)"', page.read_text()))
    assert {one for one in asked if not _passed_on(one, paths)} == set(CLUSTERS_OWN)


def _passed_on(asked: str, paths: list[Object]) -> bool:
    return any(
        asked == path["path"]
        or (path["pathType"] == "Prefix" and asked.startswith(f"{path['path'].rstrip('/')}/"))
        for path in paths
    )


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_an_address_among_the_settings_is_a_services(overlay: str) -> None:
    (settings,) = (
        m for m in of_kind(overlay, "ConfigMap") if m["metadata"]["name"].startswith("settings")
    )
    for name in ("ERRANDS_MODEL_URL", "ERRANDS_ADAPTERS_URL"):
        host, port = re.fullmatch(r"http://([\w-]+):(\d+)(?:/v1)?", settings["data"][name]).groups()
        service = named(overlay, "Service", host)["spec"]
        assert int(port) in {p["port"] for p in service["ports"]}


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_whatever_is_written_is_on_a_volume(overlay: str) -> None:
    for one in ours():
        if one.overlay != overlay:
            continue
        mounts = [m["mountPath"] for m in one.spec["volumeMounts"] if not m.get("readOnly")]
        for name in ("ERRANDS_FILES", "ERRANDS_RECORDINGS", "ERRANDS_RECORDINGS_OPEN"):
            path = one.settings().get(name, "")
            if path.startswith("/"):
                assert any(path == m or path.startswith(f"{m}/") for m in mounts), (str(one), name)


def test_a_worker_has_time_to_hand_its_turn_over() -> None:
    needed = Settings().leave_seconds + LEAVE_SECONDS + CLOSE_SECONDS
    for overlay in ("cpu", "gpu", "prod"):
        pod = named(overlay, "Deployment", "worker")["spec"]["template"]["spec"]
        assert 2 * needed <= pod["terminationGracePeriodSeconds"]


def test_an_api_has_time_to_end_its_streams() -> None:
    pod = named("prod", "Deployment", "api")["spec"]["template"]["spec"]
    pause = pod["containers"][0]["lifecycle"]["preStop"]["sleep"]["seconds"]
    assert pod["terminationGracePeriodSeconds"] > pause + api._GRACE_SECONDS


@pytest.mark.parametrize("overlay", ["cpu", "gpu", "prod"])
def test_what_scales_workers_is_counted(overlay: str) -> None:
    (trigger,) = named(overlay, "ScaledObject", "worker")["spec"]["triggers"]
    names = {one.metric for one in named_in(trigger["metadata"]["query"])}
    assert names == {"errands_sessions_orphaned", "errands_sessions_leased"}
    assert {SUFFIX.sub("", name) for name in names} <= OURS.keys()


@pytest.mark.parametrize("overlay", ["cpu", "gpu", "prod"])
def test_every_job_of_the_queries_is_scraped(overlay: str) -> None:
    config = yaml.safe_load((ROOT / "deploy/prometheus/prometheus.yaml").read_text())
    jobs = {job["job_name"] for job in config["scrape_configs"]}
    label = "app.kubernetes.io/component"
    services = {s["metadata"]["labels"][label]: s for s in of_kind(overlay, "Service")}
    assert {f"errands-{component}" for component in services} == jobs == set(Job)
    monitor = named(overlay, "ServiceMonitor", "errands")["spec"]
    assert set(monitor["selector"]["matchExpressions"][0]["values"]) == services.keys()
    watched = {endpoint["port"] for endpoint in monitor["endpoints"]}
    for service in services.values():
        assert {p["name"] for p in service["spec"]["ports"]} & watched


def test_a_services_component_becomes_its_job(tmp_path: Path) -> None:
    """By Prometheus's own relabelling, of what Kubernetes tells of a service."""
    told = "__meta_kubernetes_service_label_app_kubernetes_io_component"
    endpoints = named("cpu", "ServiceMonitor", "errands")["spec"]["endpoints"]
    snake = {"sourceLabels": "source_labels", "targetLabel": "target_label"}
    for number, endpoint in enumerate(endpoints):
        scrape = {
            "job_name": f"serviceMonitor/errands/errands/{number}",
            "static_configs": [{"targets": ["10.0.0.1:8080"], "labels": {told: "redis"}}],
            "relabel_configs": [
                {snake.get(key, key): value for key, value in rule.items()}
                for rule in endpoint["relabelings"]
            ],
        }
        path = tmp_path / "prometheus.yaml"
        path.write_text(yaml.safe_dump({"scrape_configs": [scrape]}))
        command = [installed("promtool"), "check", "service-discovery", "--timeout=2s"]
        found = subprocess.run(  # noqa: S603 our own words only
            [*command, str(path), scrape["job_name"]], capture_output=True, text=True, check=True
        )
        (target,) = json.loads(found.stdout)
        assert target["labels"]["job"] == Job.REDIS


@pytest.mark.parametrize("overlay", ["cpu", "gpu", "prod"])
def test_every_dashboard_is_brought_along(overlay: str) -> None:
    maps = [m for m in of_kind(overlay, "ConfigMap") if m["metadata"]["name"].startswith("dash")]
    files = {name: text for one in maps for name, text in one["data"].items()}
    committed = {p.name: p.read_text() for p in (ROOT / "deploy/grafana").glob("*.json")}
    assert files == committed
    assert all(m["metadata"]["labels"]["grafana_dashboard"] == "1" for m in maps)


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_a_model_server_computes_on_the_cores_that_it_asks_for(overlay: str) -> None:
    (one,) = (c for c in ours() if c.overlay == overlay and c.module == "services.inference")
    threads = PARSERS["services.inference"]().parse_args(one.words[5:]).threads
    assert str(threads) == one.spec["resources"]["requests"]["cpu"]


def test_a_gpu_is_asked_for_where_the_flags_want_one() -> None:
    for overlay in OVERLAYS:
        (one,) = (c for c in ours() if c.overlay == overlay and c.module == "services.inference")
        cuda = "cuda" in one.words
        assert cuda is ("nvidia.com/gpu" in one.spec["resources"]["limits"])
        assert cuda is ("-gpu:" in one.spec["image"])
        assert cuda is (overlay in {"gpu", "prod"})
