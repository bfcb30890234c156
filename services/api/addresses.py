"""Addresses a session may begin at and visit, asked for before a session is made."""

import asyncio
import socket

from pydantic import HttpUrl

from errands.contracts.address import (
    host_of_entry,
    is_inner_name,
    is_public,
    literal,
    parse_address,
)
from services.api.ports import Resolve
from services.api.problems import Code, ProblemError


def entry_of(url: HttpUrl) -> str:
    """The host policy's entry for an address: `host`, with its port where it isn't the usual."""
    found = parse_address(str(url))
    return found.entry if found else ""


async def refuse_private(entries: tuple[str, ...], resolve: Resolve) -> None:
    """Raises a problem where a host is, or leads to, an address that isn't public.

    The worker's browser asks again at every request: names may lead elsewhere by then.
    """
    for entry in entries:
        host = host_of_entry(entry)
        if await _is_private(host, resolve):
            raise ProblemError(
                Code.ADDRESS_NOT_ALLOWED, f"{host} is, or leads to, a private or local address."
            )


async def _is_private(host: str, resolve: Resolve) -> bool:
    if is_inner_name(host):
        return True
    number = literal(host)
    if number is not None:
        return not is_public(number)
    return any(not is_public(one) for one in await resolve(host))


async def resolve_host(host: str) -> tuple[str, ...]:
    """`Resolve`, by the computer's own resolver."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return ()  # a name nobody knows leads nowhere; the browser will say so
    return tuple(str(one[4][0]) for one in found)
