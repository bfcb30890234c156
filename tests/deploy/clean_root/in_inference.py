"""Fed to the Python of the image inference-cpu: what its server needs is there and works.

It starts no server: that takes minutes and gigabytes, and `tests/e2e` do it elsewhere.
"""

import sys
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer
from vllm.platforms import current_platform

from services.inference.base_model import is_prepared
from services.inference.lora_plugin.kernel import kernel
from services.inference.lora_plugin.ops import PackedAdapters, plan_rows
from services.inference.lora_plugin.platform import WRAPPER, can_compile

MODEL = Path("/app/model")

assert current_platform.is_cpu()
(plugin,) = entry_points(group="vllm.general_plugins", name="errands_cpu_lora")
plugin.load()()
assert current_platform.get_punica_wrapper() == WRAPPER
assert can_compile()

built = kernel()
assert built is not None
down, up = torch.randn(4, 1, 8, 64), torch.randn(4, 1, 32, 8)
by_kernel, by_torch = torch.zeros(4, 32), torch.zeros(4, 32)
rows = torch.randn(4, 64)
slots = [0, 1, 2, 3]
PackedAdapters([down.clone()], [up.clone()], [32], built).add_to(by_kernel, rows, plan_rows(slots))
for slot in slots:
    by_torch[slot] = rows[slot] @ down[slot, 0].T @ up[slot, 0].T
torch.testing.assert_close(by_kernel, by_torch, rtol=1e-3, atol=1e-3)

assert is_prepared(MODEL)
tokenizer: Any = AutoTokenizer.from_pretrained(MODEL, local_files_only=True)
model: Any = AutoModelForCausalLM.from_pretrained(MODEL, local_files_only=True)
asked = tokenizer("The capital of France is", return_tensors="pt")
word = tokenizer.decode(model.generate(**asked, max_new_tokens=1, do_sample=False)[0, -1])
sys.stdout.write(word.strip())
