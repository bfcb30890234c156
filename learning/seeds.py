"""Seeds that are kept for suites: what is drawn from them is judged by, and never learned from."""

from typing import Final

import typer

HELD_OUT_SEEDS: Final = range(900_000, 901_000)
"""Of suites in the held-out looks."""
DEV_SEEDS: Final = range(901_000, 902_000)
"""Of suites to tune by."""


def demand_unreserved(seed: int) -> None:
    """Lets every seed pass that scripts to learn from may be drawn from.

    Raises:
        BadParameter: it is kept for suites.
    """
    if seed in HELD_OUT_SEEDS or seed in DEV_SEEDS:
        kept = f"{HELD_OUT_SEEDS.start} to {DEV_SEEDS.stop - 1}"
        raise typer.BadParameter(
            f"seed {seed} is kept for suites, as are {kept}: nothing may be learned from it"
        )
