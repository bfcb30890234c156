"""New ids: a prefix, the time and 80 random bits, in Crockford's base 32 (as ULIDs).

One that an idempotency key asks for is drawn from the key instead.
"""

import hashlib
import secrets

from errands.contracts.ids import SessionId, TenantId, TurnId

SESSION_PATTERN = r"ses_[0-9A-Za-z]{1,40}"
TURN_PATTERN = r"trn_[0-9A-Za-z]{1,40}"

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_LETTERS = 26
_RANDOM_BITS = 80


def new_session_id(now: float) -> SessionId:
    return SessionId(f"ses_{_ulid(now)}")


def session_id_for(tenant: TenantId, key: str) -> SessionId:
    """The same id for the same idempotency key: who asks twice gets one session."""
    digest = hashlib.sha256(f"{tenant}\n{key}".encode()).digest()
    return SessionId(f"ses_{_written(int.from_bytes(digest))}")


def new_turn_id(now: float) -> TurnId:
    return TurnId(f"trn_{_ulid(now)}")


def _ulid(now: float) -> str:
    return _written(int(now * 1000) << _RANDOM_BITS | secrets.randbits(_RANDOM_BITS))


def _written(number: int) -> str:
    """Its lowest 130 bits."""
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(_LETTERS)))
