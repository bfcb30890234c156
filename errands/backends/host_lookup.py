"""Where a host's name leads, asked of the computer's own resolver."""

import asyncio
import socket
from collections.abc import AsyncIterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import partial

from errands.contracts.address import Resolve


async def resolve_host(host: str) -> tuple[str, ...]:
    """A host's IP addresses; none where nobody knows the name: it leads nowhere."""
    return await _look_up(host, None)


@asynccontextmanager
async def own_lookup(threads: int = 8) -> AsyncIterator[Resolve]:
    """`resolve_host` in threads of its own.

    A name whose server is dead holds a thread for half a minute: of the loop's own there are a
    few, and other work waits for them.
    """
    pool = ThreadPoolExecutor(threads, thread_name_prefix="lookup")
    try:
        yield partial(_look_up, executor=pool)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


async def _look_up(host: str, executor: Executor | None) -> tuple[str, ...]:
    ask = partial(socket.getaddrinfo, host, None, type=socket.SOCK_STREAM)
    try:
        found = await asyncio.get_running_loop().run_in_executor(executor, ask)
    except (OSError, UnicodeError):
        return ()
    return tuple(str(one[4][0]) for one in found)
