"""Whether a line can be said under a page's grammar: what guided decoding does, after the fact."""

from functools import lru_cache

from llguidance import LLMatcher, LLTokenizer

from errands.contracts.action import ARROW


def sayable(grammar: str, line: str) -> bool:
    """Whether the grammar accepts the line.

    Raises:
        ValueError: the grammar itself is wrong.
    """
    matcher = LLMatcher(_bytes(), LLMatcher.grammar_from_lark(grammar), log_level=0)
    if matcher.is_error():
        raise ValueError(matcher.get_error())
    tokens = _bytes().tokenize_str(f"{line}{ARROW}")
    return bool(matcher.consume_tokens(tokens)) and bool(matcher.is_accepting())


@lru_cache(maxsize=1)
def _bytes() -> LLTokenizer:
    return LLTokenizer("byte")
