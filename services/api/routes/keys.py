"""A tenant's API keys, for those who hold one with the scope `keys`."""

import json
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Path, Response

from errands.contracts.ids import KeyId, TenantId
from errands.contracts.keys import ApiKey
from services.api.auth import Keeper, digest_of, id_for, new_key
from services.api.key_schemas import KeyBody, KeyList, NewKey, NewKeyBody, Rotation
from services.api.paging import Paged
from services.api.ports import Given, Ports
from services.api.problems import Code, ProblemError, Responses, documented
from services.api.saying import LOCATION, REPLAYED, IdempotencyKey

router = APIRouter(prefix="/v1/keys", tags=["keys"])

Named = Annotated[str, Path(description="A key's id: what stands between its underscores.")]
_MADE: Responses = {
    201: {
        "description": "Made. Its text is told in this answer and in no other, replayed ones too.",
        "headers": {**REPLAYED, **LOCATION},
    }
}


@router.post(
    "",
    status_code=201,
    operation_id="createKey",
    summary="Make a key",
    responses={**_MADE, **documented(Code.INVALID_REQUEST, Code.IDEMPOTENCY_CONFLICT)},
)
async def create_key(
    ports: Given,
    tenant: Keeper,
    body: NewKey,
    response: Response,
    idempotency_key: IdempotencyKey = None,
) -> NewKeyBody:
    """For your own tenant. Keys of others, and of people who judge steps, are the operator's."""
    await _tidy(ports, tenant)
    now = ports.clock.now()
    key, text = new_key(
        tenant,
        body.scopes,
        key=id_for(tenant, "create", idempotency_key) if idempotency_key else None,
        name=body.name,
        created_at=now,
        expires_at=now + body.expires_in_seconds if body.expires_in_seconds else None,
    )
    key = replace(key, made_of=_asked(body))
    return await _added(ports, key, text, response)


@router.post(
    "/{key}/rotate",
    status_code=201,
    operation_id="rotateKey",
    summary="Make a key in another's place",
    responses={
        **_MADE,
        **documented(Code.KEY_NOT_FOUND, Code.INVALID_REQUEST, Code.IDEMPOTENCY_CONFLICT),
    },
)
async def rotate_key(
    ports: Given,
    tenant: Keeper,
    key: Named,
    body: Rotation,
    response: Response,
    idempotency_key: IdempotencyKey = None,
) -> NewKeyBody:
    """The new key opens what the old one did. Both are good for a while, then the new one alone."""
    now = ports.clock.now()
    id_ = id_for(tenant, "rotate", key, idempotency_key) if idempotency_key else None
    old = await _find(ports, tenant, key)
    if old is None:
        # an earlier call may have made the new one, and let this one run out
        known = await _found(ports, tenant, id_ or key)
        if known.made_of != _asked(body):
            raise ProblemError(Code.IDEMPOTENCY_CONFLICT)
        return _replayed(known, response)
    made, text = new_key(
        tenant,
        old.scopes,
        key=id_,
        name=old.name,
        created_at=now,
        expires_at=now + body.expires_in_seconds if body.expires_in_seconds else None,
    )
    made = replace(made, made_of=_asked(body))
    answer = await _added(ports, made, text, response)
    ends = now + body.grace_seconds
    await ports.keys.expire(old, ends if old.expires_at is None else min(ends, old.expires_at))
    return answer


@router.get(
    "",
    operation_id="listKeys",
    summary="List the keys",
    responses=documented(Code.INVALID_REQUEST, Code.INVALID_CURSOR),
)
async def list_keys(ports: Given, tenant: Keeper, asked: Paged) -> KeyList:
    """Without the keys themselves, of which only a hash is kept. Oldest first."""
    page = asked.page(await _good(ports, tenant), _place)
    return KeyList(
        keys=[KeyBody.of(key) for key in page.items],
        has_more=page.has_more,
        next_cursor=page.next_cursor,
    )


@router.get(
    "/{key}",
    operation_id="getKey",
    summary="Read what is kept of a key",
    responses=documented(Code.KEY_NOT_FOUND),
)
async def get_key(ports: Given, tenant: Keeper, key: Named) -> KeyBody:
    return KeyBody.of(await _found(ports, tenant, key))


@router.delete(
    "/{key}",
    status_code=204,
    operation_id="revokeKey",
    summary="Revoke a key",
    responses=documented(Code.KEY_NOT_FOUND),
)
async def revoke_key(ports: Given, tenant: Keeper, key: Named) -> None:
    """At once, your own too. Where no key with the scope `keys` is left, the operator makes one."""
    await ports.keys.revoke((await _found(ports, tenant, key)).id)


def _asked(body: NewKey | Rotation) -> str:
    """A digest; the scopes of a set have no order."""
    fields = body.model_dump(mode="json")
    return digest_of(json.dumps({**fields, "scopes": sorted(fields.get("scopes", ()))}))


async def _added(ports: Ports, key: ApiKey, text: str, response: Response) -> NewKeyBody:
    if await ports.keys.add(key):
        response.headers["Location"] = f"/v1/keys/{key.id}"
        return NewKeyBody.made(key, text)
    made = await _found(ports, key.tenant, key.id)
    if made.made_of != key.made_of:
        raise ProblemError(Code.IDEMPOTENCY_CONFLICT)
    return _replayed(made, response)


def _replayed(key: ApiKey, response: Response) -> NewKeyBody:
    response.headers["Location"] = f"/v1/keys/{key.id}"
    response.headers["Idempotent-Replayed"] = "true"
    return NewKeyBody.made(key, None)


async def _found(ports: Ports, tenant: TenantId, key: str) -> ApiKey:
    found = await _find(ports, tenant, key)
    if found is None:
        raise ProblemError(Code.KEY_NOT_FOUND)
    return found


async def _find(ports: Ports, tenant: TenantId, key: str) -> ApiKey | None:
    return next((one for one in await _good(ports, tenant) if one.id == KeyId(key)), None)


def _place(key: ApiKey) -> str:
    return f"{key.created_at:017.3f}.{key.id}"


async def _good(ports: Ports, tenant: TenantId) -> list[ApiKey]:
    now = ports.clock.now()
    return [key for key in await ports.keys.all(tenant) if key.is_good(now)]


async def _tidy(ports: Ports, tenant: TenantId) -> None:
    """Removes what has run out."""
    now = ports.clock.now()
    for key in await ports.keys.all(tenant):
        if not key.is_good(now):
            await ports.keys.revoke(key.id)
