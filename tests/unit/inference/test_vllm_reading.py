"""The launcher's flags, through vLLM's own parser into its own configuration objects.

vLLM's CPU build makes both kinds' objects, so a flag for a GPU that vLLM doesn't know is seen here.
"""

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

pytest.importorskip("numpy")

from errands.backends.manifest_file import read_manifest
from services.inference.adapter_check import TARGET_MODULES
from services.inference.launcher import parse
from services.inference.reconcile import DEFAULT_MANIFEST
from tests.unit.inference.vllm_reading import KV_CACHE_GIB, WRONG, Read, Reading

ROOT = Path(__file__).resolve().parents[3]
MODEL = {
    "architectures": ["LlamaForCausalLM"],
    "model_type": "llama",
    "hidden_size": 64,
    "intermediate_size": 128,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "max_position_embeddings": 8192,
    "vocab_size": 128,
}

pytestmark = pytest.mark.skipif(find_spec("vllm") is None, reason="vLLM is not installed")


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """One process reads all there is to read: most of its time goes into importing vLLM."""
    model = tmp_path_factory.mktemp("llama")
    (model / "config.json").write_text(json.dumps(MODEL))
    answer = model / "reading.json"
    words = ["tests.unit.inference.vllm_reading", str(model), str(answer)]
    run = subprocess.run(  # noqa: S603 our own module
        [sys.executable, "-m", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr[-3000:]
    return Reading.model_validate_json(answer.read_bytes())


@pytest.fixture(params=["cpu", "cuda"])
def read(request: pytest.FixtureRequest, reading: Reading) -> Read:
    return reading.kinds[request.param]


def test_adapters_of_ours_fit_what_vllm_keeps_for_them(read: Read) -> None:
    manifest = read_manifest(ROOT / DEFAULT_MANIFEST)
    assert max(adapter.rank for adapter in manifest.adapters) <= read.max_lora_rank
    assert len(manifest.live) + 2 <= read.max_loras
    assert read.max_cpu_loras == 2 * read.max_loras
    assert read.target_modules == TARGET_MODULES


def test_what_a_person_chose_is_what_vllm_schedules(read: Read) -> None:
    chosen = parse(["--device", "cpu"])
    assert read.max_model_len == chosen.max_model_len
    assert read.max_num_seqs == chosen.max_num_seqs
    assert read.max_num_batched_tokens == chosen.max_num_batched_tokens
    assert read.served_model_names[0] == chosen.served_model_name


def test_who_waits_is_taken_by_priority(read: Read) -> None:
    assert read.scheduling_policy == "priority"


def test_grammars_are_guidances_and_prompts_are_kept(read: Read) -> None:
    assert read.structured_outputs == "guidance"
    assert read.enable_prefix_caching


def test_each_kind_has_the_memory_it_was_given(reading: Reading) -> None:
    given = {kind: read.kv_cache_bytes for kind, read in reading.kinds.items()}
    assert given == {kind: gib * 2**30 for kind, gib in KV_CACHE_GIB.items()}


def test_a_gpu_captures_graphs_by_the_number_of_active_adapters(reading: Reading) -> None:
    assert reading.kinds["cuda"].specialize_active_lora
    assert reading.kinds["cuda"].graphs_specialize_lora
    assert not reading.kinds["cpu"].specialize_active_lora


def test_a_cpu_keeps_small_blocks_and_computes_in_one_process(reading: Reading) -> None:
    cpu, cuda = reading.kinds["cpu"], reading.kinds["cuda"]
    assert (cpu.block_size, cpu.executor) == (32, "uni")
    assert not cuda.block_size_is_ours


@pytest.mark.parametrize("wrong", WRONG)
def test_vllm_refuses(wrong: str, reading: Reading) -> None:
    assert wrong in reading.refused


def test_a_vllm_of_another_version_keeps_its_operators_and_says_so(reading: Reading) -> None:
    assert reading.left_alone
