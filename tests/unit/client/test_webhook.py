"""A message of a webhook is believed where it is signed, and read."""

import json
import time
from dataclasses import replace

import pytest

from errands.backends.webhook_signature import signed
from errands.client import NotSignedError, TurnQueued, UnreadableError, verify_webhook
from errands.contracts.event import TurnQueued as Happened
from errands.contracts.ids import SessionId, TurnId
from errands.contracts.turn import Turn
from errands.contracts.webhook import EventName
from services.wire.webhooks import message_of
from tests.ports.told import a_delivery

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
OTHER = "whsec_b3RoZXJvdGhlcm90aGVyb3RoZXI="
TURN = Turn(id=TurnId("trn_1"), session=SessionId("ses_1"), number=1, message="Grüße", created_at=1)
DELIVERY = replace(a_delivery(1), type=EventName.TURN_QUEUED)
BODY = message_of(DELIVERY, Happened(session=TURN.session, at=1, turn=TURN))


def headers(body: str = BODY, *secrets: str, at: float | None = None) -> dict[str, str]:
    return signed("msg_1", body, at or time.time(), secrets or [SECRET])


@pytest.mark.parametrize("secrets", [[SECRET], [OTHER, SECRET]])
@pytest.mark.parametrize("signers", [[SECRET], [SECRET, OTHER]])
def test_one_good_signature_is_enough(secrets: list[str], signers: list[str]) -> None:
    sent = {name.title(): value for name, value in headers(BODY, *signers).items()}
    message = verify_webhook(secrets, sent, BODY.encode())
    assert (message.id, message.type) == ("msg_1", "turn.queued")
    assert isinstance(message.event, TurnQueued)
    assert message.event.turn.message == "Grüße"


@pytest.mark.parametrize(
    "sent",
    [
        {},
        headers(BODY, OTHER),
        headers(f"{BODY} "),
        headers(at=time.time() - 3600),
        {**headers(), "webhook-id": "msg_2"},
        {**headers(), "webhook-signature": "v1"},
        {**headers(), "webhook-signature": "v1,a"},
        {**headers(), "webhook-timestamp": "nan"},
    ],
)
def test_what_is_not_signed_so_is_refused(sent: dict[str, str]) -> None:
    with pytest.raises(NotSignedError):
        verify_webhook([SECRET], sent, BODY.encode())


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(NotSignedError):
        verify_webhook([SECRET], headers(), b"\xff")


@pytest.mark.parametrize("kind", ["webhook.test", "page.dreamed"])
def test_a_type_without_an_event_is_a_message_all_the_same(kind: str) -> None:
    body = json.dumps({"type": kind, "timestamp": "2026-11-30T13:00:00Z", "data": {"new": 1}})
    message = verify_webhook([SECRET], headers(body), body.encode())
    assert (message.type, message.event) == (kind, None)


@pytest.mark.parametrize("body", ["[]", '{"type": "turn.ended"}'])
def test_what_is_signed_and_no_message_is_told_as_such(body: str) -> None:
    with pytest.raises(UnreadableError):
        verify_webhook([SECRET], headers(body), body.encode())
