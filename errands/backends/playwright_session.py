"""One person's pages in Chromium: a Playwright context."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from time import monotonic
from typing import Final, TypeVar, assert_never

from playwright.async_api import BrowserContext, Error, Page
from pydantic import SecretStr

from errands.backends import playwright_actions as verbs
from errands.backends.playwright_bounds import Bounds
from errands.backends.playwright_contents import Contents
from errands.backends.playwright_errors import means_gone, means_replaced, reason
from errands.backends.playwright_files import Trunk
from errands.backends.playwright_hand import Hand, failed, ok
from errands.backends.playwright_masks import Masks
from errands.backends.playwright_nodes import Roller, Target
from errands.backends.playwright_policy import HostGate, host_of
from errands.backends.playwright_reader import Reading, read
from errands.backends.playwright_screen import PlaywrightScreen
from errands.backends.playwright_scrolling import Scroll
from errands.backends.playwright_settle import read_settled, settle, stirs
from errands.backends.playwright_tabs import Tabs
from errands.contracts.action import (
    Back,
    Check,
    Click,
    Fill,
    Goto,
    Key,
    PageAction,
    Press,
    Select,
    Tab,
    Upload,
    target_of,
)
from errands.contracts.browser_state import BrowserState
from errands.contracts.errors import BrowserGoneError, PageStuckError
from errands.contracts.ids import ElementId
from errands.contracts.observation import Observation
from errands.contracts.step import Effect, EffectKind

T = TypeVar("T")

_HANGS: Final = 25.0
_CLOSE: Final = 5.0
_STARTS: Final = 60.0
_REACTS: Final = 0.4
_READ_TRIES: Final = 4
_STALE: Final = Effect(kind=EffectKind.STALE)


@dataclass(frozen=True, slots=True)
class _View:
    """What an action is compared against."""

    page: Page
    url: str
    reading: Reading

    def same_document(self, other: "_View") -> bool:
        return self.page == other.page and self.reading.token == other.reading.token


class PlaywrightBrowser:
    """Implements `ports.Browser`. Playwright's errors end here."""

    def __init__(
        self,
        context: BrowserContext,
        gate: HostGate,
        patience: float,
        trunk: Trunk,
        bounds: Bounds,
    ) -> None:
        self._context = context
        self._patience = patience
        self._gate = gate
        self._trunk = trunk
        self._tabs = Tabs(context, gate, trunk, bounds)
        self._contents = Contents(context, gate, self._tabs)
        self._masks = Masks()
        self._screen = PlaywrightScreen(self._tabs, self._masks, gate, lambda: self._targets)
        self._seen: Observation | None = None
        self._targets: tuple[Target, ...] = ()
        self._rollers: dict[int, Roller] = {}
        self._filled: Target | None = None

    async def start(self, url: str) -> None:
        """The first tab, at `url`. Raises `HostBlockedError`, `UnreachableError`."""
        await self._alive(self._contents.start(url), within=_STARTS)

    async def restore(self, state: BrowserState) -> None:
        """The tabs of another browser. Raises as `start` does, for the current one."""
        await self._alive(self._contents.restore(state), within=_STARTS)

    async def observe(self) -> Observation:
        return await self._alive(self._observe())

    async def perform(self, action: PageAction, text: SecretStr | None = None) -> Effect:
        return await self._alive(self._perform(action, text))

    async def scroll(self, section: int, *, back: bool = False) -> Effect:
        return await self._alive(self._scroll(section, back=back))

    async def reveal(self, element: ElementId) -> None:
        await self._alive(self._reveal(element))

    async def screenshot(self) -> bytes:
        return await self._alive(self._screenshot())

    async def state(self) -> BrowserState:
        return await self._alive(self._contents.state())

    @property
    def screen(self) -> PlaywrightScreen:
        return self._screen

    async def close(self) -> None:
        self._tabs.gone.set()
        self._trunk.drop()
        try:
            async with asyncio.timeout(_CLOSE):
                await self._context.close()
        except (Error, TimeoutError):
            return  # it is as closed as it can get: Chromium has died or hangs

    async def _alive(self, work: Coroutine[object, object, T], within: float = _HANGS) -> T:
        """Awaits `work` for as long as there is a browser to do it."""
        task = asyncio.ensure_future(work)
        gone = asyncio.ensure_future(self._tabs.gone.wait())
        try:
            await asyncio.wait({task, gone}, timeout=within, return_when=asyncio.FIRST_COMPLETED)
            if not task.done():
                raise self._lost()
            return task.result()
        except Error as error:
            raise self._lost(error) from error
        finally:
            gone.cancel()
            if not task.done():
                await _drop(task)

    def _lost(self, error: Error | None = None) -> BrowserGoneError:
        """What is wrong where nothing came of a call: Chromium, or no more than a page of it."""
        if self._tabs.crashed or (error is None and not self._tabs.gone.is_set()):
            return self._stuck()
        return BrowserGoneError(reason(error) if error else "The browser has gone.")

    def _stuck(self) -> PageStuckError:
        url = self._tabs.current.url if self._tabs.count else ""
        seen = self._seen.host if self._seen else "this site"
        return PageStuckError(host_of(url) if url.startswith("http") else seen)

    async def _screenshot(self) -> bytes:
        page = self._tabs.current
        return await page.screenshot(type="png", mask=await self._masks.over(page))

    async def _observe(self) -> Observation:
        view = await self._look()
        before = self._seen
        url = view.url
        found = Observation(
            revision=before.revision if before else 1,
            url=url,
            host=host_of(url),
            title=view.reading.title,
            tab=self._tabs.number,
            tabs=self._tabs.count,
            sections=view.reading.sections,
            files=await self._trunk.names(),
        )
        if before is not None and found != before:
            found = found.model_copy(update={"revision": before.revision + 1})
        self._seen, self._targets = found, view.reading.targets
        self._rollers = view.reading.rollers
        return found

    async def _look(self, since: float = 0.0) -> _View:
        """Reads the current tab once it is quiet, again where it is replaced meanwhile."""
        for _ in range(_READ_TRIES):
            page, left = self._tabs.current, await self._gate.answered()
            try:
                reading = await read_settled(page, self._tabs.activity, since=since)
                stays = await self._gate.answered() == left
                if page == self._tabs.current and stays:
                    return _View(page, page.url, reading)
            except Error as error:
                if not means_replaced(error) and page == self._tabs.current:
                    raise
        raise self._stuck()

    async def _perform(self, action: PageAction, text: SecretStr | None) -> Effect:
        self._tabs.incidents.clear()
        self._tabs.unanswered.clear()
        self._gate.refused.clear()
        before = await self._look_now()
        try:
            done = await self._act(action, text)
        except Error as error:
            # A tab that closed itself did what it was told.
            done = ok() if before.page.is_closed() else failed(reason(error))
        if done.kind in (EffectKind.STALE, EffectKind.BLOCKED_HOST, EffectKind.NO_MATCH):
            return done
        return await self._outcome(action, before, done)

    async def _scroll(self, section: int, *, back: bool) -> Effect:
        self._tabs.incidents.clear()
        sections = self._seen.sections if self._seen else ()
        goes = section < len(sections) and sections[section].goes(back=back)
        roller = self._rollers.get(section) if goes else None
        if roller is None or roller.frame.page != self._tabs.current:
            return _STALE
        before = await self._look_now()
        scroll = Scroll(before.page, self._tabs.activity, self._read_anew)
        try:
            return await scroll.on(roller, before.reading, back=back)
        except Error as error:
            if means_gone(error) and self._tabs.gone.is_set():
                raise
            return _STALE

    async def _reveal(self, element: ElementId) -> None:
        target = self._targets[element - 1] if 0 < element <= len(self._targets) else None
        if target is not None and await target.reveal():
            await settle(self._tabs.current, self._tabs.activity, since=monotonic())

    async def _read_anew(self) -> Reading:
        return (await self._look(since=monotonic())).reading

    async def _look_now(self) -> _View:
        page = self._tabs.current
        try:
            return _View(page, page.url, await read(page))
        except Error as error:
            if not means_replaced(error):
                raise
        return await self._look()

    async def _act(self, action: PageAction, text: SecretStr | None) -> Effect:
        match action:
            case Goto(url=url):
                return await self._goto(url)
            case Back():
                return await verbs.back(self._tabs.current)
            case Tab(number=number):
                return await self._tab(number)
            case Upload(element=element, file=name):
                hand = await self._hand(element)
                return _STALE if hand is None else await self._trunk.attach(hand.node, name)
            case Press(key=key, element=None):
                return await self._press(key)
            case Click() | Fill() | Select() | Check() | Press():
                hand = await self._hand(target_of(action))
                return _STALE if hand is None else await self._use(hand, action, text)
            case _:
                assert_never(action)

    async def _goto(self, url: str) -> Effect:
        if not await self._gate.admits_page(url):
            return Effect(kind=EffectKind.BLOCKED_HOST, detail=host_of(url))
        return await verbs.goto(self._tabs.current, url)

    async def _press(self, key: Key) -> Effect:
        hand = await self._hand_of_focus()
        if hand is not None:
            return await hand.press(key)
        await self._tabs.current.keyboard.press(key.value)
        return ok()

    async def _use(
        self, hand: Hand, action: Click | Fill | Select | Check | Press, text: SecretStr | None
    ) -> Effect:
        if isinstance(action, Fill):
            self._filled = hand.target
            self._masks.note(hand.target.element, text)
        return await verbs.use(hand, action, "" if text is None else text.get_secret_value())

    async def _hand(self, element: ElementId | None) -> Hand | None:
        """`None` where the control isn't what the last observation said."""
        if element is None or not 0 < element <= len(self._targets):
            return None
        return await self._grasp(self._targets[element - 1])

    async def _hand_of_focus(self) -> Hand | None:
        """The field filled last: committing it took its focus, and Enter is meant for it."""
        if self._filled is None or self._filled.frame.page != self._tabs.current:
            return None
        held = await self._tabs.current.evaluate("document.activeElement !== document.body")
        return None if held else await self._grasp(self._filled)

    async def _grasp(self, target: Target) -> Hand | None:
        try:
            node = await target.handle() if await target.stands() else None
        except Error as error:
            if means_gone(error) and self._tabs.gone.is_set():
                raise
            return None
        if node is None:
            return None
        tabs = self._tabs
        return Hand(tabs.current, tabs.activity, target, node, self._patience)

    async def _tab(self, number: int | None) -> Effect:
        if number is None:
            return ok() if await self._tabs.close_current() else failed("the only tab")
        return ok() if await self._tabs.switch(number) else failed("no such tab")

    async def _outcome(self, action: PageAction, before: _View, done: Effect) -> Effect:
        """What came of an action, told by comparing the page before and after it."""
        after = await self._look(since=monotonic())
        given = isinstance(action, Fill | Select | Check | Upload)
        idle = not given and done.kind is EffectKind.OK and not _changed(before, after)
        if idle and await stirs(after.page, self._tabs.activity, within=_REACTS):
            after = await self._look(since=monotonic())
        if self._gate.refused:
            return Effect(kind=EffectKind.BLOCKED_HOST, detail=self._gate.refused[-1])
        if (silent := self._tabs.unanswered.host(after.page)) is not None:
            return Effect(kind=EffectKind.MAYBE, detail=f"{silent} doesn't answer")
        self._tabs.incidents.downloads += await self._trunk.kept()
        incident = self._tabs.incidents.effect()
        if incident is not None or done.kind is not EffectKind.OK:
            return incident or done
        if not before.same_document(after) or _moved(before, after):
            return Effect(kind=EffectKind.PAGE_CHANGED, detail=done.detail)
        if given or _changed(before, after):
            return done
        return Effect(kind=EffectKind.NO_CHANGE)


def _changed(before: _View, after: _View) -> bool:
    return (
        not before.same_document(after)
        or before.reading.sections != after.reading.sections
        or _moved(before, after)
    )


def _moved(before: _View, after: _View) -> bool:
    """Another address; a jump within the page (#part) isn't one."""
    if before.url.partition("#")[0] != after.url.partition("#")[0]:
        return True
    return before.url != after.url and before.reading.sections != after.reading.sections


async def _drop(task: asyncio.Task[T]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
