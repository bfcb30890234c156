"""Tickets in Redis, timed by Redis."""

from typing import Final, cast

from redis.asyncio import Redis

from errands.backends.lua_script import LuaScript
from errands.backends.redis_layout import SessionKeys
from errands.contracts.ids import SessionId
from errands.contracts.live import Ticket

MOST: Final = 50
"""Of a session at once; one more makes all of them void."""


class RedisTickets:
    """`TicketStore`."""

    def __init__(self, client: Redis, namespace: str = "errands") -> None:
        self._namespace = namespace
        self._add = LuaScript(client, "add_ticket")
        self._use = LuaScript(client, "use_ticket")

    async def add(self, digest: str, ticket: Ticket, seconds: float) -> None:
        keys = SessionKeys(self._namespace, ticket.session)
        await self._add([keys.tickets], [digest, ticket.key, round(seconds * 1000), MOST])

    async def use(self, session: SessionId, digest: str) -> Ticket | None:
        found = await self._use([SessionKeys(self._namespace, session).tickets], [digest])
        return Ticket(session, cast("bytes", found[0]).decode()) if found else None
