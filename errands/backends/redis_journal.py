"""Steps of turns in Redis, each written before and after it is performed."""

from collections.abc import Awaitable
from typing import cast

from redis.asyncio import Redis

from errands.backends.lua_script import LuaScript
from errands.backends.redis_connection import guard
from errands.backends.redis_layout import SessionKeys
from errands.backends.told import told
from errands.contracts.event import Event
from errands.contracts.ids import Fence, SessionId, TurnId
from errands.contracts.step import Step

_BEGUN = "begun"
_FINISHED = "finished"


class RedisJournal:
    """`Journal`."""

    def __init__(self, client: Redis, namespace: str = "errands") -> None:
        self._client = client
        self._namespace = namespace
        self._write = LuaScript(client, "fenced_write")

    async def begin(self, step: Step, fence: Fence) -> None:
        await self._put(step, _BEGUN, fence)

    async def finish(self, step: Step, fence: Fence, *events: Event) -> None:
        await self._put(step, _FINISHED, fence, *events)

    async def steps(self, session: SessionId, turn: TurnId) -> tuple[Step, ...]:
        found = await self._read(session, turn)
        return tuple(step for (_, mark), step in sorted(found.items()) if mark == _FINISHED)

    async def interrupted(self, session: SessionId, turn: TurnId) -> Step | None:
        found = await self._read(session, turn)
        last = max((number for number, _ in found), default=0)
        return None if (last, _FINISHED) in found else found.get((last, _BEGUN))

    async def _put(self, step: Step, mark: str, fence: Fence, *events: Event) -> None:
        keys = SessionKeys(self._namespace, step.session)
        await self._write(
            [keys.lease, keys.session, keys.journal(step.turn), keys.events],
            [fence, "0", f"{step.number}:{mark}", step.model_dump_json(), *told(events)],
        )

    async def _read(self, session: SessionId, turn: TurnId) -> dict[tuple[int, str], Step]:
        key = SessionKeys(self._namespace, session).journal(turn)
        with guard():
            found = await cast("Awaitable[dict[bytes, bytes]]", self._client.hgetall(key))
        marks = {field.decode().partition(":"): value for field, value in found.items()}
        return {
            (int(number), mark): Step.model_validate_json(value)
            for (number, _, mark), value in marks.items()
        }
