"""Whether a line can be said under a grammar: no expert may teach what serving forbids."""

from functools import lru_cache

from llguidance import LLMatcher, LLTokenizer

from errands.contracts.action import ARROW
from errands.contracts.ports import Decision, Request


class UnsayableError(Exception):
    """A scripted solution wants a line that the served model could not say."""

    def __init__(self, line: str, prompt: str) -> None:
        super().__init__(f"{line}\n{prompt}")
        self.line = line


def decision(request: Request, line: str) -> Decision:
    """A scripted solution's line, as a model's.

    Raises:
        UnsayableError: the served model could not say it.
    """
    if not sayable(request.grammar, line):
        raise UnsayableError(line, request.prompt)
    return Decision(text=line, model="expert")


def sayable(grammar: str, line: str) -> bool:
    """Whether the grammar accepts the line.

    Raises:
        ValueError: the grammar itself is wrong.
    """
    matcher = LLMatcher(_bytes(), LLMatcher.grammar_from_lark(grammar))
    if matcher.is_error():
        raise ValueError(matcher.get_error())
    tokens = _bytes().tokenize_str(f"{line}{ARROW}")
    return bool(matcher.consume_tokens(tokens)) and bool(matcher.is_accepting())


@lru_cache(maxsize=1)
def _bytes() -> LLTokenizer:
    return LLTokenizer("byte")
