"""A browser without Chromium: a few pages described by data, acted on by the same verbs."""

import json
from dataclasses import dataclass, field
from typing import assert_never
from urllib.parse import urljoin, urlsplit

from pydantic import SecretStr, TypeAdapter

from errands.backends.memory_filling import check, failed, fill, ok, select
from errands.backends.memory_moving import shown_again, tab_state
from errands.backends.memory_page import Shown
from errands.backends.memory_screen import MemoryScreen
from errands.backends.memory_site import Page, Part, Site
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
from errands.contracts.browser_state import MOST_TABS, BrowserState, TabState
from errands.contracts.errors import (
    BrowserGoneError,
    FileRefusedError,
    HostBlockedError,
    NotFoundError,
    UnreachableError,
)
from errands.contracts.ids import ElementId
from errands.contracts.observation import Observation, Role
from errands.contracts.ports import Files
from errands.contracts.session import HostPolicy
from errands.contracts.step import Effect, EffectKind

_NOWHERE = Page(title="Not found", groups=())
_STALE = Effect(kind=EffectKind.STALE)


@dataclass(slots=True)
class _Tab:
    """The page on top is seen; those before are what `back` returns to."""

    history: list[Shown] = field(default_factory=list)


class MemoryBrowser:
    """Implements `ports.Browser`."""

    def __init__(
        self,
        site: Site,
        hosts: HostPolicy,
        files: Files | None = None,
        most_tabs: int = MOST_TABS,
    ) -> None:
        self._site = site
        self._most_tabs = most_tabs
        self._hosts = hosts
        self._files = files
        self._tabs = [_Tab()]
        self._at = 0
        self._answers: dict[str, str] = {}
        self._seen: Observation | None = None
        self._dead = False
        self._screen = MemoryScreen(self)

    def start(self, url: str) -> None:
        if not self._admits(url):
            raise HostBlockedError(urlsplit(url).netloc)
        if urlsplit(url).netloc not in {urlsplit(known).netloc for known in self._site}:
            raise UnreachableError(urlsplit(url).netloc)
        self._go(url)

    def begin(self, start_url: str, state: BrowserState | None) -> None:
        """At `start_url`, or where another browser left off."""
        if state is None:
            self.start(start_url)
        else:
            self._restore(state)

    def _restore(self, state: BrowserState) -> None:
        self._answers = TypeAdapter(dict[str, str]).validate_json(state.storage)
        self.start(state.url)
        current = state.tabs[state.current - 1]
        kept = [tab for tab in state.tabs if tab is current or self._admits(tab.url)]
        self._tabs = [_Tab([self._again(tab)]) for tab in kept]
        self._at = kept.index(current)

    def _again(self, kept: TabState) -> Shown:
        page = self._site.get(kept.url.partition("?")[0], _NOWHERE)
        return shown_again(kept, page, dict(self._answers))

    def die(self) -> None:
        """From here on every method raises, as if Chromium had been killed."""
        self._dead = True

    async def observe(self) -> Observation:
        self._need_life()
        names = await self._files.names() if self._files else ()
        found = self._look().model_copy(update={"files": names})
        before = self._seen
        if before is not None:
            found = found.model_copy(update={"revision": before.revision})
            if found != before:
                found = found.model_copy(update={"revision": before.revision + 1})
        self._seen = found
        return found

    async def perform(self, action: PageAction, text: SecretStr | None = None) -> Effect:
        self._need_life()
        before, page = self._look(), self._shown
        done = await self._act(action, "" if text is None else text.get_secret_value())
        if done.kind is not EffectKind.OK:
            return done
        if self._shown is not page or isinstance(action, Goto):
            return Effect(kind=EffectKind.PAGE_CHANGED, detail=done.detail)
        if isinstance(action, Fill | Select | Check | Upload) or self._look() != before:
            return done
        return Effect(kind=EffectKind.NO_CHANGE)

    async def scroll(self, section: int, *, back: bool = False) -> Effect:
        self._need_life()
        return self._shown.scroll(section, back=back)

    async def reveal(self, element: ElementId) -> None:
        """All is in view here."""

    async def screenshot(self) -> bytes:
        self._need_life()
        return b"\x89PNG\r\n\x1a\n"

    async def state(self) -> BrowserState:
        self._need_life()
        tabs = tuple(tab_state(tab.history[-1]) for tab in self._tabs)
        return BrowserState(tabs=tabs, current=self._at + 1, storage=json.dumps(self._answers))

    @property
    def screen(self) -> MemoryScreen:
        return self._screen

    @property
    def address(self) -> str:
        self._need_life()
        return self._shown.url

    def go_back(self) -> None:
        history = self._tabs[self._at].history
        if len(history) > 1:
            history.pop()

    async def close(self) -> None:
        self._dead = True

    @property
    def _shown(self) -> Shown:
        return self._tabs[self._at].history[-1]

    def _need_life(self) -> None:
        if self._dead:
            raise BrowserGoneError

    def _admits(self, url: str) -> bool:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and parts.netloc in self._hosts.allowed

    def _go(self, url: str) -> None:
        page = self._site.get(url.partition("?")[0], _NOWHERE)
        self._tabs[self._at].history.append(Shown(url, page, dict(self._answers)))

    def _look(self) -> Observation:
        shown = self._shown
        return Observation(
            revision=1,
            url=shown.url,
            host=urlsplit(shown.url).netloc,
            title=shown.page.title,
            tab=self._at + 1,
            tabs=len(self._tabs),
            sections=shown.sections(),
        )

    def _part(self, number: ElementId) -> Part | None:
        """The part behind an element of the last observation, if it still stands."""
        seen = self._seen
        wanted = seen.element(number) if seen is not None else None
        if wanted is None or seen is None or seen.url != self._shown.url:
            return None
        return self._shown.behind(wanted)

    async def _act(self, action: PageAction, text: str) -> Effect:
        match action:
            case Goto(url=url):
                return self._visit(url)
            case Back():
                self.go_back()
                return ok()
            case Tab(number=number):
                return self._close_tab() if number is None else self._turn_to(number)
            case Press(element=None):
                return ok()
            case Click() | Fill() | Select() | Check() | Press() | Upload():
                number = target_of(action)
                part = None if number is None else self._part(number)
                if part is not None and part.disabled:
                    return failed("disabled")
                return _STALE if part is None else await self._touch(part, action, text)
            case _:
                assert_never(action)

    async def _touch(
        self, part: Part, action: Click | Fill | Select | Check | Press | Upload, text: str
    ) -> Effect:
        match action:
            case Click():
                return await self._click(part)
            case Fill():
                return fill(self._shown, part, text)
            case Select(option=option):
                return select(self._shown, part, option)
            case Check(on=on):
                return check(self._shown, part, on=on)
            case Press(key=key):
                button = self._shown.button_beside(part) if key is Key.ENTER else None
                return await self._click(button) if button else ok()
            case Upload(file=name):
                return await self._attach(part, name)
            case _:
                assert_never(action)

    async def _attach(self, part: Part, name: str) -> Effect:
        if self._files is None:
            return failed("no file store")
        try:
            await self._files.get(name)
        except NotFoundError:
            return failed(f"no file {name}")
        self._shown.put(part, name)
        return ok(name)

    async def _click(self, part: Part) -> Effect:
        shown = self._shown
        if part.asks:
            return Effect(kind=EffectKind.DIALOG, detail=part.asks)
        if part.downloads:
            return Effect(kind=EffectKind.DOWNLOAD, detail=await self._keep(part))
        if part.removes:
            shown.removed |= {part.removes}
        if part.opens:
            shown.opened ^= {part.name}
        self._choose(part)
        if part.submits and not shown.complete():
            return ok()
        if part.submits:
            self._answers |= shown.said()
        return self._visit(urljoin(shown.url, part.to), part) if part.to else ok()

    def _choose(self, part: Part) -> None:
        """A tab that is switched to, a suggestion that is taken, a box that is ticked."""
        if part.role is Role.OPTION:
            self._shown.values[part.under] = part.name
            self._shown.suggesting = ""
        elif part.checked is not None:
            on = part.role is not Role.CHECKBOX or not self._shown.checked(part)
            self._shown.switch(part, on=on)

    async def _keep(self, part: Part) -> str:
        if self._files is None:
            return part.downloads
        try:
            return await self._files.put(part.downloads, part.content)
        except FileRefusedError as error:
            return f"{part.downloads} failed: {error}"

    def _visit(self, url: str, by: Part | None = None) -> Effect:
        if not self._admits(url):
            detail = urlsplit(url).netloc or f"{urlsplit(url).scheme}:"
            return Effect(kind=EffectKind.BLOCKED_HOST, detail=detail)
        if by is not None and by.new_tab:
            if len(self._tabs) >= self._most_tabs:
                return ok()  # closed as soon as it is there
            self._tabs.append(_Tab())
            self._at = len(self._tabs) - 1
        self._go(url)
        return ok()

    def _turn_to(self, number: int) -> Effect:
        if not 0 < number <= len(self._tabs):
            return failed("no such tab")
        self._at = number - 1
        return ok()

    def _close_tab(self) -> Effect:
        if len(self._tabs) == 1:
            return failed("the only tab")
        del self._tabs[self._at]
        self._at = len(self._tabs) - 1
        return ok()


class MemoryBrowsers:
    """Implements `ports.Browsers` over one small site; every browser sees it fresh."""

    def __init__(self, site: Site, most_tabs: int = MOST_TABS) -> None:
        self._site = site
        self._most_tabs = most_tabs

    async def open(
        self,
        start_url: str,
        hosts: HostPolicy,
        state: BrowserState | None,
        files: Files | None = None,
    ) -> MemoryBrowser:
        browser = MemoryBrowser(self._site, hosts, files, self._most_tabs)
        browser.begin(start_url, state)
        return browser

    async def close(self) -> None:
        """Nothing is held."""
