"""Finding the option that is meant among those there are."""

from collections.abc import Sequence
from difflib import get_close_matches


def matching(wanted: str, options: Sequence[str]) -> int | None:
    """Where the option stands: exact words first, then without regard to case."""
    if wanted in options:
        return options.index(wanted)
    folded = [option.casefold() for option in options]
    return folded.index(wanted.casefold()) if wanted.casefold() in folded else None


def nearest(wanted: str, options: Sequence[str]) -> str:
    """The nearest options, or the first ones where none is near."""
    folded = {option.casefold(): option for option in options}
    near = get_close_matches(wanted.casefold(), folded, n=3, cutoff=0.4)
    return " | ".join([folded[key] for key in near] or options[:3])
