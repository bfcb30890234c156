"""Samples as tokens, and what a model makes of the lines in them."""

from dataclasses import dataclass
from typing import Any, Final

import torch
from peft import PeftModel
from torch import Tensor
from torch.nn import functional
from transformers import PreTrainedTokenizerBase

from learning.sample import Sample

MAX_TOKENS: Final = 1400


@dataclass(frozen=True, slots=True)
class Encoded:
    """`ids[i]` is a target where `wanted[i]` is true."""

    ids: list[int]
    wanted: list[bool]


@dataclass(frozen=True, slots=True)
class Targets:
    """The targets of a batch in order: (targets, vocabulary), and each one's id and row."""

    logits: Tensor
    labels: Tensor
    rows: Tensor

    def losses(self) -> Tensor:
        """Cross entropy of each target."""
        return functional.cross_entropy(self.logits, self.labels, reduction="none")

    def log_likelihoods(self, rows: int) -> Tensor:
        """Of each row's targets together, natural logarithm: (rows,)."""
        return torch.zeros(rows).index_add(0, self.rows, -self.losses())


def encode(sample: Sample, tokenizer: PreTrainedTokenizerBase) -> Encoded:
    """Tokens of a sample, cut at the left where it is too long."""
    tokens = tokenizer(sample.text, return_offsets_mapping=True, add_special_tokens=False)
    wanted = [
        any(start <= left and right <= end for start, end in sample.targets)
        for left, right in tokens["offset_mapping"]
    ]
    return Encoded(tokens["input_ids"][-MAX_TOKENS:], wanted[-MAX_TOKENS:])


def targets_of(model: PeftModel, batch: list[Encoded]) -> Targets:
    """Logits at the targets only: the vocabulary is the largest part of this model."""
    ids, wanted = _padded(batch)
    inner: Any = model.get_base_model()  # torch types a module's parts as tensors
    hidden = inner.model(input_ids=ids).last_hidden_state
    before = wanted[:, 1:]
    logits = inner.lm_head(hidden[:, :-1][before]).float()
    return Targets(logits, ids[:, 1:][before], before.nonzero()[:, 0])


def exact_lines(model: PeftModel, data: list[Encoded]) -> tuple[int, int]:
    """How many of the lines the model would write exactly, each token given the right ones."""
    model.eval()
    right = lines = 0
    with torch.no_grad():
        for encoded in data:
            targets = targets_of(model, [encoded])
            hits = iter((targets.logits.argmax(-1) == targets.labels).tolist())
            line: list[bool] = []
            for is_target in [*encoded.wanted[1:], False]:
                if is_target:
                    line.append(next(hits))
                elif line:
                    lines, right, line = lines + 1, right + all(line), []
    return right, lines


def _padded(batch: list[Encoded]) -> tuple[Tensor, Tensor]:
    """Ids and targets, padded at the right: what comes after can't be seen by causal attention.

    So no mask is needed, and attention without one is faster.
    """
    longest = max(len(e.ids) for e in batch)
    ids = torch.zeros(len(batch), longest, dtype=torch.long)
    wanted = torch.zeros(len(batch), longest, dtype=torch.bool)
    for row, encoded in enumerate(batch):
        ids[row, : len(encoded.ids)] = torch.tensor(encoded.ids)
        wanted[row, : len(encoded.ids)] = torch.tensor(encoded.wanted)
    return ids, wanted
