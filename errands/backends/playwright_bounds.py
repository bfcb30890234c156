"""What the pages of one context may take."""

from dataclasses import dataclass

from errands.contracts.browser_state import MOST_TABS


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Of every context the same."""

    tabs: int = MOST_TABS
    """What pages open beyond them is closed at once: each costs a process."""
    answer_seconds: float = 18.0
    """For a document: less than a step may take, so that what is given up can still be told."""
    download_seconds: float = 15.0
    """Until all of a file is there."""
