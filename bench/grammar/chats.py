"""Chats of two lengths, with the dates, numbers, names and codes that grammars are made of."""

import random

from errands.contracts.session import ChatLine, Speaker

_MESSAGES = 12
_WORDS = 150
_PLAIN = (
    *("the", "a", "room", "with", "view", "near", "station", "please", "not", "too", "far"),
    *("from", "beach", "and", "quiet", "for", "our", "family", "we", "would", "like", "if"),
    *("breakfast", "included", "possible", "otherwise", "late", "arrival", "is", "fine", "my"),
)
_TELLING = (
    "14 March",
    "2 adults",
    "Sofia Lindqvist",
    "+44 20 7946 0958",
    "BK-48213",
    "17:30",
    "three nights",
    "120 euros",
    "14 Rosewood Lane",
)


def short(say: str) -> tuple[ChatLine, ...]:
    """What a person says first."""
    return (ChatLine(speaker=Speaker.USER, text=say),)


def long(say: str) -> tuple[ChatLine, ...]:
    """A dozen long messages behind it."""
    draw = random.Random(7)  # noqa: S311 words, not secrets
    return (*short(say), *(_message(draw) for _ in range(_MESSAGES)))


def _message(draw: random.Random) -> ChatLine:
    words = draw.choices(_PLAIN, k=_WORDS)
    for telling in draw.sample(_TELLING, k=3):
        words.insert(draw.randrange(_WORDS), telling)
    return ChatLine(speaker=Speaker.USER, text=" ".join(words))
