"""Learning from pairs: the better line is to gain on the worse one (Rafailov et al. 2023, DPO)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import torch
from peft import PeftModel
from rich.progress import track
from torch import Tensor
from torch.nn import functional
from transformers import PreTrainedTokenizerBase

from errands.contracts.action import ARROW
from learning.encoded import Encoded, encode, targets_of
from learning.pair import Pair
from learning.sample import Sample

BETA: Final = 0.1
"""How far the model may go from what it was for a preference's sake; the paper's value."""
LIKELIHOOD_SHARE: Final = 0.2
"""Of the better line's own loss: without it both lines of a pair may become unlikely."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A pair as tokens; `margin` is how much likelier the better line was before training."""

    better: Encoded
    worse: Encoded
    margin: float


def choices(
    model: PeftModel, pairs: Sequence[Pair], tokenizer: PreTrainedTokenizerBase
) -> list[Choice]:
    """The pairs as the model sees them before it learns."""
    model.eval()
    made = []
    with torch.no_grad():
        for pair in track(pairs, "pairs as they are"):
            better = encode(_sample(pair, pair.better), tokenizer)
            worse = encode(_sample(pair, pair.worse), tokenizer)
            first, second = targets_of(model, [better, worse]).log_likelihoods(2).tolist()
            made.append(Choice(better, worse, margin=first - second))
    return made


def choice_loss(model: PeftModel, batch: Sequence[Choice]) -> Tensor:
    """Of the preference, and a share of the better lines' own."""
    lines = [line for choice in batch for line in (choice.better, choice.worse)]
    targets = targets_of(model, lines)
    likelihoods = targets.log_likelihoods(len(lines)).view(-1, 2)
    before = torch.tensor([choice.margin for choice in batch])
    gained = likelihoods[:, 0] - likelihoods[:, 1] - before
    preferred = -functional.logsigmoid(BETA * gained).mean()
    own = targets.losses()[targets.rows % 2 == 0].mean()
    return preferred + LIKELIHOOD_SHARE * own


def preferred_share(model: PeftModel, data: Sequence[Choice]) -> tuple[int, int]:
    """In how many pairs the better line is the likelier one, and of how many."""
    model.eval()
    with torch.no_grad():
        both = [targets_of(model, [c.better, c.worse]).log_likelihoods(2).tolist() for c in data]
    return sum(better > worse for better, worse in both), len(data)


def _sample(pair: Pair, line: str) -> Sample:
    start, end = len(pair.prompt), len(pair.prompt) + len(line) + len(ARROW)
    text = f"{pair.prompt}{line}{ARROW}"
    return Sample(id=pair.source, skill=pair.skill, text=text, targets=((start, end),))
