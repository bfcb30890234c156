"""Lua scripts: each a file in `lua/`, whose head names its keys, arguments and answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypeAlias, cast

from redis.asyncio import Redis
from redis.exceptions import NoScriptError

from errands.backends.redis_connection import guard
from errands.contracts.errors import (
    ErrandsError,
    FencedError,
    IdempotencyConflictError,
    InFlightError,
    NotFoundError,
    OverloadedError,
    SessionBusyError,
    SessionClosedError,
    StoreUnavailableError,
)
from errands.telemetry.metrics import FENCED_WRITES

Value: TypeAlias = bytes | int | None

_ERRORS: dict[bytes, type[ErrandsError]] = {
    b"missing": NotFoundError,
    b"closed": SessionClosedError,
    b"conflict": IdempotencyConflictError,
    b"in_flight": InFlightError,
    b"fenced": FencedError,
    b"busy": SessionBusyError,
    b"overloaded": OverloadedError,
    b"late": StoreUnavailableError,
}


@cache
def _source(name: str) -> str:
    return (files("errands.backends") / "lua" / f"{name}.lua").read_text(encoding="utf-8")


class LuaScript:
    """One script: runs atomically, and answers with an array that begins with `ok` or an error."""

    def __init__(self, client: Redis, name: str) -> None:
        self._name = name
        self._script = client.register_script(_source(name))

    async def __call__(
        self, keys: Sequence[str], args: Sequence[str | bytes | int] = ()
    ) -> tuple[Value, ...]:
        """What follows the `ok`; raises the error that stands in its place."""
        with guard():
            return self.read(await self._script(keys=keys, args=args))

    def read(self, reply: list[Value]) -> tuple[Value, ...]:
        """The same of what Redis answered."""
        word, *values = reply
        if word == b"ok":
            return tuple(values)
        if word == b"fenced":
            FENCED_WRITES.labels(self._name).inc()
        raise _ERRORS[cast("bytes", word)]

    @property
    def source(self) -> str:
        return cast("str", self._script.script)

    @property
    def sha(self) -> str:
        return self._script.sha


@dataclass(frozen=True, slots=True)
class Call:
    """A script with what it is given."""

    script: LuaScript
    keys: Sequence[str]
    args: Sequence[str | bytes | int | float] = ()


async def in_one_trip(client: Redis, *calls: Call) -> list[tuple[Value, ...]]:
    """What scripts answer that go to Redis together and run one after the other.

    Others may run between them, and one that refuses stops none of the rest; the first refusal is
    raised. Where Redis doesn't know one of them (it was restarted), all are sent again: they have
    to bear that.
    """
    with guard():
        try:
            replies = await _sent(client, calls)
        except NoScriptError:
            for call in calls:
                await client.script_load(call.script.source)
            replies = await _sent(client, calls)
    return [call.script.read(reply) for call, reply in zip(calls, replies, strict=True)]


async def _sent(client: Redis, calls: Sequence[Call]) -> list[list[Value]]:
    async with client.pipeline(transaction=False) as pipe:
        for call in calls:
            # by hand: redis-py asks before each pipeline whether its scripts are known
            pipe.evalsha(call.script.sha, len(call.keys), *call.keys, *call.args)
        return cast("list[list[Value]]", await pipe.execute())
