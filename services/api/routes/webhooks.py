"""Webhooks: where a tenant's events are sent, with a key that has the scope `webhooks`."""

from dataclasses import replace
from typing import Final

from fastapi import APIRouter, Response

from errands.contracts.address import parse_address
from errands.contracts.webhook import RetiringSecret, Webhook
from services.api.addresses import refuse_private
from services.api.auth import Listener, digest_of
from services.api.faults import Fault
from services.api.ids import new_webhook_id, new_webhook_secret, webhook_id_for
from services.api.own_webhooks import OwnWebhook, call_of, changed
from services.api.paging import Paged
from services.api.ports import Given, Ports
from services.api.problems import Code, ProblemError, Responses, documented
from services.api.saying import LOCATION, REPLAYED, IdempotencyKey
from services.api.webhook_schemas import (
    NewWebhook,
    NewWebhookBody,
    SecretRotation,
    WebhookBody,
    WebhookList,
)

router = APIRouter(prefix="/v1/webhooks", tags=["webhooks"])

MOST: Final = 20
"""So many webhooks a tenant may have: each costs the sender a look twice a second."""

PORT: Final = 443
"""The one that the sender's network lets it reach."""

_SECRETS_KEPT: Final = 4
_TOLD_ONCE = "Its secret is told in this answer and in no other, replayed ones too."


@router.post(
    "",
    status_code=201,
    operation_id="createWebhook",
    summary="Be told of events",
    responses={
        201: {"description": f"Made. {_TOLD_ONCE}", "headers": {**REPLAYED, **LOCATION}},
        **documented(
            Code.ADDRESS_NOT_ALLOWED,
            Code.INVALID_REQUEST,
            Code.IDEMPOTENCY_CONFLICT,
            Code.TOO_MANY_WEBHOOKS,
        ),
    },
)
async def create_webhook(
    ports: Given,
    tenant: Listener,
    body: NewWebhook,
    response: Response,
    idempotency_key: IdempotencyKey = None,
) -> NewWebhookBody:
    """Of all sessions of yours, from now on. Verify what comes (Standard Webhooks)."""
    await _refuse(str(body.url), ports)
    now = ports.clock.now()
    key = idempotency_key
    webhook = Webhook(
        id=new_webhook_id(now) if key is None else webhook_id_for(tenant, key),
        tenant=tenant,
        url=str(body.url),
        events=body.names,
        secret=new_webhook_secret(),
        created_at=now,
        made_of=digest_of(body.model_dump_json()),
    )
    response.headers["Location"] = f"/v1/webhooks/{webhook.id}"
    own = await ports.webhooks.all(tenant)
    made = next((one for one in own if one.id == webhook.id), None)
    if made is None:
        if len(own) >= MOST:
            raise ProblemError(Code.TOO_MANY_WEBHOOKS, f"At most {MOST} are kept.")
        if await ports.webhooks.add(webhook):
            return NewWebhookBody.made(webhook, now, webhook.secret)
        made = await ports.webhooks.get(webhook.id)  # the same call, at the same time
    if made.made_of != webhook.made_of:
        raise ProblemError(Code.IDEMPOTENCY_CONFLICT)
    response.headers["Idempotent-Replayed"] = "true"
    return NewWebhookBody.made(made, now, None)


async def _refuse(url: str, ports: Ports) -> None:
    """Raises a problem for where nothing would be sent. The sender asks again, each time."""
    address = parse_address(url)
    if ports.rules.allow_local_hosts:
        return
    if address is None or address.scheme != "https":
        detail = "Events are sent by https only."
        fault = Fault(pointer="/body/url", detail=detail)
        raise ProblemError(Code.INVALID_REQUEST, detail, [fault])
    if address.port != PORT:
        raise ProblemError(Code.ADDRESS_NOT_ALLOWED, f"Events are sent to port {PORT} only.")
    await refuse_private((address.entry,), ports.resolve)


@router.get(
    "",
    operation_id="listWebhooks",
    summary="List the webhooks",
    responses=documented(Code.INVALID_REQUEST, Code.INVALID_CURSOR),
)
async def list_webhooks(ports: Given, tenant: Listener, asked: Paged) -> WebhookList:
    """Without their secrets. Oldest first."""
    now = ports.clock.now()
    page = asked.page(await ports.webhooks.all(tenant), _place)
    return WebhookList(
        webhooks=[WebhookBody.of(one, now) for one in page.items],
        has_more=page.has_more,
        next_cursor=page.next_cursor,
    )


def _place(webhook: Webhook) -> str:
    return f"{webhook.created_at:017.3f}.{webhook.id}"


@router.get(
    "/{webhook}",
    operation_id="getWebhook",
    summary="Read a webhook",
    responses=documented(Code.WEBHOOK_NOT_FOUND),
)
async def get_webhook(ports: Given, webhook: OwnWebhook) -> WebhookBody:
    return WebhookBody.of(webhook, ports.clock.now())


@router.delete(
    "/{webhook}",
    status_code=204,
    operation_id="deleteWebhook",
    summary="Be told no more",
    responses=documented(Code.WEBHOOK_NOT_FOUND),
)
async def delete_webhook(ports: Given, webhook: OwnWebhook) -> None:
    """What was still to be sent is not, and the list of deliveries goes with it."""
    await ports.webhooks.remove(webhook.id)
    await ports.deliveries.drop(webhook.id)


_ROTATED: Responses = {200: {"description": f"Rotated. {_TOLD_ONCE}", "headers": REPLAYED}}


@router.post(
    "/{webhook}/rotate",
    operation_id="rotateWebhookSecret",
    summary="Make a secret in another's place",
    responses={
        **_ROTATED,
        **documented(Code.WEBHOOK_NOT_FOUND, Code.INVALID_REQUEST, Code.IDEMPOTENCY_CONFLICT),
    },
)
async def rotate_webhook_secret(
    ports: Given,
    webhook: OwnWebhook,
    body: SecretRotation,
    response: Response,
    idempotency_key: IdempotencyKey = None,
) -> NewWebhookBody:
    """What is sent is signed with both for a while, then with the new one alone."""
    now = ports.clock.now()

    def rotated(old: Webhook) -> Webhook:
        ending = RetiringSecret(old.secret, now + body.grace_seconds)
        kept = [one for one in (ending, *old.retiring) if now < one.until]
        return replace(old, secret=new_webhook_secret(), retiring=tuple(kept[:_SECRETS_KEPT]))

    call = call_of("rotate", idempotency_key, sent=str(body.grace_seconds))
    found, is_new = await changed(ports, webhook, call, rotated)
    if not is_new:
        response.headers["Idempotent-Replayed"] = "true"
    return NewWebhookBody.made(found, now, found.secret if is_new else None)
