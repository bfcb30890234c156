"""A rate as the tables show it."""

from learning.interval import interval


def rate(hits: int, of: int) -> str:
    """`hits` of `of` with its share and Wilson's 95% interval."""
    if not of:
        return "-"
    low, high = interval(hits, of)
    return f"{hits}/{of} = {hits / of:.0%} [{low:.0%} to {high:.0%}]"
