"""Documents that are asked for and never come."""

import asyncio
from typing import Final

from playwright.async_api import BrowserContext, Page, Request

from errands.backends.playwright_policy import host_of
from errands.backends.playwright_tasks import Background

_READS: Final = frozenset({"GET", "HEAD"})


class Unanswered:
    """Gives them up: until then their page tells nothing, and would count as stuck.

    What a form has sent isn't given up, nor where its answer leads: nobody knows what came of it.
    """

    def __init__(self, context: BrowserContext, answer_seconds: float) -> None:
        self._answer_seconds = answer_seconds
        self._due: dict[Request, asyncio.TimerHandle] = {}
        self._background = Background()
        self._silent: list[tuple[Page, str]] = []
        context.on("request", self._asked)
        context.on("response", lambda response: self._over(response.request))
        context.on("requestfailed", self._over)
        context.on("close", lambda _: self._drop())

    def clear(self) -> None:
        self._silent.clear()

    def host(self, page: Page) -> str | None:
        """Which host a tab was given up on since it was last cleared."""
        return next((host for one, host in reversed(self._silent) if one == page), None)

    def _asked(self, request: Request) -> None:
        if request.is_navigation_request() and _only_reads(request):
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
        self._background.start(self._stop(request))

    async def _stop(self, request: Request) -> None:
        frame = request.frame
        if frame.parent_frame is not None:
            self._over(request)
            return
        session = await frame.page.context.new_cdp_session(frame.page)
        if request in self._due:  # it may have been answered just now
            self._over(request)
            self._silent.append((frame.page, host_of(request.url)))
            await session.send("Page.stopLoading")
        await session.detach()


def _only_reads(request: Request) -> bool:
    """Whether nothing was sent on the way to a document either."""
    asked: Request | None = request
    while asked is not None:
        if asked.method not in _READS:
            return False
        asked = asked.redirected_from
    return True
