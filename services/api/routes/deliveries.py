"""What was sent to a webhook, and what became of it."""

from dataclasses import replace

from fastapi import APIRouter, Response

from errands.contracts.errors import NotFoundError, StoreUnavailableError
from errands.contracts.ids import DeliveryId
from errands.contracts.webhook import Asked, Delivery, EventName, Webhook, id_of_test
from services.api.ids import drawn, drawn_from
from services.api.own_webhooks import TRIES, OwnDelivery, OwnWebhook, call_of, changed, with_call
from services.api.paging import Paged
from services.api.ports import Given
from services.api.problems import Code, ProblemError, Responses, documented
from services.api.saying import REPLAYED, IdempotencyKey
from services.api.webhook_schemas import DeliveryBody, DeliveryList

router = APIRouter(prefix="/v1/webhooks/{webhook}", tags=["webhooks"])

_QUEUED: Responses = {202: {"description": "It is sent in a moment.", "headers": REPLAYED}}


@router.post(
    "/test",
    status_code=202,
    operation_id="testWebhook",
    summary="Send an event for which nothing has happened",
    responses={**_QUEUED, **documented(Code.WEBHOOK_NOT_FOUND, Code.WEBHOOK_DISABLED)},
)
async def send_test(
    ports: Given,
    webhook: OwnWebhook,
    response: Response,
    idempotency_key: IdempotencyKey = None,
) -> DeliveryBody:
    """Of the type `webhook.test`, which is sent whatever events the webhook is for."""
    _demand_enabled(webhook)
    now, key = ports.clock.now(), idempotency_key
    id_ = id_of_test(now, drawn(now) if key is None else drawn_from(webhook.id, "test", key))
    call = call_of("test", key)
    if call is not None:
        asked = Asked(call.digest, id_)
        kept, is_new = await changed(ports, webhook, asked, lambda same: same)
        earlier = kept.earlier(call.digest)
        id_ = DeliveryId(earlier.answer) if earlier else id_
        if not is_new:
            response.headers["Idempotent-Replayed"] = "true"
    made = Delivery(
        id=id_, webhook=webhook.id, session=None, type=EventName.TEST, made_at=now, next_at=now
    )
    await ports.deliveries.add(webhook.id, [made])
    try:
        made = await ports.deliveries.get(webhook.id, id_)
    except NotFoundError:
        raise ProblemError(Code.WEBHOOK_NOT_FOUND) from None
    return DeliveryBody.of(made, webhook)


@router.get(
    "/deliveries",
    operation_id="listDeliveries",
    summary="List what was sent, or is to be",
    responses=documented(Code.WEBHOOK_NOT_FOUND, Code.INVALID_REQUEST, Code.INVALID_CURSOR),
)
async def list_deliveries(ports: Given, webhook: OwnWebhook, asked: Paged) -> DeliveryList:
    """Oldest first; the newest thousand are kept, and none of a forgotten session."""
    found = await ports.deliveries.page(webhook.id, asked.after, asked.limit + 1)
    page = asked.cut(found, _place)
    return DeliveryList(
        deliveries=[DeliveryBody.of(one, webhook) for one in page.items],
        has_more=page.has_more,
        next_cursor=page.next_cursor,
    )


def _place(delivery: Delivery) -> str:
    return delivery.id


@router.post(
    "/deliveries/{delivery}/replay",
    status_code=202,
    operation_id="replayDelivery",
    summary="Send an event again",
    responses={
        **_QUEUED,
        **documented(Code.WEBHOOK_NOT_FOUND, Code.DELIVERY_NOT_FOUND, Code.WEBHOOK_DISABLED),
    },
)
async def replay_delivery(
    ports: Given,
    webhook: OwnWebhook,
    delivery: OwnDelivery,
    response: Response,
    idempotency_key: IdempotencyKey = None,
) -> DeliveryBody:
    """Whatever became of it before, and with all its attempts; under the same `webhook-id`."""
    _demand_enabled(webhook)
    call = call_of("replay", idempotency_key)
    for _ in range(TRIES):
        if call is not None and call in delivery.replays:
            response.headers["Idempotent-Replayed"] = "true"
            return DeliveryBody.of(delivery, webhook)
        again = replace(
            delivery,
            attempts=0,
            next_at=ports.clock.now(),
            replays=with_call(delivery.replays, call),
        )
        if await ports.deliveries.again(delivery, again):
            return DeliveryBody.of(again, webhook)
        try:  # an attempt has ended meanwhile
            delivery = await ports.deliveries.get(webhook.id, delivery.id)
        except NotFoundError:
            raise ProblemError(Code.DELIVERY_NOT_FOUND) from None
    raise StoreUnavailableError("The delivery changes all the time.")


def _demand_enabled(webhook: Webhook) -> None:
    if webhook.disabled_at is not None:
        raise ProblemError(Code.WEBHOOK_DISABLED, "Its receiver said that it is gone (410).")
