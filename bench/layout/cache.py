"""How many of a conversation's prompt tokens a prefix cache holds already."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from tokenizers import Tokenizer

from errands.contracts.action import ARROW
from errands.contracts.ids import SkillName
from errands.contracts.recording import Recording
from learning.episode import Episode


@dataclass(frozen=True, slots=True)
class Reads:
    """Tokens of prompts, and how many of them stood in the cache."""

    prompts: int = 0
    tokens: int = 0
    cached: int = 0

    def __add__(self, other: "Reads") -> "Reads":
        return Reads(
            self.prompts + other.prompts, self.tokens + other.tokens, self.cached + other.cached
        )

    @property
    def share(self) -> float:
        return self.cached / max(self.tokens, 1)


@dataclass(frozen=True, slots=True)
class Kept:
    """By where in a turn a prompt stands."""

    first: Reads
    """The first prompts of turns: the person has said something new."""
    later: Reads

    @property
    def all(self) -> Reads:
        return self.first + self.later


def kept(episodes: Iterable[Episode], tokenizer: Tokenizer, block: int) -> Kept:
    """What vLLM's cache would hold: whole blocks of equal beginnings, of one adapter.

    Each conversation begins with an empty cache, so other people's are no help.
    """
    first = later = Reads()
    for episode in episodes:
        seen: dict[SkillName, set[tuple[int, ...]]] = defaultdict(set)
        turn = None
        for step in episode.recordings:
            reads = _read(step, seen[step.skill], tokenizer, block)
            if step.turn == turn:
                later += reads
            else:
                first += reads
            turn = step.turn
    return Kept(first, later)


def _read(step: Recording, seen: set[tuple[int, ...]], tokenizer: Tokenizer, block: int) -> Reads:
    ids: list[int] = tokenizer.encode(step.prompt, add_special_tokens=False).ids
    line = f"{step.prompt}{step.output}{ARROW}"
    written: list[int] = tokenizer.encode(line, add_special_tokens=False).ids
    # The last token is always computed: its successor is what is asked for.
    whole = (len(ids) - 1) // block
    hits = 0
    while hits < whole and tuple(ids[: (hits + 1) * block]) in seen:
        hits += 1
    for blocks in range(1, (len(written) - 1) // block + 1):
        seen.add(tuple(written[: blocks * block]))
    return Reads(1, len(ids), hits * block)
