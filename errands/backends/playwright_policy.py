"""Which addresses a context may reach."""

import re
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from time import monotonic
from typing import Final, TypeAlias
from urllib.parse import urlsplit

from playwright.async_api import (
    BrowserContext,
    CDPSession,
    Error,
    Page,
    Request,
    Response,
    Route,
    WebSocketRoute,
)
from pydantic import BaseModel

from errands.backends.host_lookup import resolve_host
from errands.backends.playwright_tasks import Background
from errands.contracts.address import Address, leads_inside, parse_address
from errands.contracts.session import HostPolicy

_COMMIT_MS: Final = 2000.0
_CHECKED_SECONDS: Final = 3.0
_CACHE_SECONDS: Final = 30.0
_INTERNAL: Final = re.compile(r"^(about:(blank|srcdoc)|chrome-error:|$)")
_DOCUMENT: Final = "Document"
_SOCKETS: Final = frozenset({"ws", "wss"})
_POLICY_VIOLATION: Final = 1008
"""RFC 6455, section 7.4.1."""
_READS: Final = frozenset({"GET", "HEAD"})
_PAGE_LESS: Final = frozenset({"data", "blob", "about"})


IsPrivate: TypeAlias = Callable[[str], Awaitable[bool]]
"""Whether a host name leads to an address that isn't public."""


class _PausedRequest(BaseModel):
    url: str
    method: str = "GET"


class _Paused(BaseModel):
    """CDP's Fetch.requestPaused, as far as it matters here."""

    requestId: str  # noqa: N815 CDP's name
    frameId: str  # noqa: N815 CDP's name
    resourceType: str  # noqa: N815 CDP's name
    request: _PausedRequest


class HostGate:
    """Refuses addresses before a request leaves, redirects of documents included.

    Requests go through the DevTools protocol, since Playwright's routes don't see redirects:
    documents always, everything else only where private addresses are closed. Playwright's routes
    are there for what belongs to no page yet: the first request of a pop-up.

    Chromium looks a name up again by itself, so a name may lead elsewhere by then. Who has
    answered is asked once more where private addresses are closed, and such a page is left; the
    request itself is out by then (docs/adr/0011).
    """

    def __init__(self, hosts: HostPolicy, is_private: IsPrivate) -> None:
        self._hosts = hosts
        self._is_private = is_private
        self._private: dict[str, tuple[float, bool]] = {}
        self._background = Background()
        self._checks = Background()
        self._left = 0
        self._only_reads = False
        self.refused: list[str] = []

    async def guard_context(self, context: BrowserContext) -> None:
        await context.route("**/*", self._route)
        if not self._hosts.allow_local:
            await context.route_web_socket("**/*", self._route_socket)
            context.on("response", lambda found: self._checks.start(self._check(found)))

    @contextmanager
    def only_reads(self) -> Iterator[None]:
        """Meanwhile nothing is sent by any page: what is put back mustn't act a second time."""
        self._only_reads = True
        try:
            yield
        finally:
            self._only_reads = False

    async def guard_page(self, page: Page) -> None:
        """From here on the page's documents are checked, hop by hop."""
        cdp = await page.context.new_cdp_session(page)
        tree = await cdp.send("Page.getFrameTree")
        main = str(tree["frameTree"]["frame"]["id"])

        def paused(raw: object) -> None:
            event = _Paused.model_validate(raw)
            is_main = event.frameId == main and event.resourceType == _DOCUMENT
            self._background.start(self._decide(cdp, event, is_main=is_main))

        cdp.on("Fetch.requestPaused", paused)
        every = [{"urlPattern": "*"}]
        documents = [{"resourceType": _DOCUMENT}]
        patterns = documents if self._hosts.allow_local else every
        await cdp.send("Fetch.enable", {"patterns": patterns})

    async def admits_page(self, url: str) -> bool:
        """Whether a tab may show this address."""
        if _INTERNAL.match(url):
            return True
        address = parse_address(url)
        return (
            address is not None
            and address.is_page
            and address.is_listed(self._hosts.allowed)
            and not await self._closed(address)
        )

    def refuse(self, url: str) -> str:
        """Notes a refused navigation; returns the host for the effect."""
        name = host_of(url)
        self.refused.append(name)
        return name

    async def answered(self) -> int:
        """How many pages were left for who answered, once that is known of all that came so far."""
        await self._checks.done(within=_CHECKED_SECONDS)
        return self._left

    async def _closed(self, address: Address) -> bool:
        return not self._hosts.allow_local and await self._resolves_private(address.host)

    async def _resolves_private(self, host: str) -> bool:
        known = self._private.get(host)
        if known and monotonic() - known[0] < _CACHE_SECONDS:
            return known[1]
        private = await self._is_private(host)
        self._private[host] = (monotonic(), private)
        return private

    async def _route(self, route: Route) -> None:
        request = route.request
        if self._only_reads and request.method not in _READS:
            # Of a document too: this way the one that is shown stays.
            await route.abort("aborted")
        elif _is_page(request) and not await self.admits_page(request.url):
            self.refuse(request.url)
            await route.abort("aborted")
        elif await self._admits(request.url, request.method, request.is_navigation_request()):
            await route.continue_()
        else:
            await route.abort("blockedbyclient")

    async def _route_socket(self, socket_route: WebSocketRoute) -> None:
        address = parse_address(socket_route.url)
        is_socket = address is not None and address.scheme in _SOCKETS
        if address is not None and is_socket and not await self._closed(address):
            socket_route.connect_to_server()
        else:
            await socket_route.close(code=_POLICY_VIOLATION)

    async def _admits(self, url: str, method: str, is_document: bool) -> bool:  # noqa: FBT001 as CDP tells it
        """Parts of a page come from anywhere public; a form is sent to listed hosts only."""
        if url.partition(":")[0] in _PAGE_LESS:
            return True
        address = parse_address(url)
        if address is None or address.scheme in _SOCKETS:
            return False
        if is_document and method not in _READS and not address.is_listed(self._hosts.allowed):
            self.refuse(url)
            return False
        return not await self._closed(address)

    async def _decide(self, cdp: CDPSession, event: _Paused, *, is_main: bool) -> None:
        url = event.request.url
        is_document = event.resourceType == _DOCUMENT
        admitted = await (
            self.admits_page(url)
            if is_main
            else self._admits(url, event.request.method, is_document)
        )
        request = {"requestId": event.requestId}
        if admitted:
            await cdp.send("Fetch.continueRequest", request)
            return
        if is_main:
            self.refuse(url)
        await cdp.send("Fetch.failRequest", {**request, "errorReason": "Aborted"})

    async def _check(self, response: Response) -> None:
        """Leaves a page that was answered from inside, though its name led outside before."""
        server = await response.server_addr()
        number = server["ipAddress"].strip("[]") if server else ""
        if not number or not await self._resolves_private(number):
            return
        self.refuse(response.url)
        self._left += 1
        if response.request.is_navigation_request():
            # One that is left before it is there comes back, and can't be closed then.
            with suppress(Error):
                frame, url = response.frame, response.url
                await frame.wait_for_url(url, wait_until="commit", timeout=_COMMIT_MS)
        await response.frame.page.goto("about:blank")


def host_of(url: str) -> str:
    """The host with its port, or the scheme of an address without one."""
    parts = urlsplit(url)
    return parts.netloc.rpartition("@")[2] or f"{parts.scheme}:"


def _is_page(request: Request) -> bool:
    if not request.is_navigation_request():
        return False
    try:
        return request.frame.parent_frame is None
    except Error:
        return True  # a pop-up's first document: its page isn't announced yet


async def resolves_private(host: str) -> bool:
    """`IsPrivate`, by the computer's own resolver."""
    return await leads_inside(host, resolve_host)
