import hashlib
import json
import struct
from pathlib import Path

import pytest

pytest.importorskip("numpy")

from errands.contracts.ids import SkillName
from errands.contracts.skill import AdapterVersion
from services.inference.adapter_check import CONFIG, WEIGHTS, AdapterRefusedError, check

BASE = "smollm2-135m-instruct"
PREFIX = "base_model.model.model.layers.0.self_attn.q_proj"
CONFIGURATION = {
    "peft_type": "LORA",
    "r": 8,
    "base_model_name_or_path": f"somewhere/{BASE}",
    "target_modules": ["q_proj"],
}


def safetensors(shapes: dict[str, list[int]], fill: float = 0.5) -> bytes:
    header: dict[str, object] = {"__metadata__": {"format": "pt"}}
    body = b""
    for name, shape in shapes.items():
        numbers = struct.pack("<f", fill) * (shape[0] * shape[1])
        offsets = [len(body), len(body) + len(numbers)]
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": offsets}
        body += numbers
    encoded = json.dumps(header).encode()
    return struct.pack("<Q", len(encoded)) + encoded + body


GOOD = {f"{PREFIX}.lora_A.weight": [8, 16], f"{PREFIX}.lora_B.weight": [16, 8]}


class Folder:
    """An adapter on disk and its line of the manifest, both good until changed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.path = root / "fill" / "1"
        self.path.mkdir(parents=True)
        self.configure()
        self.weigh(safetensors(GOOD))

    def configure(self, **changes: object) -> None:
        (self.path / CONFIG).write_text(json.dumps(CONFIGURATION | changes))

    def weigh(self, weights: bytes) -> None:
        (self.path / WEIGHTS).write_bytes(weights)
        self.sha256 = hashlib.sha256(weights).hexdigest()

    def check(self, max_rank: int = 16) -> Path:
        listed = AdapterVersion(
            skill=SkillName("fill"),
            version=1,
            path="fill/1",
            sha256=self.sha256,
            rank=8,
            base_model=BASE,
        )
        return check(listed, self.root, max_rank)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_a_good_adapter_passes(folder: Folder) -> None:
    assert folder.check() == folder.path


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"r": 16}, "its rank is 16"),
        ({"peft_type": "LOHA"}, "not LORA"),
        ({"base_model_name_or_path": "other"}, "trained on other"),
        ({"target_modules": ["q_proj", "lm_head"]}, "adapts lm_head"),
        ({"bias": "all"}, "bias"),
        ({"use_dora": True}, "DoRA"),
        ({"modules_to_save": ["lm_head"]}, "whole layers"),
        ({"rank_pattern": {"q_proj": 4}}, "differ by layer"),
    ],
)
def test_a_configuration_we_do_not_serve_is_refused(
    folder: Folder, changes: dict[str, object], reason: str
) -> None:
    folder.configure(**changes)
    with pytest.raises(AdapterRefusedError, match=reason):
        folder.check()


@pytest.mark.parametrize(
    ("weights", "reason"),
    [
        (b"\x80\x04pickle", "not a safetensors file"),
        (b"", "not a safetensors file"),
        (safetensors({}), "holds nothing"),
        (safetensors(GOOD)[:-4], "cut short"),
        (safetensors(GOOD) + b"more", "more than its tensors"),
        (safetensors(GOOD, float("nan")), "not finite"),
        (safetensors(GOOD, float("inf")), "not finite"),
        (safetensors({f"{PREFIX}.lora_A.weight": [4, 16]}), "has rank 4"),
        (safetensors({"model.lm_head.lora_A.weight": [8, 16]}), "adapts lm_head"),
        (safetensors({"model.q_proj.weight": [8, 16]}), "not a LoRA matrix"),
    ],
)
def test_weights_we_do_not_serve_are_refused(folder: Folder, weights: bytes, reason: str) -> None:
    folder.weigh(weights)
    with pytest.raises(AdapterRefusedError, match=reason):
        folder.check()


def test_changed_weights_are_refused(folder: Folder) -> None:
    (folder.path / WEIGHTS).write_bytes(safetensors(GOOD, 0.25))
    with pytest.raises(AdapterRefusedError, match="sha256"):
        folder.check()


def test_a_rank_above_the_servers_is_refused(folder: Folder) -> None:
    with pytest.raises(AdapterRefusedError, match="above the server's 4"):
        folder.check(max_rank=4)


def test_a_pickle_beside_the_weights_is_refused(folder: Folder) -> None:
    (folder.path / "adapter_model.bin").write_bytes(b"")
    with pytest.raises(AdapterRefusedError, match="only safetensors"):
        folder.check()


def test_a_folder_that_leads_elsewhere_is_refused(folder: Folder, tmp_path: Path) -> None:
    elsewhere = tmp_path.parent / f"{tmp_path.name}-elsewhere"
    folder.path.rename(elsewhere)
    folder.path.symlink_to(elsewhere)
    with pytest.raises(AdapterRefusedError, match="outside"):
        folder.check()


def test_a_missing_adapter_is_refused(folder: Folder) -> None:
    (folder.path / WEIGHTS).unlink()
    with pytest.raises(AdapterRefusedError, match="missing"):
        folder.check()
