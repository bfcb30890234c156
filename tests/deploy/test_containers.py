"""Dockerfile and compose file: linted, of known form, in step with the code and with Kubernetes."""

import importlib.util
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from compose_spec import PyOptions
from packaging.requirements import Requirement

from errands.settings import Settings
from stack.layout import ROOT
from tests.deploy.manifests import containers
from tests.deploy.parsers import PARSERS

DOCKERFILE = (ROOT / "deploy/Dockerfile").read_text()
COMPOSE = yaml.safe_load((ROOT / "deploy/compose.yaml").read_text())
SERVICES = COMPOSE["services"]
OURS = [name for name, one in SERVICES.items() if one["image"].startswith("errands-")]
ONCE = {"volumes"}
"""Ends before the others begin."""


def test_the_dockerfile_is_as_hadolint_wants_it() -> None:
    hadolint = Path(sys.executable).with_name("hadolint")
    told = subprocess.run(  # noqa: S603 our own words only
        [str(hadolint), str(ROOT / "deploy/Dockerfile")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout


def test_the_compose_file_is_of_the_specifications_form() -> None:
    options = PyOptions()
    options.apply_merge = True
    options.from_yaml((ROOT / "deploy/compose.yaml").read_text()).validate()


@pytest.mark.parametrize("target", ["api", "worker", "inference-cpu", "inference-gpu"])
def test_an_image_is_nobodys_root_and_begins_with_tini(target: str) -> None:
    stage = _stage(target)
    assert "USER 10001:10001" in stage
    assert 'CMD ["tini", "--", "python", "-m", ' in stage
    assert "FROM base AS" in stage


@pytest.mark.parametrize("target", ["api", "worker", "inference-cpu", "inference-gpu"])
def test_an_image_opens_the_ports_of_what_it_runs(target: str) -> None:
    ports = set(re.findall(r"\d+", re.search(r"^EXPOSE (.*)$", _stage(target), re.MULTILINE)[1]))
    fields = Settings.model_fields
    expected = {
        "api": {fields["api_port"].default},
        "worker": {
            fields["worker_metrics_port"].default,
            fields["reconciler_metrics_port"].default,
        },
    }.get(target, {parser().get_default("port") for parser in PARSERS.values()})
    assert ports == {str(port) for port in expected}


def test_extras_of_the_images_are_the_projects() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    used = set(re.findall(r'"\.\[([\w-]+)\]"', DOCKERFILE))
    assert used == {"api", "worker", "base-model", "inference-cpu", "inference-gpu"}
    assert used <= extras["optional-dependencies"].keys()


@pytest.mark.parametrize("extra", ["api", "worker", "base-model", "inference-cpu", "inference-gpu"])
def test_all_that_an_image_installs_is_pinned(extra: str) -> None:
    (words,) = re.findall(rf'uv pip install ((?:\\\n|[^&\n])*)"\.\[{extra}\]"', DOCKERFILE)
    lock = "lock-gpu.txt" if extra == "inference-gpu" else "lock.txt"
    assert f"--constraint requirements/{lock} " in words
    assert "--override requirements/overrides.txt " in words


@pytest.mark.parametrize("lock", ["lock.txt", "lock-gpu.txt"])
def test_a_lock_names_exact_versions_and_no_index(lock: str) -> None:
    for line in (ROOT / "requirements" / lock).read_text().splitlines():
        assert re.fullmatch(r"[a-z0-9.-]+==[0-9][0-9a-z.!]*", line), line


def test_the_lock_for_a_gpu_holds_what_its_image_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    asked = [*project["dependencies"], *extras["inference-gpu"], *extras["base-model"]]
    pinned = _pinned("lock-gpu.txt")
    for words in asked:
        wanted = Requirement(words)
        if wanted.name != project["name"]:
            assert wanted.specifier.contains(pinned[wanted.name]), words
    # Of torch's builds the one with CUDA.
    assert {"nvidia-cublas", "nvidia-nccl-cu13"} <= pinned.keys()


def test_both_locks_name_the_same_versions_where_they_can() -> None:
    ours, on_a_gpu = _pinned("lock.txt"), _pinned("lock-gpu.txt")
    apart = {name for name in ours.keys() & on_a_gpu.keys() if ours[name] != on_a_gpu[name]}
    # Torch's CUDA build and its vLLM ask for exact ones.
    assert apart == {"apache-tvm-ffi", "triton"}


def _pinned(lock: str) -> dict[str, str]:
    lines = (ROOT / "requirements" / lock).read_text().splitlines()
    return {name: version for name, _, version in (line.partition("==") for line in lines)}


def test_a_worker_is_built_without_vllm() -> None:
    copied = re.findall(r"--from=([\w-]+)", _stage("worker"))
    assert copied == ["build-worker", "model"]
    assert "inference" not in _stage("model").replace("services.inference.base_model", "")


def test_what_is_copied_is_there_and_not_ignored() -> None:
    kept = {
        line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line[0] == "!"
    }
    for words in re.findall(r"^COPY (?!--from)(.*)$", DOCKERFILE, re.MULTILINE):
        for source in words.split()[:-1]:
            assert (ROOT / source).exists(), source
            assert any(source == one or source.startswith(f"{one}/") for one in kept), source


def test_all_debian_packages_that_setup_installs_for_serving_are_in_an_image() -> None:
    makefile = (ROOT / "Makefile").read_text()
    apt = set(re.search(r"^APT\s+:= (.*)$", makefile, re.MULTILINE)[1].split())
    serving = {
        "fonts-dejavu-core",
        "python3-venv",
        "python3-dev",
        "g++",
    }
    assert serving <= apt
    for package in serving:
        assert package in DOCKERFILE


def _stage(target: str) -> str:
    return DOCKERFILE.partition(f" AS {target}\n")[0].rpartition("\n")[2] + (
        f" AS {target}\n" + DOCKERFILE.partition(f" AS {target}\n")[2].partition("\nFROM ")[0]
    )


@pytest.mark.parametrize("name", sorted(SERVICES.keys() - ONCE))
def test_a_container_is_locked(name: str) -> None:
    one = SERVICES[name]
    assert one["read_only"] is True
    assert one["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in one["security_opt"]
    assert one["mem_limit"]


def test_redis_refuses_writes_before_its_container_is_killed() -> None:
    """As in Kubernetes; without a bound of its own no alert could say that it is full."""
    (in_a_pod,) = (one for one in containers("cpu") if one.spec["name"] == "redis")
    bound = _after("--maxmemory", SERVICES["redis"]["command"])
    assert bound == _after("--maxmemory", in_a_pod.words) == "1536mb"
    assert (SERVICES["redis"]["mem_limit"], in_a_pod.spec["resources"]["limits"]["memory"]) == (
        "2g",
        "2Gi",
    )


def _after(flag: str, words: list[str]) -> str:
    return words[words.index(flag) + 1]


@pytest.mark.parametrize("name", SERVICES)
def test_nothing_listens_beyond_this_machine(name: str) -> None:
    for port in SERVICES[name].get("ports", ()):
        assert port.startswith("127.0.0.1:")


def test_only_who_talks_to_the_world_has_a_way_out() -> None:
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    out = {name for name, one in SERVICES.items() if "outside" in one.get("networks", ())}
    assert out == {"api", "worker", "reconciler", "prometheus", "grafana"}


@pytest.mark.parametrize("name", OURS)
def test_a_compose_service_says_what_the_code_knows(name: str) -> None:
    one = SERVICES[name]
    given = {
        key.removeprefix("ERRANDS_").lower(): str(value) for key, value in _environment(one).items()
    }
    assert given.keys() <= Settings.model_fields.keys()
    Settings.model_validate(given | ({"redis_url": "redis://redis/0"} if given else {}))
    words = one.get("command", [])
    if words:
        assert words[:4] == ["tini", "--", "python", "-m"]
        assert importlib.util.find_spec(words[4]) is not None
        if words[4] in PARSERS:
            PARSERS[words[4]]().parse_args(words[5:])


def _environment(one: dict[str, Any]) -> dict[str, str]:
    return {k: v for k, v in one.get("environment", {}).items() if k.startswith("ERRANDS_")}


def test_prometheus_scrapes_services_that_are_there() -> None:
    config = yaml.safe_load((ROOT / "deploy/prometheus/prometheus.yaml").read_text())
    hosts = {
        target.partition(":")[0]
        for job in config["scrape_configs"]
        for static in job.get("static_configs", ())
        for target in static["targets"]
    } | {
        name
        for job in config["scrape_configs"]
        for names in job.get("dns_sd_configs", ())
        for name in names["names"]
    }
    assert hosts <= SERVICES.keys()


def test_files_that_compose_mounts_are_there() -> None:
    for one in SERVICES.values():
        for volume in one.get("volumes", ()):
            source = volume.partition(":")[0]
            if source.startswith("."):
                assert (ROOT / "deploy" / source).exists(), source
            else:
                assert source in COMPOSE["volumes"]
    profile = SERVICES["worker"]["security_opt"][1].removeprefix("seccomp=")
    assert os.path.isfile(ROOT / "deploy" / profile)  # noqa: PTH113 a path of two parts
