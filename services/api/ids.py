"""New ids: a prefix, the time and 80 random bits, in Crockford's base 32 (as ULIDs).

One that an idempotency key asks for is drawn from the key instead.
"""

import base64
import hashlib
import secrets

from errands.contracts.ids import SessionId, TenantId, TurnId, WebhookId

SESSION_PATTERN = r"ses_[0-9A-Za-z]{1,40}"
TURN_PATTERN = r"trn_[0-9A-Za-z]{1,40}"
WEBHOOK_PATTERN = r"whk_[0-9A-Za-z]{1,40}"

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_LETTERS = 26
_RANDOM_BITS = 80


def new_session_id(now: float) -> SessionId:
    return SessionId(f"ses_{_ulid(now)}")


def session_id_for(tenant: TenantId, key: str) -> SessionId:
    """The same id for the same idempotency key: who asks twice gets one session."""
    return SessionId(f"ses_{drawn_from(tenant, key)}")


def new_turn_id(now: float) -> TurnId:
    return TurnId(f"trn_{_ulid(now)}")


def new_webhook_id(now: float) -> WebhookId:
    return WebhookId(f"whk_{_ulid(now)}")


def webhook_id_for(tenant: TenantId, key: str) -> WebhookId:
    """The same id for the same idempotency key."""
    return WebhookId(f"whk_{drawn_from(tenant, 'webhook', key)}")


def new_webhook_secret() -> str:
    """256 random bits, as the Standard Webhooks specification writes them."""
    return f"whsec_{base64.b64encode(secrets.token_bytes(32)).decode()}"


def drawn_from(*words: str) -> str:
    """The same letters for the same words."""
    digest = hashlib.sha256("\n".join(words).encode()).digest()
    return _written(int.from_bytes(digest))


def drawn(now: float) -> str:
    """Others each time; they sort by it."""
    return _ulid(now)


def _ulid(now: float) -> str:
    return _written(int(now * 1000) << _RANDOM_BITS | secrets.randbits(_RANDOM_BITS))


def _written(number: int) -> str:
    """Its lowest 130 bits."""
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(_LETTERS)))
