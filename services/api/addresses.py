"""Addresses a session may begin at and visit, as a browser would read them."""

import asyncio
import re
import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from pydantic import HttpUrl, TypeAdapter, ValidationError

from services.api.ports import Resolve
from services.api.problems import Code, ProblemError

_URL: TypeAdapter[HttpUrl] = TypeAdapter(HttpUrl)
_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^\s/:@?#\\\[\]]+)(?::([0-9]{1,5}))?")
_PORTS = {"http": 80, "https": 443}
_MAX_PORT = 65535
_NAT64 = IPv6Network("64:ff9b::/96")


def entry_of(url: HttpUrl) -> str:
    """The host policy's entry for an address: `host`, with its port where it isn't the usual."""
    host = url.host or ""
    return host if url.port == _PORTS[url.scheme] else f"{host}:{url.port}"


def parse_host(text: str) -> str:
    """A host, with or without a port, as a browser writes it. Raises `ValueError`."""
    match = _HOST.fullmatch(text)
    if match is None:
        raise ValueError("A host is `name` or `name:port`.")
    name, port = match.groups()
    try:
        host = _URL.validate_python(f"http://{name}/").host
    except ValidationError as error:
        raise ValueError("This is no name of a host.") from error
    if port is None:
        return f"{host}"
    if not 0 < int(port) <= _MAX_PORT:
        raise ValueError("A port is a number from 1 to 65535.")
    return f"{host}:{int(port)}"


async def refuse_private(entries: tuple[str, ...], resolve: Resolve) -> None:
    """Raises a problem where a host is, or leads to, an address that isn't public.

    The worker's browser asks again at every request: names may lead elsewhere by then.
    """
    for entry in entries:
        match = _HOST.fullmatch(entry)
        host = match[1] if match else entry
        if await _is_private(host, resolve):
            raise ProblemError(
                Code.ADDRESS_NOT_ALLOWED, f"{host} is, or leads to, a private or local address."
            )


async def _is_private(host: str, resolve: Resolve) -> bool:
    name = host.strip("[]").rstrip(".").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return not _is_public(ip_address(name))
    except ValueError:
        found = await resolve(name)
    return any(not _is_public(ip_address(one.split("%")[0])) for one in found)


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    inner = _carried(address)
    if inner is not None:
        return _is_public(inner)
    return address.is_global and not address.is_multicast


def _carried(address: IPv4Address | IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 one is a wrapper of."""
    if isinstance(address, IPv4Address):
        return None
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour


async def resolve_host(host: str) -> tuple[str, ...]:
    """`Resolve`, by the computer's own resolver."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return ()  # a name nobody knows leads nowhere; the browser will say so
    return tuple(str(one[4][0]) for one in found)
