"""References of what was booked or sent: short, unlike each other, the same on every run."""

from typing import Final

_LETTERS: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_LENGTH: Final = 6
_SPACE: Final = len(_LETTERS) ** _LENGTH
# An odd factor has no divisor in common with a power of two, so no reference comes twice.
_FACTOR: Final = 618_033_989
_OFFSET: Final = 271_828_183


def reference(number: int, seed: int) -> str:
    """Return the reference of the n-th thing that a site confirms."""
    left = (number * _FACTOR + (seed + 1) * _OFFSET) % _SPACE
    letters = []
    for _ in range(_LENGTH):
        left, at = divmod(left, len(_LETTERS))
        letters.append(_LETTERS[at])
    return "".join(letters)
