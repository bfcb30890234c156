"""Finding the option that is meant among those there are."""

import re
from collections.abc import Sequence
from difflib import get_close_matches


def matching(wanted: str, options: Sequence[str]) -> int | None:
    """Where the option stands: exact words first, then without regard to case."""
    if wanted in options:
        return options.index(wanted)
    folded = [option.casefold() for option in options]
    return folded.index(wanted.casefold()) if wanted.casefold() in folded else None


def beginning(wanted: str, options: Sequence[str]) -> int | None:
    """As `matching`, else the only option that begins with these words: `Rome` in `Rome, Italy`."""
    exact = matching(wanted, options)
    if exact is not None or not wanted.strip():
        return exact
    begins = re.compile(rf"{re.escape(wanted.strip())}(?!\w)", re.IGNORECASE)
    found = [at for at, option in enumerate(options) if begins.match(option)]
    return found[0] if len(found) == 1 else None


def nearest(wanted: str, options: Sequence[str]) -> str:
    """The nearest options, or the first ones where none is near."""
    folded = {option.casefold(): option for option in options}
    near = get_close_matches(wanted.casefold(), folded, n=3, cutoff=0.4)
    return " | ".join([folded[key] for key in near] or options[:3])
