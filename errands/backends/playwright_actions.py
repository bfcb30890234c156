"""The verbs, one function each. `ok` means performed; the browser tells what came of it."""

from typing import Final, assert_never

from playwright.async_api import Page
from playwright.async_api import TimeoutError as PlaywrightTimeoutError

from errands.backends.playwright_choosing import select
from errands.backends.playwright_filling import fill
from errands.backends.playwright_hand import Hand, failed, ok
from errands.contracts.action import Check, Click, Fill, Press, Select
from errands.contracts.observation import Role
from errands.contracts.step import Effect

_GOTO_MS: Final = 10_000.0


async def use(hand: Hand, action: Click | Fill | Select | Check | Press, text: str) -> Effect:
    """Performs an action on its control; `text` is what a `Fill` types."""
    if hand.target.element.disabled:
        return failed("disabled")
    match action:
        case Click():
            return await hand.click()
        case Fill():
            return await fill(hand, text)
        case Select(option=option):
            return await select(hand, option)
        case Check(on=on):
            return await check(hand, on=on)
        case Press(key=key):
            return await hand.press(key)
        case _:
            assert_never(action)


async def check(hand: Hand, *, on: bool) -> Effect:
    wanted = "on" if on else "off"
    if hand.target.element.role is Role.RADIO and not on:
        return failed("a radio button can't be switched off")
    if await _is_checked(hand) is on:
        return ok(wanted)
    await _toggle(hand)
    changed = (on, None)
    if await _is_checked(hand) in changed:
        return ok(wanted)
    await hand.pause()  # some switches turn once the server has heard of it
    return ok(wanted) if await _is_checked(hand) in changed else failed("it didn't change")


async def _toggle(hand: Hand) -> None:
    # A box drawn by its label is itself hidden or covered; so is what a click would hit.
    is_box = await hand.node.evaluate("el => el.tagName === 'INPUT'")
    try:
        bound = hand.patience / 6 if is_box else hand.patience
        if is_box and not await hand.node.is_visible():
            await hand.node.evaluate("el => el.click()")
        else:
            await hand.node.click(timeout=bound, no_wait_after=True)
    except PlaywrightTimeoutError:
        if not is_box:
            raise
        await hand.node.evaluate("el => el.click()")


async def _is_checked(hand: Hand) -> bool | None:
    element = await hand.now()
    return element.checked if element else None


async def goto(page: Page, url: str) -> Effect:
    await page.goto(url, wait_until="commit", timeout=_GOTO_MS)
    return ok()


async def back(page: Page) -> Effect:
    """One page back; not to the empty page that each tab begins with."""
    cdp = await page.context.new_cdp_session(page)
    try:
        history = await cdp.send("Page.getNavigationHistory")
    finally:
        await cdp.detach()
    at = history["currentIndex"]
    if at > 0 and history["entries"][at - 1]["url"] != "about:blank":
        await page.go_back(wait_until="commit", timeout=_GOTO_MS)
    return ok()
