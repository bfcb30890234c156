"""Sending to an address that a stranger named: to the public only, and only where it was checked.

A name is looked up once, and the connection goes to what was found: a name that leads elsewhere
the next moment leads nowhere. TLS and the `Host` header go by the name all the same.
"""

import asyncio
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

import httpx

from errands.contracts.address import (
    Address,
    Resolve,
    is_inner_name,
    is_public,
    literal,
    parse_address,
)
from errands.contracts.webhook import Attempt, Outcome

SECONDS: Final = 15.0
"""For the whole attempt, the look-up with it."""

_NOT_ALLOWED: Final = Attempt(Outcome.NOT_ALLOWED)
_UNREACHABLE: Final = Attempt(Outcome.UNREACHABLE)
_TIMED_OUT: Final = Attempt(Outcome.TIMED_OUT)


class PinnedPost:
    """`Post`. With `allow_local`, private addresses and plain http as well."""

    def __init__(
        self,
        client: httpx.AsyncClient,
        resolve: Resolve,
        *,
        allow_local: bool = False,
        seconds: float = SECONDS,
    ) -> None:
        self._client = client
        self._resolve = resolve
        self._allow_local = allow_local
        self._seconds = seconds

    async def __call__(self, url: str, headers: Mapping[str, str], body: bytes) -> Attempt:
        address = parse_address(url)
        if address is None or not self._may_be(address):
            return _NOT_ALLOWED
        try:
            async with asyncio.timeout(self._seconds):
                return await self._sent(url, address, headers, body)
        except (TimeoutError, httpx.TimeoutException):
            return _TIMED_OUT
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError):
            return _UNREACHABLE

    def _may_be(self, address: Address) -> bool:
        if self._allow_local:
            return address.is_page
        is_inner = is_inner_name(address.host)
        return address.is_page and address.scheme == "https" and not is_inner

    async def _sent(
        self, url: str, address: Address, headers: Mapping[str, str], body: bytes
    ) -> Attempt:
        number = literal(address.host)
        places = (str(number),) if number else await self._resolve(address.host)
        if not self._allow_local and not all(is_public(one) for one in places):
            return _NOT_ALLOWED
        for place in dict.fromkeys(places):
            try:
                return await self._sent_to(place, url, address, headers, body)
            except httpx.ConnectError:
                continue  # of several addresses one may be away
        return _UNREACHABLE

    async def _sent_to(
        self, place: str, url: str, address: Address, headers: Mapping[str, str], body: bytes
    ) -> Attempt:
        parts = urlsplit(url)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        request = self._client.build_request(
            "POST",
            httpx.URL(scheme=address.scheme, host=place, port=address.port, raw_path=path.encode()),
            headers={**headers, "Host": address.entry},
            content=body,
            extensions={"sni_hostname": address.host},
        )
        response = await self._client.send(request, stream=True, follow_redirects=False)
        await response.aclose()  # nobody reads what it says: it may be endless
        return Attempt(_outcome(response.status_code), response.status_code)


def _outcome(status: int) -> Outcome:
    if status == HTTPStatus.GONE:
        return Outcome.GONE
    if httpx.codes.is_success(status):
        return Outcome.DELIVERED
    return Outcome.REDIRECTED if httpx.codes.is_redirect(status) else Outcome.REJECTED


@asynccontextmanager
async def pinning_client(verify: ssl.SSLContext | None = None) -> AsyncIterator[httpx.AsyncClient]:
    """A client that keeps no connection: two names at one address must not share one.

    Proxies of the environment would look names up again, so there are none.
    """
    async with httpx.AsyncClient(
        verify=verify or ssl.create_default_context(),
        trust_env=False,
        limits=httpx.Limits(max_connections=None, max_keepalive_connections=0),
        timeout=SECONDS,
    ) as client:
        yield client
