"""What is drawn for a demo site: the same for the same words."""

from random import Random


def dice(*words: object) -> Random:
    """Return a generator that always rolls the same for the same words."""
    return Random(":".join(map(str, words)))  # noqa: S311 - demo data, not secrets
