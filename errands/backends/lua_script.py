"""Lua scripts: each a file in `lua/`, whose head names its keys, arguments and answers."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TypeAlias, cast

from redis.asyncio import Redis

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
            reply = cast("list[Value]", await self._script(keys=keys, args=args))
        word, *values = reply
        if word == b"ok":
            return tuple(values)
        if word == b"fenced":
            FENCED_WRITES.labels(self._name).inc()
        raise _ERRORS[cast("bytes", word)]
