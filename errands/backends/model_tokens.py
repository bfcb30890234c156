"""The served model's own tokenizer, counting."""

from functools import lru_cache
from pathlib import Path

import structlog
from tokenizers import Tokenizer

from errands.agent.view.tokens import ESTIMATE
from errands.contracts.ports import Tokens

TOKENIZER_FILE = "tokenizer.json"
_CACHED = 20_000
"""Texts; the lines of a page recur at every step on it."""
_LONGEST = 2_000
"""Characters of a text that is remembered."""

_log = structlog.get_logger()


class ModelTokens:
    """Counts by a `tokenizer.json`, without the marks that begin or end a prompt."""

    def __init__(self, file: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(file))
        self._cached = lru_cache(maxsize=_CACHED)(self._count)

    def count(self, text: str) -> int:
        return self._cached(text) if len(text) <= _LONGEST else self._count(text)

    def _count(self, text: str) -> int:
        return len(self._tokenizer.encode(text, add_special_tokens=False).ids)


def tokens_of(model: Path) -> Tokens:
    """The tokenizer in a model's folder; an upper estimate where there is none."""
    file = model / TOKENIZER_FILE
    if not file.is_file():
        _log.warning(
            "tokens.estimated", reason="no tokenizer in the model's folder", file=str(file)
        )
        return ESTIMATE
    return ModelTokens(file)
