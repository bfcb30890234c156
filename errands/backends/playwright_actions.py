"""The verbs, one function each. `ok` means performed; the browser tells what came of it."""

import re
from dataclasses import dataclass
from time import monotonic
from typing import Final

from playwright.async_api import ElementHandle, Error, Page
from playwright.async_api import TimeoutError as PlaywrightTimeoutError

from errands.backends.options import matching, nearest
from errands.backends.playwright_errors import means_gone, reason
from errands.backends.playwright_reader import Target, read
from errands.backends.playwright_settle import Activity, settle, stirs
from errands.contracts.action import Key
from errands.contracts.observation import Element, Role
from errands.contracts.step import Effect, EffectKind

_GOTO_MS: Final = 10_000.0
_POPS_UP_SECONDS: Final = 0.6
_RETYPED: Final = 100
_CHOICES: Final = frozenset({Role.OPTION, Role.MENU_ITEM})
_TAKES_TEXT: Final = "el => el.isContentEditable || (el.tagName === 'INPUT' && !el.readOnly)"
_OPTION_LABELS: Final = """el => [...el.options].map((option) =>
    option.value === "" || option.disabled ? "" : option.label.replace(/\\s+/g, " ").trim())"""


def ok(detail: str = "") -> Effect:
    return Effect(kind=EffectKind.OK, detail=detail)


def failed(detail: str) -> Effect:
    return Effect(kind=EffectKind.FAILED, detail=detail)


def no_match(wanted: str, options: list[str]) -> Effect:
    return Effect(kind=EffectKind.NO_MATCH, detail=nearest(wanted, options))


@dataclass(frozen=True, slots=True)
class Hand:
    """Acts on one control of one page. `patience` bounds the wait for a control, in ms."""

    page: Page
    activity: Activity
    target: Target
    node: ElementHandle
    patience: float

    async def click(self) -> Effect:
        try:
            await self.node.click(timeout=self.patience, no_wait_after=True)
        except PlaywrightTimeoutError as error:
            return failed(await self._obstacle(error))
        return ok()

    async def press(self, key: Key) -> Effect:
        await self.node.press(key.value, timeout=self.patience, no_wait_after=True)
        return ok()

    async def fill(self, text: str) -> Effect:
        if self.target.element.role is Role.COMBOBOX:
            return await self._type_ahead(text)
        await self.node.fill(text, timeout=self.patience)
        shown = await self._commit(text)
        if self.target.element.role is Role.DATE_FIELD and shown != text:
            return failed(f'it shows "{shown}", and takes dates like 2026-01-31')
        if shown not in (text, "set") and len(text) <= _RETYPED and " ".join(text.split()) != shown:
            # Some masks listen to keys only.
            await self.node.fill("", timeout=self.patience)
            await self.node.type(text, timeout=self.patience)
            shown = await self._commit(text)
        return ok(shown) if shown or not text else failed("the field stayed empty")

    async def select(self, option: str) -> Effect:
        if await self.node.evaluate("el => el.tagName !== 'SELECT'"):
            return await self._choose(option)
        labels: list[str] = await self.node.evaluate(_OPTION_LABELS)
        index = matching(option, labels)
        if index is None or not option:
            return no_match(option, [label for label in labels if label])
        await self.node.select_option(index=index, timeout=self.patience, no_wait_after=True)
        shown = await self._shown(labels[index])
        return ok(shown) if shown == labels[index] else failed(f'it shows "{shown}"')

    async def check(self, *, on: bool) -> Effect:
        wanted = "on" if on else "off"
        if self.target.element.role is Role.RADIO and not on:
            return failed("a radio button can't be switched off")
        if await self._is_checked() is on:
            return ok(wanted)
        await self._toggle()
        checked = await self._is_checked()
        return ok(wanted) if checked in (on, None) else failed("it didn't change")

    async def _toggle(self) -> None:
        # A box drawn by its label is itself hidden or covered; so is what a click would hit.
        is_box = await self.node.evaluate("el => el.tagName === 'INPUT'")
        try:
            bound = self.patience / 6 if is_box else self.patience
            if is_box and not await self.node.is_visible():
                await self.node.evaluate("el => el.click()")
            else:
                await self.node.click(timeout=bound, no_wait_after=True)
        except PlaywrightTimeoutError:
            if not is_box:
                raise
            await self.node.evaluate("el => el.click()")

    async def _is_checked(self) -> bool | None:
        element = await self._now()
        return element.checked if element else None

    async def _commit(self, text: str) -> str:
        await self.node.evaluate("el => el.blur()")
        return await self._shown(text)

    async def _shown(self, expected: str) -> str:
        """The value as it is shown by now; the expected one where the document has gone."""
        secret = self.target.element.role is Role.PASSWORD_FIELD
        element = await self._now()
        if element is None:
            return "set" if secret else expected
        return element.value

    async def _now(self) -> Element | None:
        try:
            return await self.target.now()
        except Error as error:
            if means_gone(error) and self.page.is_closed():
                raise
            return None

    async def _type_ahead(self, text: str) -> Effect:
        await self.node.fill("", timeout=self.patience)
        await self.node.type(text, timeout=self.patience)
        await self._wait_for_choices()
        shown = await self._shown(text)
        return ok(shown) if shown or not text else failed("the field stayed empty")

    async def _choose(self, option: str) -> Effect:
        """A listbox made of ordinary elements: open it, find the option, click it."""
        opened = await self.click()
        if opened.kind is not EffectKind.OK:
            return opened
        await self._wait_for_choices()
        choices = await self._choices()
        if matching(option, list(choices)) is None and await self.node.evaluate(_TAKES_TEXT):
            await self.node.fill(option, timeout=self.patience)
            await self._wait_for_choices()
            choices = await self._choices()
        index = matching(option, list(choices))
        if index is None:
            await self.page.keyboard.press("Escape")
            return no_match(option, list(choices))
        name, target = list(choices.items())[index]
        node = await target.handle()
        if node is None:
            return Effect(kind=EffectKind.STALE)
        await node.click(timeout=self.patience, no_wait_after=True)
        await settle(self.page, self.activity, since=monotonic())
        return ok(await self._shown(name) or name)

    async def _wait_for_choices(self) -> None:
        if await stirs(self.page, self.activity, within=_POPS_UP_SECONDS):
            await settle(self.page, self.activity)

    async def _choices(self) -> dict[str, Target]:
        targets = (await read(self.page)).targets
        return {t.element.name: t for t in targets if t.element.role in _CHOICES}

    async def _obstacle(self, error: PlaywrightTimeoutError) -> str:
        if re.search("intercepts pointer events", error.message):
            return f"covered by {await self.target.cover() or 'something else'}"
        return reason(error)


async def goto(page: Page, url: str) -> Effect:
    await page.goto(url, wait_until="commit", timeout=_GOTO_MS)
    return ok()


async def back(page: Page) -> Effect:
    await page.go_back(wait_until="commit", timeout=_GOTO_MS)
    return ok()
