"""The errand that pictures show: the first person of `make demo`, who says all at once."""

from datetime import UTC, date, datetime

from learning.script import Script
from stack.demo import scripts


def today() -> date:
    return datetime.now(UTC).date()


def errand() -> Script:
    """With what a scripted solution can't hear from words: that the preference was told."""
    at_once, *_ = scripts(today())
    return at_once.model_copy(update={"revealed": ("preference",)})
