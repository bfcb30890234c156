import os
from pathlib import Path

import pytest

from services.inference.accelerator import accelerator
from services.inference.cores import usable_cores

HERE = len(os.sched_getaffinity(0))


def limited(tmp_path: Path, cgroup: str, quotas: dict[str, str]) -> int:
    own = tmp_path / "own"
    own.write_text(f"9:cpu:/elsewhere\n0::{cgroup}\n")
    for group, quota in quotas.items():
        folder = tmp_path / "groups" / group
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "cpu.max").write_text(f"{quota}\n")
    return usable_cores(tmp_path / "groups", own)


def test_without_a_quota_all_cores_are_used_that_linux_gives(tmp_path: Path) -> None:
    assert limited(tmp_path, "/", {}) == HERE
    assert limited(tmp_path, "/", {"": "max 100000"}) == HERE
    assert usable_cores(tmp_path / "nothing", tmp_path / "neither") == HERE


def test_a_containers_limit_counts(tmp_path: Path) -> None:
    assert limited(tmp_path, "/", {"": "100000 100000"}) == 1


def test_a_limit_beyond_the_machine_is_none(tmp_path: Path) -> None:
    assert limited(tmp_path, "/", {"": "99900000 100000"}) == HERE


@pytest.mark.parametrize("quota", ["20000 100000", "190000 100000"])
def test_a_part_of_a_core_is_left_alone_but_for_the_first(tmp_path: Path, quota: str) -> None:
    assert limited(tmp_path, "/", {"": quota}) == 1


def test_a_limit_of_a_group_around_counts(tmp_path: Path) -> None:
    quotas = {"pods": "100000 100000", "pods/one": "max 100000"}
    assert limited(tmp_path, "/pods/one", quotas) == 1


def test_a_container_that_is_told_of_its_hosts_groups_reads_its_own(tmp_path: Path) -> None:
    assert limited(tmp_path, "/of/the/host", {"": "100000 100000"}) == 1


def test_the_server_computes_with_as_many_threads_as_it_is_given() -> None:
    given = accelerator("cpu", 2, threads=7).environment
    by_itself = accelerator("cpu", 2).environment
    assert given["OMP_NUM_THREADS"] == "7"
    assert by_itself["OMP_NUM_THREADS"] == str(usable_cores())
