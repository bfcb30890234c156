"""Signatures of webhooks, by the Standard Webhooks specification."""

from collections.abc import Sequence
from datetime import UTC, datetime

from standardwebhooks.webhooks import Webhook as Signer


def signed(message: str, body: str, now: float, keys: Sequence[str]) -> dict[str, str]:
    """The headers of a message, with a signature for each secret."""
    at = datetime.fromtimestamp(int(now), UTC)
    return {
        "webhook-id": message,
        "webhook-timestamp": str(int(now)),
        "webhook-signature": " ".join(Signer(key).sign(message, at, body) for key in keys),
    }
