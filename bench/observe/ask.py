"""Carries `marking` out on a page of Playwright's asynchronous kind."""

from typing import Any

from playwright.async_api import CDPSession, Page

from bench.observe.labels import Label
from bench.observe.marking import Marked, marking


class Sessions:
    """One session of the DevTools protocol for the page, one for each frame of another process."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._sessions: dict[str, CDPSession] = {}

    async def of(self, frame: str) -> CDPSession:
        if frame not in self._sessions:
            inside = [f for f in self._page.frames if f.url == frame]
            of = inside[0] if inside else self._page
            self._sessions[frame] = await self._page.context.new_cdp_session(of)
        return self._sessions[frame]

    async def send(self, frame: str, method: str, parameters: dict[str, Any]) -> Any:  # noqa: ANN401
        return await (await self.of(frame)).send(method, parameters)


async def mark(page: Page, labels: tuple[Label, ...]) -> tuple[list[Marked], Sessions]:
    sessions = Sessions(page)
    talk = marking(labels)
    answer = None
    while True:
        try:
            call = talk.send(answer)
        except StopIteration as end:
            marked: list[Marked] = end.value
            return marked, sessions
        answer = await sessions.send(*call)
