"""Whose requests the model server computes first."""

from enum import IntEnum
from typing import Final

PRIORITY_HEADER: Final = "X-Vllm-Priority"
"""vLLM's own: a whole number that orders its queue, and by which the server turns away."""


class Priority(IntEnum):
    """The smaller, the earlier. A request without one is interactive."""

    INTERACTIVE = 0
    """A person waits for the answer."""
    BACKGROUND = 10
    """Nobody does: self-play, and whatever else has time."""
