"""Addresses as a browser reads them, and which of them are open to the public.

One judge for the API, the gates and the browser, so that none is less strict than another.
Nothing is looked up here: who can resolve a name brings a `Resolve`.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final, TypeAlias

from pydantic_core import Url, ValidationError

Resolve: TypeAlias = Callable[[str], Awaitable[tuple[str, ...]]]
"""A host's IP addresses; none where nobody knows the name."""

_PORTS: Final = {"http": 80, "https": 443, "ws": 80, "wss": 443}
_PAGES: Final = frozenset({"http", "https"})
_HOST: Final = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^\s/:@?#\\\[\]]+)(?::([0-9]{1,5}))?")
_MAX_PORT: Final = 65535
_NAT64: Final = IPv6Network("64:ff9b::/96")
_GLOBAL: Final = IPv6Network("2000::/3")
"""All that IPv6 has given to the public; what wraps an IPv4 address lies elsewhere."""
_INNER: Final = (
    IPv6Network("3fff::/20"),  # for documentation (RFC 9637)
    IPv4Network("100.64.0.0/10"),  # CGNAT; a cloud's metadata lies there too
    IPv4Network("192.0.0.0/24"),
    IPv4Network("192.88.99.0/24"),
    IPv4Network("168.63.129.16/32"),  # public in form, a cloud's inside in fact
)
"""Ranges that aren't for the public, whatever the standard library of the day says."""
_INNER_NAMES: Final = re.compile(r"(?:.+\.)?(?:localhost|local|localdomain|internal|home\.arpa)")


@dataclass(frozen=True, slots=True)
class Address:
    """`host` is in lower case and punycode, IPv4 in four decimals, without a closing dot."""

    scheme: str
    host: str
    port: int
    names_user: bool

    @property
    def entry(self) -> str:
        """The host policy's entry: `host`, with its port where it isn't the usual one."""
        usual = self.port == _PORTS.get(self.scheme)
        return self.host if usual else f"{self.host}:{self.port}"

    @property
    def is_page(self) -> bool:
        """Whether a tab may be sent there at all; `user@` only serves to be misread."""
        return self.scheme in _PAGES and not self.names_user

    def is_listed(self, allowed: tuple[str, ...] | frozenset[str]) -> bool:
        """Whether a host policy's entries name it; one without a port means the usual port."""
        entries = {entry.lower() for entry in allowed}
        return self.entry in entries or f"{self.host}:{self.port}" in entries


def parse_address(url: str) -> Address | None:
    """The parts of an address with a host, read as a browser reads it, tricks undone."""
    try:
        found = Url(url)
    except ValidationError:
        return None
    host = (found.host or "").rstrip(".")
    if not host or found.scheme not in _PORTS:
        return None
    port = found.port if found.port is not None else _PORTS[found.scheme]
    return Address(found.scheme, host, port, bool(found.username or found.password))


def parse_host(text: str) -> str:
    """A host policy's entry as a browser writes it. Raises `ValueError`."""
    match = _HOST.fullmatch(text)
    if match is None:
        raise ValueError("A host is `name` or `name:port`.")
    name, port = match.groups()
    found = parse_address(f"http://{name}/")
    if found is None:
        raise ValueError("This is no name of a host.")
    if port is None:
        return found.host
    if not 0 < int(port) <= _MAX_PORT:
        raise ValueError("A port is a number from 1 to 65535.")
    return f"{found.host}:{int(port)}"


def host_of_entry(entry: str) -> str:
    match = _HOST.fullmatch(entry)
    return match[1] if match else entry


def literal(host: str) -> IPv4Address | IPv6Address | None:
    """The number a host is, where it is one."""
    try:
        return ip_address(host.strip("[]").split("%")[0])
    except ValueError:
        return None


def is_inner_name(host: str) -> bool:
    """Names that are somebody's own network by their form, whatever they resolve to."""
    return _INNER_NAMES.fullmatch(host.rstrip(".").lower()) is not None


def is_public(address: IPv4Address | IPv6Address | str) -> bool:
    """Whether a number is one of the public internet, and what it wraps is too."""
    number = literal(address) if isinstance(address, str) else address
    if number is None:
        return False
    inner = _carried(number)
    if inner is not None:
        return is_public(inner)
    if isinstance(number, IPv6Address) and number not in _GLOBAL:
        return False
    if any(number.version == net.version and number in net for net in _INNER):
        return False
    return number.is_global and not number.is_multicast


async def leads_inside(host: str, resolve: Resolve) -> bool:
    """Whether a host is, or has among its addresses, one that isn't public."""
    if is_inner_name(host):
        return True
    number = literal(host)
    if number is not None:
        return not is_public(number)
    return any(not is_public(one) for one in await resolve(host))


def _carried(address: IPv4Address | IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 one is a wrapper of."""
    if isinstance(address, IPv4Address):
        return None
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour
