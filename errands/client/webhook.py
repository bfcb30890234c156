"""Messages of webhooks: who sent them, and what they say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from errands.client.answers import Answer
from errands.client.errors import NotSignedError, UnreadableError
from errands.client.events import EVENT, EVENT_TYPES, Event


@dataclass(frozen=True, slots=True)
class Message:
    """`id` is the same where a message comes twice: act on it once.

    There is no `event` in a `webhook.test`, nor in what this version doesn't know.
    """

    id: str
    type: str
    timestamp: datetime
    event: Event | None


class _Envelope(Answer):
    type: str
    timestamp: datetime
    data: dict[str, object]


def verify_webhook(secrets: Sequence[str], headers: Mapping[str, str], body: bytes) -> Message:
    """What one of the secrets has signed in the last five minutes. Raises `NotSignedError`.

    `body` is the very bytes that came: JSON that is read and written again isn't what was signed.
    """
    lowered = {name.lower(): value for name, value in headers.items()}
    if not any(_is_signed(secret, lowered, body) for secret in secrets):
        raise NotSignedError("no secret of yours has signed this message")
    try:
        envelope = _Envelope.model_validate_json(body)
        event = EVENT.validate_python(envelope.data) if envelope.type in EVENT_TYPES else None
    except ValidationError as error:
        raise UnreadableError(f"not a message of a webhook: {error}") from error
    return Message(lowered["webhook-id"], envelope.type, envelope.timestamp, event)


def _is_signed(secret: str, headers: Mapping[str, str], body: bytes) -> bool:
    webhook = Webhook(secret)
    try:
        webhook.verify(body, dict(headers), json_parse=False)
    except (WebhookVerificationError, ValueError):  # one that can't even be read
        return False
    return True
