"""How long a grammar takes, from the observation to the first mask, by the parts of that."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import TypeVar

import llguidance
from llguidance.numpy import allocate_token_bitmask, fill_next_token_bitmask

_TIMES = 5

ResultT = TypeVar("ResultT")


@dataclass(frozen=True, slots=True)
class Timed:
    """Milliseconds, each the median of a few runs.

    `build` is the worker's part. vLLM checks a grammar when the request comes in, compiles it
    while the request waits, and fills a mask before each token.
    """

    build: float
    check: float
    compile: float
    mask: float
    size: int
    """Of the grammar's text, in characters."""

    @property
    def parts(self) -> Mapping[str, float]:
        return {
            "build": self.build,
            "check": self.check,
            "compile": self.compile,
            "first mask": self.mask,
        }


def timed(build: Callable[[], str], tokenizer: llguidance.LLTokenizer) -> Timed:
    """Raises `ValueError` where the grammar isn't one."""
    built, grammar = _median(build)
    checked, _ = _median(lambda: llguidance.LLMatcher.grammar_from_lark(grammar))
    validated, error = _median(lambda: llguidance.LLMatcher.validate_grammar(_form(grammar)))
    if error:
        raise ValueError(error)
    compiled, matcher = _median(lambda: llguidance.LLMatcher(tokenizer, _form(grammar)))
    bits = allocate_token_bitmask(1, tokenizer.vocab_size)
    mask, _ = _median(lambda: fill_next_token_bitmask(matcher, bits, 0))
    return Timed(built, checked + validated, compiled, mask, len(grammar))


def _form(grammar: str) -> str:
    return str(llguidance.LLMatcher.grammar_from_lark(grammar))


def _median(call: Callable[[], ResultT]) -> tuple[float, ResultT]:
    times = []
    for _ in range(_TIMES):
        begun = perf_counter()
        result = call()
        times.append(1000 * (perf_counter() - begun))
    return median(times), result
