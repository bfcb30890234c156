"""One adapter that learns from samples and is judged by lines it has not seen."""

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import torch
from peft import PeftModel
from rich.progress import track
from transformers import AutoTokenizer, PreTrainedTokenizerBase

from bench.ideas.lesson import Lesson
from bench.ideas.thought import without_thought
from errands.contracts.action import ARROW
from learning import train
from learning.encoded import MAX_TOKENS
from learning.lora import with_lora
from learning.sample import Sample, write_samples

LONGEST: Final = 80
"""Tokens of a line with its thought."""


@dataclass(frozen=True, slots=True)
class Learned:
    """Lines that are written exactly, of how many, and the tokens that were learned from."""

    right: int
    lines: int
    tokens: int

    def __add__(self, other: "Learned") -> "Learned":
        return Learned(
            self.right + other.right, self.lines + other.lines, self.tokens + other.tokens
        )


def learned(lesson: Lesson, base: Path, work: Path, seed: int) -> Learned:
    """Trains one adapter, or finds it trained, and judges it without a grammar."""
    folder = work / f"{lesson.name}-{_digest(lesson)}-{seed}"
    folder.mkdir(parents=True, exist_ok=True)
    data, valid = folder / "learn.jsonl", folder / "judge.jsonl"
    write_samples(data, lesson.learn)
    write_samples(valid, lesson.judge)
    if not (folder / "training.json").exists():
        train.main(train=[data], valid=valid, base=base, output=folder, epochs=1, seed=seed)
    report = json.loads((folder / "training.json").read_text())
    right, lines = report["valid_lines_right"], report["valid_lines"]
    if lesson.thinks:
        right = _judged_once(folder / "actions.json", base, lesson.judge)
    return Learned(right, lines, report["train_tokens"])


def _digest(lesson: Lesson) -> str:
    """Of all that is learned and judged: two ideas may share a side, which is trained once."""
    texts = "\0".join(sample.text for sample in (*lesson.learn, *lesson.judge))
    return sha256(texts.encode()).hexdigest()[:12]


def _judged_once(kept: Path, base: Path, samples: list[Sample]) -> int:
    """The actions that are right, of a run that was cut off too: writing thoughts takes minutes."""
    if not kept.exists():
        kept.write_text(json.dumps(_actions_right(base, kept.parent, samples)))
    return int(json.loads(kept.read_text()))


def _actions_right(base: Path, adapter: Path, samples: list[Sample]) -> int:
    """Of all lines, those whose action comes out right behind a thought of the model's own."""
    tokenizer = AutoTokenizer.from_pretrained(base)
    model = with_lora(base, 0, adapter)
    model.eval()
    asked = [(s.text[:start], s.text[start:end]) for s in samples for start, end in s.targets]
    return sum(
        without_thought(_written(model, tokenizer, prompt)) == without_thought(line)
        for prompt, line in track(asked, "thinking")
    )


def _written(model: PeftModel, tokenizer: PreTrainedTokenizerBase, prompt: str) -> str:
    """The likeliest line, its arrow included."""
    ids = tokenizer(prompt, add_special_tokens=False, return_tensors="pt")["input_ids"]
    ids = ids[:, -MAX_TOKENS:]
    generate: Any = model.generate
    with torch.no_grad():
        written = generate(
            input_ids=ids,
            attention_mask=torch.ones_like(ids),
            max_new_tokens=LONGEST,
            do_sample=False,
            stop_strings=[ARROW],
            tokenizer=tokenizer,
            pad_token_id=tokenizer.eos_token_id,
        )
    line, arrow, _ = str(tokenizer.decode(written[0, ids.shape[1] :])).partition(ARROW)
    return line + arrow
