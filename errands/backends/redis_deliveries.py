"""What is to be sent to webhooks, in Redis; `redis_layout` shows the keys."""

from collections.abc import Awaitable, Sequence
from typing import cast

from pydantic import TypeAdapter
from redis.asyncio import Redis

from errands.backends.lua_script import LuaScript
from errands.backends.redis_connection import guard
from errands.backends.redis_layout import SessionKeys, WebhookKeys
from errands.contracts.errors import NotFoundError
from errands.contracts.ids import DeliveryId, SessionId, WebhookId
from errands.contracts.webhook import Delivery

_DELIVERY: TypeAdapter[Delivery] = TypeAdapter(Delivery)

DELIVERIES_KEPT = 10_000
"""So many of a webhook's deliveries are on record, the newest."""

KEPT_SECONDS = 30 * 86400
"""All of it goes by itself when nothing more has come for so long: of a webhook that was removed
while something was being added, too.
"""

_LOOKED_AT = 200
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
        self._forget = LuaScript(client, "forget_deliveries")
        self._cease = LuaScript(client, "cease_deliveries")

    async def add(self, webhook: WebhookId, deliveries: Sequence[Delivery]) -> int:
        keys = self._keys(webhook)
        told = [part for one in deliveries for part in (one.id, _json(one), repr(one.next_at))]
        (lost,) = await self._add(
            [keys.due, keys.log, keys.order], [self._kept, KEPT_SECONDS, *told]
        )
        return cast("int", lost)

    async def claim(
        self, webhook: WebhookId, now: float, until: float, most: int
    ) -> tuple[Delivery, ...]:
        keys = self._keys(webhook)
        found = await self._claim(
            [keys.due, keys.log, keys.out], [repr(now), repr(until), most, _LOOKED_AT]
        )
        return tuple(_DELIVERY.validate_json(cast("bytes", one)) for one in found)

    async def settle(self, old: Delivery, new: Delivery) -> bool:
        return await self._replace(old, new, old.line)

    async def again(self, old: Delivery, new: Delivery) -> bool:
        return await self._replace(old, new, "")

    async def _replace(self, old: Delivery, new: Delivery, line: str) -> bool:
        keys = self._keys(old.webhook)
        due = "" if new.next_at is None else repr(new.next_at)
        (is_new,) = await self._settle(
            [keys.due, keys.log, keys.out], [old.id, _json(old), _json(new), due, line]
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
        return tuple(_DELIVERY.validate_json(one) for one in found if one is not None)

    def _keys(self, webhook: WebhookId) -> WebhookKeys:
        return WebhookKeys(self._namespace, webhook)


def _json(delivery: Delivery) -> str:
    return _DELIVERY.dump_json(delivery).decode()
