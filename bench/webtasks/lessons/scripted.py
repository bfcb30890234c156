"""A task's script in a model's place: it says its next line when the loop asks for one."""

import asyncio
from dataclasses import dataclass, field
from typing import Final

from pydantic import SecretStr

from bench.webtasks.lessons.watched import WatchedBrowser, WatchedBrowsers
from bench.webtasks.script import GaveUpError, Script, Solution
from bench.webtasks.served.onlooker import as_offered
from bench.webtasks.server import Course
from errands.contracts.action import PageAction, to_line
from errands.contracts.observation import Observation
from errands.contracts.ports import Decision, Request
from errands.contracts.step import Effect
from learning.sayable import decision

_END: Final = ""
"""In a line's place: the script says nothing more."""


@dataclass(slots=True)
class TaskScript:
    """Implements `Model`, and for the script what acts and sees: each waits for the other.

    A line that has not been acted on is said again: it waits for a yes.
    """

    course: Course
    solution: Solution
    browsers: WatchedBrowsers
    _script: asyncio.Task[None] | None = None
    _line: str = _END
    _acts: int = 0
    """How many there were when the line was said."""
    _lines: asyncio.Queue[str] = field(default_factory=asyncio.Queue)
    _effects: asyncio.Queue[Effect] = field(default_factory=asyncio.Queue)

    async def decide(self, request: Request) -> Decision:
        """Raises `UnsayableError` where the grammar doesn't offer the line, else `GaveUpError`."""
        if self._script is None:
            self._line = await self._begun()
        elif self._browser.acts != self._acts and self._browser.effect is not None:
            self._effects.put_nowait(self._browser.effect)
            self._line = await self._lines.get()
        self._acts = self._browser.acts
        if self._line == _END:
            raise GaveUpError("the script says nothing more")
        return decision(request, self._line)

    async def observe(self) -> Observation:
        return self._page

    async def perform(self, action: PageAction, _text: SecretStr | None = None) -> Effect:
        self._lines.put_nowait(to_line(as_offered(action, self._page)))
        return await self._effects.get()

    async def close(self) -> None:
        if self._script is not None:
            self._script.cancel()
            await asyncio.wait([self._script])

    async def _begun(self) -> str:
        work = self.solution(Script(self.course.instruction, self, self._page))
        self._script = asyncio.ensure_future(work)
        self._script.add_done_callback(lambda _: self._lines.put_nowait(_END))
        return await self._lines.get()

    @property
    def _browser(self) -> WatchedBrowser:
        if self.browsers.opened is None:
            raise GaveUpError("no browser is open")
        return self.browsers.opened

    @property
    def _page(self) -> Observation:
        if self._browser.page is None:
            raise GaveUpError("nothing has been seen")
        return self._browser.page
