from importlib import import_module

import pytest

pytest.importorskip("numpy")

from services.inference.accelerator import accelerator
from services.inference.admission import Admission, Limits
from services.inference.launcher import parse, vllm_environment, vllm_flags
from services.inference.lora_plugin import is_tested


def flag(flags: list[str], name: str) -> str:
    return flags[flags.index(name) + 1]


def test_there_are_twice_as_many_adapters_in_memory_as_in_a_batch() -> None:
    options = parse(["--device", "cpu", "--max-loras", "6"])
    flags = vllm_flags(options, accelerator("cpu", 2))
    assert (flag(flags, "--max-loras"), flag(flags, "--max-cpu-loras")) == ("6", "12")


def test_a_batch_has_room_for_four_adapters_at_least() -> None:
    assert parse(["--device", "cpu", "--max-loras", "1"]).max_loras == 5


def test_the_server_listens_on_the_loopback_and_reports_to_nobody() -> None:
    options = parse(["--device", "cpu"])
    assert options.host == "127.0.0.1"
    environment = vllm_environment(options, accelerator("cpu", 2))
    assert environment["VLLM_NO_USAGE_STATS"] == environment["DO_NOT_TRACK"] == "1"
    assert environment["HF_HUB_OFFLINE"] == "1"


def test_the_plugin_is_loaded_unless_it_is_declined() -> None:
    machine = accelerator("cpu", 2)
    ours = vllm_environment(parse(["--device", "cpu"]), machine)
    stock = vllm_environment(parse(["--device", "cpu", "--stock-lora-ops"]), machine)
    assert (ours["VLLM_PLUGINS"], stock["VLLM_PLUGINS"]) == ("errands_cpu_lora", "")


def test_what_follows_the_dashes_goes_to_vllm_last() -> None:
    options = parse(["--device", "cuda", "--", "--seed", "3"])
    assert vllm_flags(options, accelerator("cuda", 2))[-2:] == ["--seed", "3"]


def test_how_many_cores_are_used_can_be_said() -> None:
    assert parse(["--device", "cpu", "--threads", "4"]).threads == 4
    assert parse(["--device", "cpu"]).threads is None


def test_people_go_before_background_work_and_the_server_has_a_bound() -> None:
    flags = vllm_flags(parse(["--device", "cpu"]), accelerator("cpu", 2))
    assert flag(flags, "--scheduling-policy") == "priority"
    module, _, name = flag(flags, "--middleware").rpartition(".")
    assert getattr(import_module(module), name) is Admission


@pytest.mark.parametrize(
    ("given", "limits"),
    [
        ("", Limits(interactive=80, background=12)),
        ("--max-num-seqs 1", Limits(interactive=5, background=1)),
        ("--max-num-seqs 100", Limits(interactive=500, background=75)),
        ("--max-waiting 0 --max-background 0", Limits(interactive=16, background=0)),
    ],
)
def test_bounds_follow_the_batch_unless_they_are_given(given: str, limits: Limits) -> None:
    assert parse(["--device", "cpu", *given.split()]).limits == limits


def test_only_tested_versions_are_touched() -> None:
    assert is_tested("0.32.0")
    assert is_tested("0.32.0+cpu")
    assert not is_tested("0.33.0")
