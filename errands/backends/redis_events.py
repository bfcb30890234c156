"""Events of a session as a Redis stream."""

from collections.abc import AsyncGenerator, Awaitable
from typing import TypeAlias, cast

import structlog
from pydantic import ValidationError
from redis.asyncio import Redis

from errands.backends.event_ids import parse_event_id
from errands.backends.lua_script import LuaScript
from errands.backends.redis_connection import TIMEOUT_SECONDS, guard
from errands.backends.redis_layout import SessionKeys, news_index
from errands.backends.told import EVENT, EVENTS_KEPT
from errands.contracts.event import Event, Logged
from errands.contracts.ids import SessionId

_BATCH = 100
_SLICE_SECONDS = TIMEOUT_SECONDS / 2
"""How long one read blocks: a longer one couldn't be told from a dead connection."""

_log = structlog.get_logger(__name__)

_Entry: TypeAlias = tuple[bytes, dict[bytes, bytes]]


class RedisEvents:
    """`EventLog`. Keeps about the last `kept` events of a session.

    `heartbeat` is after how many quiet seconds a follower gets `None`.
    """

    def __init__(
        self,
        client: Redis,
        namespace: str = "errands",
        *,
        heartbeat: float = 10,
        kept: int = EVENTS_KEPT,
    ) -> None:
        self._client = client
        self._namespace = namespace
        self._heartbeat = heartbeat
        self._kept = kept
        self._touch = LuaScript(client, "touch_news")

    async def append(self, event: Event) -> str:
        await self._touch([news_index(self._namespace)], [event.session])
        with guard():
            id_ = await self._client.xadd(
                self._key(event.session),
                {"event": EVENT.dump_json(event)},
                maxlen=self._kept,
                approximate=True,
            )
        return cast("bytes", id_).decode()

    def follow(self, session: SessionId, after: str | None) -> AsyncGenerator[Logged | None, None]:
        if after is not None:
            parse_event_id(after)
        return self._follow(session, after or "0-0")

    async def after(self, session: SessionId, last: str | None, most: int) -> tuple[Logged, ...]:
        while entries := await self._range(session, "-" if last is None else f"({last}", "+", most):
            if found := _known(entries):
                return found
            last = entries[-1][0].decode()
        return ()

    async def get(self, session: SessionId, event: str) -> Logged | None:
        return next(iter(_known(await self._range(session, event, event, 1))), None)

    async def _range(self, session: SessionId, first: str, last: str, most: int) -> list[_Entry]:
        with guard():
            return await cast(
                "Awaitable[list[_Entry]]",
                self._client.xrange(self._key(session), first, last, count=most),
            )

    async def _follow(self, session: SessionId, last: str) -> AsyncGenerator[Logged | None, None]:
        quiet = 0.0
        while True:
            block = min(_SLICE_SECONDS, self._heartbeat - quiet)
            entries = await self._read(session, last, block)
            for entry in entries:
                logged = _logged(entry)
                last = logged.id
                yield logged
            quiet = 0.0 if entries else quiet + block
            if quiet >= self._heartbeat:
                yield None
                quiet = 0.0

    async def _read(self, session: SessionId, last: str, block: float) -> list[_Entry]:
        key = self._key(session)
        with guard():
            reply = await cast(
                "Awaitable[dict[bytes, list[list[_Entry]]] | list[tuple[bytes, list[_Entry]]]]",
                self._client.xread({key: last}, count=_BATCH, block=max(1, round(block * 1000))),
            )
        return _entries(reply)

    def _key(self, session: SessionId) -> str:
        return SessionKeys(self._namespace, session).events


def _known(entries: list[_Entry]) -> tuple[Logged, ...]:
    """Without what only a newer release can read."""
    found = []
    for entry in entries:
        try:
            found.append(_logged(entry))
        except ValidationError:
            _log.warning("event.unknown", id=entry[0].decode())
    return tuple(found)


def _logged(entry: _Entry) -> Logged:
    id_, fields = entry
    return Logged(id=id_.decode(), event=EVENT.validate_json(fields[b"event"]))


def _entries(
    reply: dict[bytes, list[list[_Entry]]] | list[tuple[bytes, list[_Entry]]],
) -> list[_Entry]:
    """The entries of the one stream that was read; RESP 2 and 3 nest them differently."""
    if isinstance(reply, dict):
        return [entry for batches in reply.values() for batch in batches for entry in batch]
    return [entry for _, batch in reply for entry in batch]
