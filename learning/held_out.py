"""Which conversations are kept for validation: by their names, so that all steps agree."""

import hashlib

HELD_OUT_SHARE = 25
"""One conversation in so many."""


def is_held_out(talk: str) -> bool:
    return int(hashlib.sha256(talk.encode()).hexdigest(), 16) % HELD_OUT_SHARE == 0
