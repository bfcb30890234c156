"""The webhook and the delivery that a path names, if they are the caller's, and changing them."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Final

from fastapi import Depends, Path

from errands.contracts.errors import (
    IdempotencyConflictError,
    NotFoundError,
    StoreUnavailableError,
)
from errands.contracts.ids import DeliveryId, WebhookId
from errands.contracts.webhook import Asked, Delivery, Webhook
from services.api.auth import Listener, digest_of
from services.api.ids import WEBHOOK_PATTERN
from services.api.ports import Given, Ports
from services.api.problems import Code, ProblemError

CALLS_KEPT: Final = 20
"""So many calls of a webhook or delivery are known again by their `Idempotency-Key`, of each
kind: tests don't push out what is known of a rotation.
"""

TRIES: Final = 20
"""So often a change is tried again where somebody else's came before it."""


async def _webhook(
    ports: Given, tenant: Listener, webhook: Annotated[str, Path(description="A webhook's id.")]
) -> Webhook:
    # the shape first: an id becomes part of the store's keys
    if re.fullmatch(WEBHOOK_PATTERN, webhook) is None:
        raise ProblemError(Code.WEBHOOK_NOT_FOUND)
    try:
        found = await ports.webhooks.get(WebhookId(webhook))
    except NotFoundError:
        raise ProblemError(Code.WEBHOOK_NOT_FOUND) from None
    if found.tenant != tenant:
        raise ProblemError(Code.WEBHOOK_NOT_FOUND)
    return found


OwnWebhook = Annotated[Webhook, Depends(_webhook)]


async def _delivery(
    ports: Given,
    webhook: OwnWebhook,
    delivery: Annotated[str, Path(description="A delivery's id: its `webhook-id`.")],
) -> Delivery:
    try:
        return await ports.deliveries.get(webhook.id, DeliveryId(delivery))
    except NotFoundError:
        raise ProblemError(Code.DELIVERY_NOT_FOUND) from None


OwnDelivery = Annotated[Delivery, Depends(_delivery)]


def call_of(word: str, key: str | None, sent: str = "") -> Asked | None:
    """A call that may be made again with the same key."""
    return None if key is None else Asked(digest_of(f"{word}\n{key}"), sent=sent)


def with_call(calls: tuple[Asked, ...], call: Asked | None) -> tuple[Asked, ...]:
    if call is None:
        return calls
    alike = [one for one in calls if bool(one.answer) == bool(call.answer)]
    gone = alike[: max(0, len(alike) + 1 - CALLS_KEPT)]
    return (*(one for one in calls if one not in gone), call)


async def changed(
    ports: Ports, webhook: Webhook, call: Asked | None, change: Callable[[Webhook], Webhook]
) -> tuple[Webhook, bool]:
    """The webhook, changed once for this call; whether it was this call that changed it.

    Raises `IdempotencyConflictError`.
    """
    for _ in range(TRIES):
        earlier = None if call is None else webhook.earlier(call.digest)
        if call is not None and earlier is not None:
            if earlier.sent != call.sent:
                raise IdempotencyConflictError
            return webhook, False
        new = replace(change(webhook), asked=with_call(webhook.asked, call))
        if await ports.webhooks.replace(webhook, new):
            return new, True
        try:
            webhook = await ports.webhooks.get(webhook.id)
        except NotFoundError:
            raise ProblemError(Code.WEBHOOK_NOT_FOUND) from None
    raise StoreUnavailableError("The webhook changes all the time.")
