"""What `make clean-roots` makes of the Dockerfile, the compose file and podman's words."""

import os
import re
from pathlib import Path

import pytest
import yaml

from stack.layout import ROOT
from tests.deploy.clean_root import debian
from tests.deploy.clean_root.locked import Locked
from tests.deploy.clean_root.podman import mounts_below, steps_run
from tests.deploy.clean_root.run import TARGETS

DOCKERFILE = (ROOT / "deploy/Dockerfile").read_text()
SERVICES = yaml.safe_load((ROOT / "deploy/compose.yaml").read_text())["services"]
OURS = [name for name, one in SERVICES.items() if one["image"].startswith("errands-")]
TOLD = """\
[1/2] STEP 1/3: FROM localhost/clean-root:debian AS base
[1/2] STEP 2/3: RUN apt-get update -qq  && rm -rf /var/lib/apt/lists/*
--> Using cache 1a03b854262a53eb45a51b63d7a3f17a6d1b5dbaf58ace3cfeb353263797974e
--> 1a03b854262
[1/2] STEP 3/3: RUN mkdir /app
--> 9ca1fd96322
[2/2] STEP 1/2: FROM 9ca1fd96322 AS api
[2/2] STEP 2/2: RUN echo Well
Well
--> 5e10e9aa7e5
"""


@pytest.fixture
def locked(tmp_path: Path) -> Locked:
    return Locked(ROOT / "deploy", tmp_path, owner=os.getuid())


def test_the_root_is_of_the_debian_that_the_dockerfile_names() -> None:
    assert debian.version(DOCKERFILE) == "12"


@pytest.mark.parametrize("image", ["debian:sid-slim", "ubuntu:24.04", "debian:12.12"])
def test_another_base_image_is_not_taken_for_debians_slim_one(image: str) -> None:
    with pytest.raises(ValueError, match="no Debian of a known form"):
        debian.version(f"ARG DEBIAN={image}\n")


def test_every_image_of_the_compose_file_is_built_and_tried() -> None:
    images = {SERVICES[name]["image"] for name in OURS}
    assert images == {f"errands-{target}:dev" for target in TARGETS}


def test_every_image_of_the_dockerfile_is_tried_but_the_one_with_cuda() -> None:
    last = set(re.findall(r"^FROM base AS (\S+)$", DOCKERFILE, re.MULTILINE)) - {"build"}
    assert last - set(TARGETS) == {"inference-gpu"}


@pytest.mark.parametrize("name", OURS)
def test_a_container_is_tried_as_locked_as_the_compose_file_says(name: str, locked: Locked) -> None:
    flags = locked.flags(SERVICES[name], {})
    assert {"--read-only", "--cap-drop=ALL", "--tmpfs=/tmp"} <= set(flags)
    assert "--read-only-tmpfs=false" in flags
    assert "--security-opt=no-new-privileges:true" in flags
    assert f"--memory={SERVICES[name]['mem_limit']}" in flags


def test_chromium_is_tried_under_the_profile_that_is_shipped(locked: Locked) -> None:
    flags = locked.flags(SERVICES["worker"], {})
    (profile,) = (f.partition("seccomp=")[2] for f in flags if "seccomp=" in f)
    assert Path(profile).is_file()


def test_settings_stand_in_place_of_the_compose_files(locked: Locked) -> None:
    flags = locked.flags(SERVICES["api"], {"ERRANDS_REDIS_URL": "redis://127.0.0.1:1/0"})
    assert "--env=ERRANDS_REDIS_URL=redis://127.0.0.1:1/0" in flags
    assert "--env=ERRANDS_FILES=/data/files" in flags


def test_a_service_without_settings_is_given_none(locked: Locked) -> None:
    flags = locked.flags(SERVICES["inference"], {"ERRANDS_REDIS_URL": "redis://127.0.0.1:1/0"})
    assert not [flag for flag in flags if flag.startswith("--env")]


def test_a_named_volume_is_a_folder_that_services_share(locked: Locked, tmp_path: Path) -> None:
    for name in ("api", "worker"):
        assert f"--volume={tmp_path}/data:/data" in locked.flags(SERVICES[name], {})
    assert (tmp_path / "data").is_dir()


def test_a_volume_of_the_repository_is_where_it_lies(locked: Locked) -> None:
    flags = locked.flags(SERVICES["adapters"], {})
    assert f"--volume={ROOT}/learning/adapters:/adapters:ro" in flags


def test_what_is_not_known_of_a_service_is_not_left_out(locked: Locked) -> None:
    with pytest.raises(KeyError, match="privileged"):
        locked.flags({"image": "errands-api:dev", "privileged": True}, {})


def test_steps_that_an_earlier_build_has_run_are_not_counted() -> None:
    assert steps_run(TOLD) == 2


def test_what_is_mounted_in_a_folder_is_told_outermost_first() -> None:
    mounted = """\
24 1 254:0 / / rw,relatime - ext4 /dev/vda rw
90 24 0:50 / /srv/roots/store/overlay rw - ext4 /dev/vda rw
91 90 0:51 / /srv/roots/store/overlay/one/merged rw - overlay overlay rw
92 24 0:52 / /srv/roots-of-another rw - tmpfs tmpfs rw
"""
    assert mounts_below(Path("/srv/roots"), mounted) == [
        "/srv/roots/store/overlay",
        "/srv/roots/store/overlay/one/merged",
    ]
