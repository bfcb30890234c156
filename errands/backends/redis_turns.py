"""Turns in Redis; `redis_layout` shows the keys."""

from collections.abc import Awaitable, Sequence
from typing import cast

from redis.asyncio import Redis

from errands.backends.lua_script import Call, LuaScript, Value, in_one_trip
from errands.backends.redis_connection import guard, unix_time
from errands.backends.redis_layout import (
    SessionKeys,
    news_index,
    open_index,
    pending_index,
)
from errands.backends.told import told
from errands.backends.turn_rules import (
    IDEMPOTENCY_SECONDS,
    body_of,
    cancel_of,
    cancelled,
    digest,
)
from errands.contracts.backlog import USUAL_BACKLOG, Backlog
from errands.contracts.errors import IdempotencyConflictError, NotFoundError, OverloadedError
from errands.contracts.event import Event, TurnQueued
from errands.contracts.ids import Fence, SessionId, TurnId
from errands.contracts.stores import Cancelled
from errands.contracts.turn import Turn

TOUCH_VALID_MS = 30_000
"""How long after its touch of the index a turn may still be added; half of `KEEP_TOUCHED_MS`."""


class RedisTurns:
    """`TurnStore`.

    The index of sessions with unfinished turns is in another slot than the session, so the two
    can't change in one script: the index is touched first, and only for a while after may the
    turn be added. `RedisLeases.waiting` leaves a touched entry for longer than that, so a turn
    is never added to a session that has just been dropped from the index.
    """

    def __init__(
        self, client: Redis, namespace: str = "errands", backlog: Backlog = USUAL_BACKLOG
    ) -> None:
        self._client = client
        self._namespace = namespace
        self._backlog = backlog
        self._touch = LuaScript(client, "touch_pending")
        self._open = LuaScript(client, "touch_open")
        self._news = LuaScript(client, "touch_news")
        self._add = LuaScript(client, "add_turn")
        self._page = LuaScript(client, "page_turns")
        self._next = LuaScript(client, "next_turn")
        self._save = LuaScript(client, "save_turn")
        self._cancel = LuaScript(client, "cancel_turn")

    async def add(
        self, turn: Turn, idempotency_key: str | None, *, interrupts: bool = False
    ) -> Turn:
        try:
            return await self._added(turn, idempotency_key, interrupts=interrupts)
        except OverloadedError:
            # What was taken on before isn't turned away.
            key = idempotency_key
            if key is None:
                raise
            made = await self.replayed(turn, key, interrupts=interrupts)
            if made is None:
                raise
            return made

    async def _added(self, turn: Turn, idempotency_key: str | None, *, interrupts: bool) -> Turn:
        keys = self._keys(turn.session)
        (touched,) = await self._touch(
            [pending_index(self._namespace)], [turn.session, self._backlog.sessions]
        )
        record = keys.idempotency(digest(idempotency_key or ""))
        queued = TurnQueued(session=turn.session, at=turn.created_at, turn=turn)
        *_, fields = await in_one_trip(
            self._client,
            Call(self._open, [open_index(self._namespace)], [turn.session, turn.created_at]),
            Call(self._news, [news_index(self._namespace)], [turn.session]),
            Call(
                self._add,
                [keys.session, keys.turns, keys.pending, record, keys.events],
                [
                    turn.id,
                    turn.model_dump_json(),
                    digest(body_of(turn)),
                    "" if idempotency_key is None else IDEMPOTENCY_SECONDS,
                    int(cast("int", touched)) + TOUCH_VALID_MS,
                    *told([queued]),
                    self._backlog.turns,
                    int(interrupts),
                ],
            ),
        )
        return _turn(fields)

    async def replayed(
        self, turn: Turn, idempotency_key: str, *, interrupts: bool = False
    ) -> Turn | None:
        record = self._keys(turn.session).idempotency(digest(idempotency_key))
        with guard():
            known, made, did_interrupt = await cast(
                "Awaitable[list[bytes | None]]",
                self._client.hmget(record, ["digest", "turn", "interrupts"]),
            )
        if known is None or made is None:
            return None
        is_other = did_interrupt not in {None, b"%d" % interrupts}  # none in an earlier record
        if known.decode() != digest(body_of(turn)) or is_other:
            raise IdempotencyConflictError
        return await self.get(turn.session, TurnId(made.decode()))

    async def get(self, session: SessionId, turn: TurnId) -> Turn:
        fields = (turn, f"{turn}:number", f"{turn}:status", f"{turn}:cancelled_at")
        found = await self._read(session, fields)
        if found[0] is None:
            raise NotFoundError
        return _turn(found)

    async def all(self, session: SessionId) -> tuple[Turn, ...]:
        return await all_turns(self._client, self._keys(session))

    async def page(self, session: SessionId, after: int, most: int) -> tuple[Turn, ...]:
        keys = self._keys(session)
        found = await self._page([keys.session, keys.turns], [after, most])
        return tuple(_turn(found[i : i + 4]) for i in range(0, len(found), 4))

    async def next(self, session: SessionId) -> Turn | None:
        keys = self._keys(session)
        fields = await self._next([keys.turns, keys.pending])
        return _turn(fields) if fields else None

    async def save(self, turn: Turn, fence: Fence, *events: Event) -> None:
        keys = self._keys(turn.session)
        await self._save(
            [keys.lease, keys.turns, keys.pending, keys.events],
            [fence, turn.id, turn.model_dump_json(), turn.status, *told(events)],
        )

    async def cancel(self, session: SessionId, turn: TurnId) -> Cancelled:
        keys = self._keys(session)
        ended = cancel_of(await self.get(session, turn), await unix_time(self._client))
        was_queued, *fields = await self._cancel(
            [keys.turns, keys.pending, keys.events], [turn, repr(ended.at), *told([ended])]
        )
        return Cancelled(_turn(fields), ended if was_queued == 1 else None)

    async def cancelled(self, session: SessionId, turn: TurnId) -> bool:
        (flag,) = await self._read(session, (f"{turn}:cancel",))
        return flag is not None

    async def _read(self, session: SessionId, fields: Sequence[str]) -> list[bytes | None]:
        with guard():
            return await cast(
                "Awaitable[list[bytes | None]]",
                self._client.hmget(self._keys(session).turns, list(fields)),
            )

    def _keys(self, session: SessionId) -> SessionKeys:
        return SessionKeys(self._namespace, session)


async def all_turns(client: Redis, keys: SessionKeys) -> tuple[Turn, ...]:
    """Every turn of a session, oldest first."""
    with guard():
        found = await cast("Awaitable[dict[bytes, bytes]]", client.hgetall(keys.turns))
    turns = [
        _turn(
            (
                json,
                found[id_ + b":number"],
                found[id_ + b":status"],
                found.get(id_ + b":cancelled_at"),
            )
        )
        for id_, json in found.items()
        if b":" not in id_
    ]
    return tuple(sorted(turns, key=lambda turn: turn.number))


def _turn(fields: Sequence[Value]) -> Turn:
    """A turn of its JSON, number, status and cancelled_at. A cancel writes only the last two."""
    json, number, _status, cancelled_at = (*fields, None)[:4]
    saved = Turn.model_validate_json(cast("bytes", json))
    turn = saved.model_copy(update={"number": int(cast("bytes", number))})
    return turn if cancelled_at is None else cancelled(turn, float(cast("bytes", cancelled_at)))
