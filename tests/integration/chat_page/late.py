"""An answer that the page waits for until a test lets it go."""

import asyncio
from dataclasses import dataclass, field

from playwright.async_api import Page, Route


@dataclass
class Late:
    """One answer of `method`, to an address that ends like `pattern`; the server has done it."""

    page: Page
    method: str
    pattern: str
    _done: asyncio.Event = field(default_factory=asyncio.Event)
    _goes: asyncio.Event = field(default_factory=asyncio.Event)

    async def begin(self) -> None:
        await self.page.route(self.pattern, self._hold)

    async def done(self) -> None:
        """The server has answered."""
        await self._done.wait()

    async def go(self) -> None:
        """Until the page has heard it."""
        async with self.page.expect_event(
            "response", lambda answer: answer.request.method == self.method
        ):
            self._goes.set()
        # what the answer leads to comes in tasks of their own
        await self.page.evaluate(
            "async () => { for (let i = 0; i < 9; i++) await new Promise(requestAnimationFrame) }"
        )

    async def _hold(self, route: Route) -> None:
        if self._done.is_set() or route.request.method != self.method:
            await route.fallback()
            return
        answer = await route.fetch()
        self._done.set()
        await self._goes.wait()
        await route.fulfill(response=answer)


async def late(page: Page, method: str, pattern: str) -> Late:
    made = Late(page, method, pattern)
    await made.begin()
    return made
