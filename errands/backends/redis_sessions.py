"""Sessions in Redis; `redis_layout` shows the keys, `turn_rules.shown` how a status comes about."""

from collections.abc import Awaitable, Sequence
from typing import Final, cast

from pydantic import SecretStr
from redis.asyncio import Redis

from errands.backends.lua_script import LuaScript
from errands.backends.redis_connection import guard, unix_time
from errands.backends.redis_layout import (
    SessionKeys,
    closed_index,
    news_index,
    open_index,
    pending_index,
)
from errands.backends.redis_tenants import TenantIndex
from errands.backends.redis_turns import all_turns
from errands.backends.told import EVENT, told
from errands.backends.turn_rules import cancel_of, shown
from errands.contracts.errors import NotFoundError, SessionBusyError
from errands.contracts.event import Event
from errands.contracts.ids import Fence, SessionId, SlotName, TenantId, TurnId
from errands.contracts.profile import ProfileChange
from errands.contracts.session import Session
from errands.contracts.stores import ListedSession
from errands.contracts.turn import TurnStatus

_BEFORE: Final = "was:"
"""Begins the fields of secrets that were replaced or removed; no slot is named so."""


class RedisSessions:
    """`SessionStore`. Saves and closes meet in Lua, so neither can undo the other."""

    def __init__(self, client: Redis, namespace: str = "errands") -> None:
        self._client = client
        self._namespace = namespace
        self._open = open_index(namespace)
        self._news = news_index(namespace)
        self._tenants = TenantIndex(client, namespace)
        self._touch = LuaScript(client, "touch_news")
        self._create = LuaScript(client, "create_session")
        self._load = LuaScript(client, "load_session")
        self._save = LuaScript(client, "save_session")
        self._change = LuaScript(client, "change_session")
        self._close = LuaScript(client, "close_session")
        self._forget = LuaScript(client, "forget_session")

    async def create(
        self, session: Session, secrets: dict[SlotName, SecretStr], *events: Event
    ) -> bool:
        keys = self._keys(session.id)
        hidden = [part for slot, one in secrets.items() for part in (slot, one.get_secret_value())]
        names = [keys.session, keys.secrets, keys.events]
        with guard():  # first: what is never listed would never be found idle
            listed: dict[str, float] = {session.id: session.created_at}
            await self._client.zadd(self._open, listed, nx=True)
        await self._tenants.add(session)
        await self._touch([self._news], [session.id])
        (was_created,) = await self._create(
            names, [session.model_dump_json(), len(secrets), *hidden, *told(events)]
        )
        return was_created == 1

    async def load(self, session: SessionId) -> Session:
        keys = self._keys(session)
        json, turns, closed, queued = await self._load([keys.session, keys.turns, keys.pending])
        saved = Session.model_validate_json(cast("bytes", json))
        return shown(saved, turns=int(cast("bytes", turns)), closed=closed == 1, queued=queued == 1)

    async def save(self, session: Session, fence: Fence, *events: Event) -> None:
        keys = self._keys(session.id)
        await self._save(
            [keys.lease, keys.session, keys.events],
            [fence, session.model_dump_json(), *told(events)],
        )

    async def change_profile(
        self, session: SessionId, change: ProfileChange, *events: Event
    ) -> Session:
        keys = self._keys(session)
        secrets = {k: v.get_secret_value() if v else "" for k, v in change.secrets.items()}
        parts = [len(secrets), *(part for pair in secrets.items() for part in pair), *told(events)]
        names = [keys.session, keys.pending, keys.takeover, keys.secrets, keys.events]
        await self._touch([self._news], [session])
        while True:  # each round that fails is another one's that didn't
            found, *_ = await self._load([keys.session, keys.turns, keys.pending])
            saved = cast("bytes", found)
            changed = Session.model_validate_json(saved).with_profile(change)
            (was_changed,) = await self._change(names, [saved, changed.model_dump_json(), *parts])
            if was_changed:
                return await self.load(session)

    async def close(
        self, session: SessionId, *events: Event, unless_busy: bool = False
    ) -> tuple[Event, ...]:
        index = closed_index(self._namespace)
        now = await unix_time(self._client)
        with guard():  # first: it is in another slot, and what is never listed is never forgotten
            async with self._client.pipeline(transaction=False) as pipe:
                pipe.zadd(index, {session: int(now)}, nx=True)
                pipe.zadd(self._news, {session: int(now) * 1000})
                await pipe.execute()
        try:
            closing = await self._closed(self._keys(session), now, events, unless_busy=unless_busy)
        except NotFoundError:
            await self._unlist(self._open, session)  # nobody would take it out otherwise
            raise
        except SessionBusyError:
            await self._unlist(index, session)
            raise
        await self._unlist(self._open, session)
        return closing

    async def _closed(
        self, keys: SessionKeys, now: float, events: Sequence[Event], *, unless_busy: bool
    ) -> tuple[Event, ...]:
        """What is told of it."""
        names = [keys.session, keys.turns, keys.pending, keys.secrets, keys.state, keys.events]
        names += [keys.tickets]
        while True:  # in each round that fails a turn has come: it waits as well
            turns = await all_turns(self._client, keys)
            queued = [turn for turn in turns if turn.status is TurnStatus.QUEUED]
            ends = {turn.id.encode(): cancel_of(turn, now) for turn in queued}
            pairs = [part for id_, end in ends.items() for part in (id_, EVENT.dump_json(end))]
            is_done, is_new, *ended = await self._close(
                names, [int(unless_busy), repr(now), len(queued), *pairs, *told(events)]
            )
            if is_done:
                return (*(ends[cast("bytes", id_)] for id_ in ended), *(events if is_new else ()))

    async def idle(self, before: float, most: int) -> tuple[SessionId, ...]:
        return await self._listed(self._open, before, most)

    async def closed(self, before: float, most: int) -> tuple[SessionId, ...]:
        return await self._listed(closed_index(self._namespace), before, most)

    async def forget(self, session: SessionId) -> bool:
        keys = self._keys(session)
        with guard():
            turns = await cast("Awaitable[dict[bytes, bytes]]", self._client.hgetall(keys.turns))
        own = [keys.journal(TurnId(id_.decode())) for id_ in turns if b":" not in id_]
        records = [name.decode() for id_, name in turns.items() if id_.endswith(b":idempotency")]
        kept = [keys.turns, keys.secrets, keys.state, keys.events, keys.told]
        people = [keys.takeover, keys.tickets]
        rest = [keys.fence, keys.keeper, *kept, *people, *own, *records]
        await self._unlist_of_tenant(keys)  # first: afterwards nobody knows whose it was
        (is_gone,) = await self._forget([keys.session, keys.pending, keys.lease, *rest])
        if is_gone == 1:
            await self._unlist(self._news, session)
            await self._unlist(pending_index(self._namespace), session)
            await self._unlist(closed_index(self._namespace), session)
        return is_gone == 1

    async def of_tenant(
        self, tenant: TenantId, after: str | None, most: int
    ) -> tuple[ListedSession, ...]:
        return await self._tenants.read(tenant, after, most, self)

    async def secrets(self, session: SessionId) -> dict[SlotName, SecretStr]:
        found = await self._secrets(session)
        return {SlotName(k): one for k, one in found.items() if not k.startswith(_BEFORE)}

    async def hidden(self, session: SessionId) -> tuple[SecretStr, ...]:
        return tuple((await self._secrets(session)).values())

    async def _secrets(self, session: SessionId) -> dict[str, SecretStr]:
        with guard():
            found = await cast(
                "Awaitable[dict[bytes, bytes]]",
                self._client.hgetall(self._keys(session).secrets),
            )
        return {k.decode(): SecretStr(v.decode()) for k, v in found.items()}

    async def _unlist_of_tenant(self, keys: SessionKeys) -> None:
        """Unless it isn't to be forgotten yet."""
        with guard():
            async with self._client.pipeline(transaction=False) as pipe:
                pipe.hmget(keys.session, ["json", "closed"])
                pipe.exists(keys.pending, keys.lease)
                (json, closed), in_use = await pipe.execute()
        if json is not None and closed is not None and not in_use:
            saved = Session.model_validate_json(json)
            await self._tenants.remove(saved.tenant, saved.id)

    async def _unlist(self, index: str, session: SessionId) -> None:
        with guard():
            await self._client.zrem(index, session)

    async def _listed(self, index: str, before: float, most: int) -> tuple[SessionId, ...]:
        with guard():
            found = await cast(
                "Awaitable[list[bytes]]",
                self._client.zrangebyscore(index, "-inf", before, start=0, num=most),
            )
        return tuple(SessionId(session.decode()) for session in found)

    def _keys(self, session: SessionId) -> SessionKeys:
        return SessionKeys(self._namespace, session)
