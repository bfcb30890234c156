"""Where a host's name leads, asked of the computer's own resolver."""

import asyncio
import socket


async def resolve_host(host: str) -> tuple[str, ...]:
    """A host's IP addresses; none where nobody knows the name: it leads nowhere."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return ()
    return tuple(str(one[4][0]) for one in found)
