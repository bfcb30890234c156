"""A browser without Chromium: a few pages described by data, acted on by the same verbs."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import chain
from typing import assert_never
from urllib.parse import urljoin, urlsplit

from pydantic import SecretStr

from errands.backends.memory_site import Group, Page, Part, Site
from errands.backends.newcomers import newcomers
from errands.backends.options import matching, nearest
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
from errands.contracts.errors import BrowserGoneError, HostBlockedError, NotFoundError
from errands.contracts.ids import ElementId
from errands.contracts.observation import (
    FILLABLE,
    WORDS,
    BrowserState,
    Element,
    Observation,
    Role,
    Section,
)
from errands.contracts.ports import Files
from errands.contracts.session import HostPolicy
from errands.contracts.step import NOTHING_MORE, Effect, EffectKind

_NOWHERE = Page(title="Not found", groups=())


_Immediate = Click | Fill | Select | Check | Press | Goto | Back | Tab


@dataclass(slots=True)
class _Shown:
    """A page as it stands in the tab: what was filled in, said and taken away."""

    url: str
    page: Page
    values: dict[str, str] = field(default_factory=dict)
    checks: dict[str, bool] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    removed: frozenset[str] = frozenset()
    scrolled: Counter[str] = field(default_factory=Counter)
    """How far each group is, by its name."""
    spent: frozenset[str] = frozenset()

    def parts(self, group: Group) -> tuple[Part, ...]:
        """What the group holds, as far as it is scrolled."""
        screens = (group.parts, *group.later)
        at = self.scrolled[group.name]
        return tuple(chain(*screens[: at + 1])) if group.keeps else screens[at]

    def above(self, group: Group) -> bool:
        return not group.keeps and self.scrolled[group.name] > 0

    def below(self, group: Group) -> bool:
        more = self.scrolled[group.name] < len(group.later)
        return more or (group.keeps and bool(group.later) and group.name not in self.spent)


class MemoryBrowser:
    """Implements `ports.Browser`."""

    def __init__(self, site: Site, hosts: HostPolicy, files: Files | None = None) -> None:
        self._site = site
        self._hosts = hosts
        self._files = files
        self._history: list[_Shown] = []
        self._answers: dict[str, str] = {}
        self._seen: Observation | None = None
        self._dead = False

    def start(self, url: str) -> None:
        if not self._admits(url):
            raise HostBlockedError(urlsplit(url).netloc)
        self._go(url)

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
        before = self._look()
        if isinstance(action, Upload):
            return await self._upload(action)
        done = self._act(action, "" if text is None else text.get_secret_value())
        if done.kind is not EffectKind.OK:
            return done
        after = self._look()
        if after.url != before.url or isinstance(action, Goto):
            return Effect(kind=EffectKind.PAGE_CHANGED, detail=done.detail)
        if isinstance(action, Fill | Select | Check) or after != before:
            return done
        return Effect(kind=EffectKind.NO_CHANGE)

    async def scroll(self, section: int, *, back: bool = False) -> Effect:
        self._need_life()
        shown, before = self._shown, self._look().sections
        known = {group.name: group for group in shown.page.groups}
        group = known.get(before[section].name) if section < len(before) else None
        if group is None or not (shown.above(group) if back else shown.below(group)):
            return Effect(kind=EffectKind.STALE)
        if not back and shown.scrolled[group.name] == len(group.later):
            shown.spent |= {group.name}
            return NOTHING_MORE
        shown.scrolled[group.name] += -1 if back else 1
        return _ok(f"{newcomers(before, self._look().sections)} more")

    async def reveal(self, element: ElementId) -> None:
        """All is in view here."""

    async def screenshot(self) -> bytes:
        self._need_life()
        return b"\x89PNG\r\n\x1a\n"

    async def state(self) -> BrowserState:
        self._need_life()
        return BrowserState(url=self._shown.url, storage="{}")

    async def close(self) -> None:
        self._dead = True

    @property
    def _shown(self) -> _Shown:
        return self._history[-1]

    def _need_life(self) -> None:
        if self._dead:
            raise BrowserGoneError

    def _admits(self, url: str) -> bool:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and parts.netloc in self._hosts.allowed

    def _go(self, url: str) -> None:
        page = self._site.get(url.partition("?")[0], _NOWHERE)
        self._history.append(_Shown(url, page))

    def _look(self) -> Observation:
        shown = self._shown
        sections = []
        count = 0
        for group in shown.page.groups:
            elements = []
            for part in self._parts(group):
                number = 0 if part.role in WORDS else (count := count + 1)
                elements.append(self._element(part, number))
            if elements:
                section = Section(
                    kind=group.kind,
                    name=group.name,
                    elements=tuple(elements),
                    above=shown.above(group),
                    below=shown.below(group),
                )
                sections.append(section)
        host = urlsplit(shown.url).netloc
        title = shown.page.title
        return Observation(
            revision=1, url=shown.url, host=host, title=title, sections=tuple(sections)
        )

    def _parts(self, group: Group) -> list[Part]:
        parts: list[Part] = []
        for part in self._shown.parts(group):
            if part.name not in self._shown.removed:
                parts.append(part)
            if part.name in self._shown.missing:
                parts.append(Part(role=Role.ALERT, name=f"Enter {part.name}"))
        return parts

    def _element(self, part: Part, number: int) -> Element:
        shown = self._shown
        value = shown.values.get(part.name, part.value)
        if part.role is Role.PASSWORD_FIELD and value:
            value = "set"
        target = urlsplit(urljoin(shown.url, part.to)).netloc
        return Element(
            id=ElementId(number),
            role=part.role,
            name=part.name.format_map(self._answers),
            value=value,
            options=part.options,
            required=part.required,
            invalid=part.name in shown.missing,
            checked=shown.checks.get(part.name, part.checked),
            submits=part.submits,
            host="" if target == urlsplit(shown.url).netloc else target,
            item=part.item,
        )

    def _part(self, number: ElementId) -> Part | None:
        """The part behind an element of the last observation, if it still stands."""
        wanted = self._seen.element(number) if self._seen else None
        if wanted is None or self._seen is None or self._seen.url != self._shown.url:
            return None
        for group in self._shown.page.groups:
            for part in self._parts(group):
                name = part.name.format_map(self._answers)
                if (part.role, name, part.item) == (wanted.role, wanted.name, wanted.item):
                    return part
        return None

    def _act(self, action: _Immediate, text: str) -> Effect:
        match action:
            case Goto(url=url):
                return self._visit(url)
            case Back():
                if len(self._history) > 1:
                    self._history.pop()
                return _ok()
            case Tab():
                return _failed("no such tab")
            case Click() | Fill() | Select() | Check() | Press():
                number = target_of(action)
                part = None if number is None else self._part(number)
                if number is not None and part is None:
                    return Effect(kind=EffectKind.STALE)
                return self._touch(part, action, text) if part else _ok()
            case _:
                assert_never(action)

    async def _upload(self, action: Upload) -> Effect:
        part = self._part(action.element)
        if part is None:
            return Effect(kind=EffectKind.STALE)
        if self._files is None:
            return _failed("no file store")
        try:
            await self._files.get(action.file)
        except NotFoundError:
            return _failed(f"no file {action.file}")
        self._shown.values[part.name] = action.file
        return _ok(action.file)

    def _touch(
        self, part: Part, action: Click | Fill | Select | Check | Press, text: str
    ) -> Effect:
        match action:
            case Click():
                return self._click(part)
            case Fill():
                return self._fill(part, text)
            case Select(option=option):
                return self._select(part, option)
            case Check(on=on):
                self._shown.checks[part.name] = on
                return _ok("on" if on else "off")
            case Press(key=key):
                return self._submit_from(part) if key is Key.ENTER else _ok()
            case _:
                assert_never(action)

    def _visit(self, url: str) -> Effect:
        if not self._admits(url):
            detail = urlsplit(url).netloc or f"{urlsplit(url).scheme}:"
            return Effect(kind=EffectKind.BLOCKED_HOST, detail=detail)
        self._go(url)
        return _ok()

    def _click(self, part: Part) -> Effect:
        if part.removes:
            self._shown.removed |= {part.removes}
        if part.submits and not self._complete():
            return _ok()
        return self._visit(urljoin(self._shown.url, part.to)) if part.to else _ok()

    def _submit_from(self, part: Part) -> Effect:
        for group in self._shown.page.groups:
            button = next((p for p in group.parts if p.submits), None)
            if part in group.parts and button is not None:
                return self._click(button)
        return _ok()

    def _complete(self) -> bool:
        shown = self._shown
        fields = [part for group in shown.page.groups for part in group.parts]
        values = {part.name: shown.values.get(part.name, part.value) for part in fields}
        shown.missing = tuple(p.name for p in fields if p.required and not values[p.name])
        if not shown.missing:
            self._answers |= values
        return not shown.missing

    def _fill(self, part: Part, text: str) -> Effect:
        if part.role not in FILLABLE:
            return _failed("not a field")
        self._shown.values[part.name] = text
        return _ok("set" if part.role is Role.PASSWORD_FIELD else text)

    def _select(self, part: Part, option: str) -> Effect:
        index = matching(option, part.options)
        if index is None:
            return Effect(kind=EffectKind.NO_MATCH, detail=nearest(option, part.options))
        self._shown.values[part.name] = part.options[index]
        return _ok(part.options[index])


class MemoryBrowsers:
    """Implements `ports.Browsers` over one small site; every browser sees it fresh."""

    def __init__(self, site: Site) -> None:
        self._site = site

    async def open(
        self,
        start_url: str,
        hosts: HostPolicy,
        state: BrowserState | None,
        files: Files | None = None,
    ) -> MemoryBrowser:
        browser = MemoryBrowser(self._site, hosts, files)
        browser.start(state.url if state else start_url)
        return browser

    async def close(self) -> None:
        """Nothing is held."""


def _ok(detail: str = "") -> Effect:
    return Effect(kind=EffectKind.OK, detail=detail)


def _failed(detail: str) -> Effect:
    return Effect(kind=EffectKind.FAILED, detail=detail)
