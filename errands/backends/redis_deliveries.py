"""What is to be sent to webhooks, in Redis; `redis_layout` shows the keys."""

from collections.abc import Awaitable, Sequence
from dataclasses import replace
from typing import cast

import structlog
from pydantic import TypeAdapter, ValidationError
from redis.asyncio import Redis

from errands.backends.lua_script import LuaScript
from errands.backends.redis_connection import guard
from errands.backends.redis_layout import SessionKeys, WebhookKeys
from errands.contracts.errors import NotFoundError
from errands.contracts.ids import DeliveryId, SessionId, WebhookId
from errands.contracts.webhook import Delivery

_log = structlog.get_logger(__name__)

_DELIVERY: TypeAdapter[Delivery] = TypeAdapter(Delivery)

DELIVERIES_KEPT = 1000
"""So many of a webhook's deliveries are on record, the newest."""

KEPT_SECONDS = 30 * 86400
"""All of it goes by itself when nothing has happened for so long: of a webhook that was removed
while something was being added, too.
"""

_SCANNED = 1000


class RedisDeliveries:
    """`DeliveryStore`. All of a webhook lies in one slot."""

    def __init__(
        self, client: Redis, namespace: str = "errands", *, kept: int = DELIVERIES_KEPT
    ) -> None:
        self._client = client
        self._namespace = namespace
        self._kept = kept
        self._add = LuaScript(client, "add_deliveries")
        self._claim = LuaScript(client, "claim_deliveries")
        self._settle = LuaScript(client, "settle_delivery")
        self._release = LuaScript(client, "release_delivery")
        self._forget = LuaScript(client, "forget_deliveries")
        self._cease = LuaScript(client, "cease_deliveries")

    async def add(self, webhook: WebhookId, deliveries: Sequence[Delivery]) -> int:
        keys = self._keys(webhook)
        told = [part for one in deliveries for part in (one.id, _json(one), repr(one.next_at))]
        (lost,) = await self._add(
            [keys.due, keys.log, keys.order], [self._kept, KEPT_SECONDS, *told]
        )
        return cast("int", lost)

    async def claim(self, webhook: WebhookId, seconds: float, most: int) -> tuple[Delivery, ...]:
        keys = self._keys(webhook)
        found = await self._claim([keys.due, keys.log, keys.out], [round(seconds * 1000), most])
        return _known(cast("Sequence[bytes]", found))

    async def settle(self, old: Delivery, new: Delivery) -> bool:
        return await self._replace(old, new, old.line)

    async def again(self, old: Delivery, new: Delivery) -> bool:
        return await self._replace(old, new, "")

    async def release(self, delivery: Delivery) -> None:
        keys = self._keys(delivery.webhook)
        await self._release([keys.log, keys.out], [delivery.id, delivery.version, delivery.line])

    async def _replace(self, old: Delivery, new: Delivery, line: str) -> bool:
        keys = self._keys(old.webhook)
        due = "" if new.next_at is None else repr(new.next_at)
        kept = _json(replace(new, version=old.version + 1))
        (is_new,) = await self._settle(
            [keys.due, keys.log, keys.order, keys.out],
            [old.id, old.version, kept, due, line, KEPT_SECONDS],
        )
        return is_new == 1

    async def get(self, webhook: WebhookId, delivery: DeliveryId) -> Delivery:
        found = (await self._named(webhook, [delivery]))[0:1]
        if not found:
            raise NotFoundError
        return found[0]

    async def page(self, webhook: WebhookId, after: str | None, most: int) -> tuple[Delivery, ...]:
        first = "-" if after is None else f"({after}"
        with guard():
            ids = await cast(
                "Awaitable[list[bytes]]",
                self._client.zrangebylex(self._keys(webhook).order, first, "+", start=0, num=most),
            )
        return await self._named(webhook, ids)

    async def oldest(self, webhook: WebhookId) -> Delivery | None:
        with guard():
            ids = await cast(
                "Awaitable[list[bytes]]", self._client.zrange(self._keys(webhook).due, 0, -1)
            )
        found = await self._named(webhook, [min(ids)]) if ids else ()
        return found[0] if found else None

    async def forget(self, session: SessionId) -> None:
        told = SessionKeys(self._namespace, session).told
        with guard():
            webhooks = await cast("Awaitable[list[bytes]]", self._client.hkeys(told))
        for webhook in webhooks:
            keys = self._keys(WebhookId(webhook.decode()))
            with guard():
                ids = [
                    id_
                    async for id_, _ in self._client.hscan_iter(
                        keys.log, match=f"msg_*_{session}", count=_SCANNED
                    )
                ]
            await self._forget([keys.due, keys.log, keys.order, keys.out], [session, *ids])

    async def drop(self, webhook: WebhookId) -> None:
        keys = self._keys(webhook)
        with guard():
            await self._client.unlink(keys.due, keys.log, keys.order, keys.out)

    async def cease(self, webhook: WebhookId) -> int:
        keys = self._keys(webhook)
        (count,) = await self._cease([keys.due, keys.out])
        return cast("int", count)

    async def _named(self, webhook: WebhookId, ids: Sequence[bytes | str]) -> tuple[Delivery, ...]:
        """Those that are still there."""
        if not ids:
            return ()
        with guard():
            found = await cast(
                "Awaitable[list[bytes | None]]",
                self._client.hmget(self._keys(webhook).log, list(ids)),
            )
        return _known([one for one in found if one is not None])

    def _keys(self, webhook: WebhookId) -> WebhookKeys:
        return WebhookKeys(self._namespace, webhook)


def _known(found: Sequence[bytes]) -> tuple[Delivery, ...]:
    """Without what only a newer release can read: such a one is left to it."""
    deliveries = []
    for one in found:
        try:
            deliveries.append(_DELIVERY.validate_json(one))
        except ValidationError as error:
            _log.warning("delivery.unknown", error=repr(error))
    return tuple(deliveries)


def _json(delivery: Delivery) -> str:
    return _DELIVERY.dump_json(delivery).decode()
