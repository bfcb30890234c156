"""How long a grammar takes, from the observation to the first mask, by the parts of that."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from time import process_time
from typing import TypeVar

import llguidance
from llguidance.numpy import allocate_token_bitmask, fill_next_token_bitmask

_TIMES = 5

ResultT = TypeVar("ResultT")


@dataclass(frozen=True, slots=True)
class Timed:
    """Milliseconds of a processor, each the median of a few runs.

    `first` and `again` are the worker's part, for a page and a chat that it meets or knows. vLLM
    checks a grammar when the request comes in, compiles it while the request waits, and fills a
    mask before each token.
    """

    first: float
    again: float
    check: float
    compile: float
    mask: float
    size: int
    """Of the grammar's text, in characters."""

    @property
    def parts(self) -> Mapping[str, float]:
        return {
            "build, first": self.first,
            "build, again": self.again,
            "check": self.check,
            "compile": self.compile,
            "first mask": self.mask,
        }


def timed(
    build: Callable[[], str], rebuild: Callable[[], str], tokenizer: llguidance.LLTokenizer
) -> Timed:
    """`build` knows nothing of page and chat, `rebuild` does.

    Raises:
        ValueError: the grammar isn't one.
    """
    first, grammar = _median(build, before=_forget)
    again, _ = _median(rebuild)
    checked, _ = _median(lambda: llguidance.LLMatcher.grammar_from_lark(grammar))
    validated, error = _median(lambda: llguidance.LLMatcher.validate_grammar(_form(grammar)))
    if error:
        raise ValueError(error)
    compiled, matcher = _median(lambda: llguidance.LLMatcher(tokenizer, _form(grammar)))
    bits = allocate_token_bitmask(1, tokenizer.vocab_size)
    mask, _ = _median(lambda: fill_next_token_bitmask(matcher, bits, 0))
    return Timed(first, again, checked + validated, compiled, mask, len(grammar))


def _form(grammar: str) -> str:
    return str(llguidance.LLMatcher.grammar_from_lark(grammar))


def _forget() -> None:
    """Empties all that the product remembers of texts."""
    for name, module in list(sys.modules.items()):
        if name.startswith("errands."):
            for value in list(vars(module).values()):
                for cache in getattr(value, "caches", (value,)):
                    getattr(cache, "cache_clear", _nothing)()


def _nothing() -> None:
    pass


def _median(
    call: Callable[[], ResultT], before: Callable[[], None] = _nothing
) -> tuple[float, ResultT]:
    times = []
    for _ in range(_TIMES):
        before()
        begun = process_time()
        result = call()
        times.append(1000 * (process_time() - begun))
    return median(times), result
