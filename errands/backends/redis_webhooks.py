"""Webhooks in Redis; `redis_layout` shows the keys."""

from collections.abc import Awaitable
from dataclasses import replace
from typing import cast

from pydantic import TypeAdapter
from redis.asyncio import Redis

from errands.backends.lua_script import LuaScript
from errands.backends.redis_connection import guard
from errands.contracts.errors import NotFoundError
from errands.contracts.ids import TenantId, WebhookId
from errands.contracts.webhook import Webhook

_WEBHOOK: TypeAdapter[Webhook] = TypeAdapter(Webhook)


class RedisWebhooks:
    """`WebhookStore`. There are few: all lie in one hash, which is read whole."""

    def __init__(self, client: Redis, namespace: str = "errands") -> None:
        self._client = client
        self._key = f"{namespace}:{{webhooks}}"
        self._replace = LuaScript(client, "replace_webhook")

    async def add(self, webhook: Webhook) -> bool:
        with guard():
            return bool(await self._client.hsetnx(self._key, webhook.id, _json(webhook)))

    async def get(self, webhook: WebhookId) -> Webhook:
        with guard():
            found = await cast("Awaitable[bytes | None]", self._client.hget(self._key, webhook))
        if found is None:
            raise NotFoundError
        return _WEBHOOK.validate_json(found)

    async def all(self, tenant: TenantId) -> tuple[Webhook, ...]:
        return tuple(one for one in await self.everyone() if one.tenant == tenant)

    async def everyone(self) -> tuple[Webhook, ...]:
        with guard():
            found = await cast("Awaitable[list[bytes]]", self._client.hvals(self._key))
        return tuple(sorted(map(_WEBHOOK.validate_json, found), key=lambda one: one.id))

    async def replace(self, old: Webhook, new: Webhook) -> bool:
        kept = replace(new, version=old.version + 1)
        (is_new,) = await self._replace([self._key], [old.id, old.version, _json(kept)])
        return is_new == 1

    async def remove(self, webhook: WebhookId) -> None:
        with guard():
            await self._client.hdel(self._key, webhook)


def _json(webhook: Webhook) -> str:
    return _WEBHOOK.dump_json(webhook).decode()
