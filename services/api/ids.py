"""New ids: a prefix, the time and 80 random bits, in Crockford's base 32 (as ULIDs)."""

import secrets

from errands.contracts.ids import SessionId, TurnId

SESSION_PATTERN = r"ses_[0-9A-Za-z]{1,40}"
TURN_PATTERN = r"trn_[0-9A-Za-z]{1,40}"

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_LETTERS = 26
_RANDOM_BITS = 80


def new_session_id(now: float) -> SessionId:
    return SessionId(f"ses_{_ulid(now)}")


def new_turn_id(now: float) -> TurnId:
    return TurnId(f"trn_{_ulid(now)}")


def _ulid(now: float) -> str:
    number = int(now * 1000) << _RANDOM_BITS | secrets.randbits(_RANDOM_BITS)
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(_LETTERS)))
