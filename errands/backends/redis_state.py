"""Browser state and the last screenshot in Redis."""

from collections.abc import Awaitable
from typing import cast

import structlog
from pydantic import ValidationError
from redis.asyncio import Redis

from errands.backends.lua_script import LuaScript
from errands.backends.redis_connection import guard
from errands.backends.redis_layout import SessionKeys
from errands.backends.told import told
from errands.contracts.browser_state import BrowserState
from errands.contracts.ids import Fence, SessionId

_STATE = "state"
_SCREENSHOT = "screenshot"


_log = structlog.get_logger(__name__)


class RedisState:
    """`StateStore`."""

    def __init__(self, client: Redis, namespace: str = "errands") -> None:
        self._client = client
        self._namespace = namespace
        self._write = LuaScript(client, "fenced_write")

    async def save(self, session: SessionId, state: BrowserState, fence: Fence) -> None:
        await self._put(session, _STATE, state.model_dump_json().encode(), fence)

    async def load(self, session: SessionId) -> BrowserState | None:
        json = await self._get(session, _STATE)
        return None if json is None else _read(json)

    async def save_screenshot(self, session: SessionId, png: bytes, fence: Fence) -> None:
        await self._put(session, _SCREENSHOT, png, fence)

    async def screenshot(self, session: SessionId) -> bytes | None:
        return await self._get(session, _SCREENSHOT)

    async def _put(self, session: SessionId, field: str, value: bytes, fence: Fence) -> None:
        keys = SessionKeys(self._namespace, session)
        names = [keys.lease, keys.session, keys.state, keys.events]
        await self._write(names, [fence, "1", field, value, *told(())])

    async def _get(self, session: SessionId, field: str) -> bytes | None:
        key = SessionKeys(self._namespace, session).state
        with guard():
            return await cast("Awaitable[bytes | None]", self._client.hget(key, field))


def _read(json: bytes) -> BrowserState | None:
    """A session begins anew where another version has written what this one can't read."""
    try:
        return BrowserState.model_validate_json(json)
    except ValidationError as error:
        _log.warning("state.unreadable", errors=error.error_count())
        return None
