"""How a page is read: what counts its tokens, how many each part may have, who picks chunks."""

from dataclasses import dataclass, field

from errands.agent.view.chunks import CHUNK_TOKENS
from errands.agent.view.picker import Picker, Rules
from errands.agent.view.tokens import Estimate
from errands.contracts.ports import Tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """Tokens of each part of a prompt, its tags included; all of them and an answer are 2,048."""

    profile: int = 250
    files: int = 60
    """Of the profile's: names of files."""
    chat: int = 500
    message: int = 250
    """Of the chat's: one message."""
    history: int = 200
    history_lines: int = 5
    page: int = 700
    done: int = 250
    """Lines below the page; a page with more is met anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lens:
    tokens: Tokens = field(default_factory=Estimate)
    budget: Budget = field(default_factory=Budget)
    picker: Picker = field(default_factory=Rules)
    rewrites: bool = False
    """Whether each step writes the page anew, behind all that was done: `bench/layout` compares."""

    @property
    def chunk_tokens(self) -> int:
        """The most a chunk costs: where there is little room, it goes to more than one place."""
        return min(CHUNK_TOKENS, self.budget.page // 2)
