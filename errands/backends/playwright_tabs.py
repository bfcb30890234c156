"""The tabs of one context, and what happened in them beside the page itself."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from playwright.async_api import BrowserContext, Dialog, Download, Error, Frame, Page

from errands.backends.playwright_bounds import Bounds
from errands.backends.playwright_errors import means_unanswerable
from errands.backends.playwright_files import Trunk
from errands.backends.playwright_policy import HostGate
from errands.backends.playwright_settle import Activity
from errands.backends.playwright_tasks import Background
from errands.backends.playwright_unanswered import Unanswered
from errands.contracts.errors import BrowserGoneError
from errands.contracts.step import Effect, EffectKind

_MOST_DIALOGS: Final = 5
_MOST_WORDS: Final = 300
"""Characters of a dialog that are told."""


@dataclass(slots=True)
class Incidents:
    """What an action set off that no page shows."""

    dialogs: list[str] = field(default_factory=list)
    downloads: list[str] = field(default_factory=list)

    def asked(self, words: str) -> None:
        """A page may ask for ever, and at any length."""
        if len(self.dialogs) < _MOST_DIALOGS:
            self.dialogs.append(words[:_MOST_WORDS])

    def clear(self) -> None:
        self.dialogs.clear()
        self.downloads.clear()

    def effect(self) -> Effect | None:
        if self.dialogs:
            return Effect(kind=EffectKind.DIALOG, detail=" ".join(self.dialogs))
        if self.downloads:
            return Effect(kind=EffectKind.DOWNLOAD, detail=self.downloads[0])
        return None


class Tabs:
    """The newest tab is the current one until another is chosen.

    What pages open beyond their bound is closed at once.
    """

    def __init__(
        self, context: BrowserContext, gate: HostGate, trunk: Trunk, bounds: Bounds
    ) -> None:
        self._context = context
        self._gate = gate
        self._trunk = trunk
        self._most = bounds.tabs
        self._pages: list[Page] = []
        self._guards: dict[Page, asyncio.Task[None]] = {}
        self._background = Background()
        self._current: Page | None = None
        self._opening = 0
        self.activity = Activity(context)
        self.unanswered = Unanswered(context, bounds.answer_seconds)
        self.incidents = Incidents()
        self.gone = asyncio.Event()
        self.crashed = False
        context.on("page", self._opened)
        context.on("close", lambda _: self.gone.set())
        context.on("dialog", lambda dialog: self._background.start(self._answer(dialog)))

    @property
    def current(self) -> Page:
        if self._current is None:
            raise BrowserGoneError("No tab is left.")
        return self._current

    @property
    def number(self) -> int:
        return self._pages.index(self.current) + 1

    @property
    def count(self) -> int:
        return len(self._pages)

    @property
    def all(self) -> tuple[Page, ...]:
        return tuple(self._pages)

    async def open(self) -> Page:
        """A tab of our own, which is guarded before it goes anywhere."""
        self._opening += 1
        try:
            page = await self._context.new_page()
        finally:
            self._opening -= 1
        await self._guards[page]
        return page

    async def switch(self, number: int) -> bool:
        if not 0 < number <= self.count:
            return False
        await self.choose(self._pages[number - 1])
        return True

    async def choose(self, page: Page) -> None:
        self._current = page
        await page.bring_to_front()

    async def close_current(self) -> bool:
        if self.count == 1:
            return False
        await self.current.close()
        return True

    async def keep(self, pages: Sequence[Page]) -> None:
        """Closes all others."""
        for page in self.all:
            if page not in pages:
                await page.close()

    def _opened(self, page: Page) -> None:
        if self.count >= self._most and not self._opening:
            self._background.start(page.close())
            return
        self._pages.append(page)
        self._current = page
        page.on("close", self._closed)
        page.on("crash", lambda _: self._crash())
        page.on("download", self._downloaded)
        page.on("framenavigated", self._navigated)
        self._guards[page] = asyncio.ensure_future(self._gate.guard_page(page))
        self._background.start(self._guarded(page))
        self._background.start(self._leave_refused(page.main_frame))

    async def _guarded(self, page: Page) -> None:
        await asyncio.shield(self._guards[page])

    def _closed(self, page: Page) -> None:
        self._pages.remove(page)
        self._guards.pop(page, None)
        if page == self._current:
            self._current = self._pages[-1] if self._pages else None

    def _crash(self) -> None:
        """Any tab's death is the context's."""
        self.crashed = True
        self.gone.set()

    def _downloaded(self, download: Download) -> None:
        self.activity.downloaded(download.page)
        self._trunk.take(download)

    def _navigated(self, frame: Frame) -> None:
        if frame.parent_frame is None:
            self.activity.navigated(frame.page)
            self._background.start(self._leave_refused(frame))

    async def _leave_refused(self, frame: Frame) -> None:
        # The gate stops requests; what still gets here asked for none (blob:) or came from
        # a pop-up's first document, which may be quicker than the gate.
        url = frame.url
        if await self._gate.admits_page(url):
            return
        self._gate.refuse(url)
        if self.count > 1:
            await frame.page.close()
        else:
            await frame.page.goto("about:blank")

    async def _answer(self, dialog: Dialog) -> None:
        self.incidents.asked(dialog.message or dialog.type)
        try:
            await (dialog.accept() if dialog.type == "alert" else dialog.dismiss())
        except Error as error:
            if means_unanswerable(error):
                # It opened while its page was being left, which now waits for it for ever.
                self._crash()
            raise
