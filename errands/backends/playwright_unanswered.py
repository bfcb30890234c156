"""Documents that are asked for and never come."""

import asyncio
from typing import Final

from playwright.async_api import BrowserContext, Request

from errands.backends.playwright_policy import host_of
from errands.backends.playwright_tasks import Background

_READS: Final = frozenset({"GET", "HEAD"})


class Unanswered:
    """Gives them up: until then their page tells nothing, and would count as stuck.

    What a form has sent isn't given up: nobody knows what came of it. `hosts` kept silent.
    """

    def __init__(self, context: BrowserContext, answer_seconds: float) -> None:
        self._answer_seconds = answer_seconds
        self._due: dict[Request, asyncio.TimerHandle] = {}
        self._background = Background()
        self.hosts: list[str] = []
        context.on("request", self._asked)
        context.on("response", lambda response: self._over(response.request))
        context.on("requestfailed", self._over)
        context.on("close", lambda _: self._drop())

    def _asked(self, request: Request) -> None:
        if request.is_navigation_request() and request.method in _READS:
            loop = asyncio.get_running_loop()
            self._due[request] = loop.call_later(self._answer_seconds, self._give_up, request)

    def _over(self, request: Request) -> None:
        due = self._due.pop(request, None)
        if due is not None:
            due.cancel()

    def _drop(self) -> None:
        for request in tuple(self._due):
            self._over(request)

    def _give_up(self, request: Request) -> None:
        self._over(request)
        self._background.start(self._stop(request))

    async def _stop(self, request: Request) -> None:
        frame = request.frame
        if frame.parent_frame is not None:
            return
        self.hosts.append(host_of(request.url))
        session = await frame.page.context.new_cdp_session(frame.page)
        await session.send("Page.stopLoading")
        await session.detach()
