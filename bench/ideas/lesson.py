"""What one adapter learns from, and the lines that it is judged by."""

from dataclasses import dataclass
from typing import TypeAlias

from learning.sample import Sample


@dataclass(frozen=True, slots=True)
class Lesson:
    name: str
    learn: list[Sample]
    judge: list[Sample]
    thinks: bool = False
    """The lines have thoughts, which need not be right: the action behind them counts."""


Side: TypeAlias = tuple[Lesson, ...]
