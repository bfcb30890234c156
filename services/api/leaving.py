"""When whoever waits has to answer: the process goes, or the key it came with is good no more."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import structlog

from errands.contracts.errors import StoreUnavailableError
from errands.contracts.keys import ApiKey
from services.api.auth import is_good
from services.api.ports import Ports

_log = structlog.get_logger(__name__)


@asynccontextmanager
async def watched(ports: Ports, key: ApiKey) -> AsyncIterator[asyncio.Event]:
    """An event that is set once there is no more time to wait."""
    leaving = asyncio.Event()
    watching = asyncio.create_task(_watch(ports, key, leaving))
    try:
        yield leaving
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)


async def _watch(ports: Ports, key: ApiKey, leaving: asyncio.Event) -> None:
    try:
        while not ports.stopping.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(ports.rules.key_seconds):
                    await ports.stopping.wait()
            if not await is_still_good(ports, key):
                return
    finally:
        leaving.set()


async def is_still_good(ports: Ports, key: ApiKey) -> bool:
    """Asks the store again. A store that is away hasn't revoked anything."""
    try:
        found = await ports.keys.find(key.digest)
    except StoreUnavailableError as error:
        _log.warning("key.not_checked", error=repr(error))
        return True
    return found is not None and is_good(found, ports)
