"""A person's hand on a page: mouse and keys as they come, within bounds."""

from typing import Final, Literal, assert_never

from playwright.async_api import Error, Page

from errands.contracts.touch import (
    Go,
    Going,
    KeyEvent,
    Keystroke,
    Mouse,
    MouseButton,
    MouseEvent,
    Touch,
    Typed,
)

_MODIFIERS: Final = {"Alt": 1, "Control": 2, "Meta": 4, "Shift": 8}
_COMMANDS: Final = _MODIFIERS["Control"] | _MODIFIERS["Meta"]
_SHIFT: Final = _MODIFIERS["Shift"]
_CLIPBOARD: Final = frozenset({"c", "v", "x", "insert", "delete"})
"""All contexts of a Chromium share one: what one person copies another one would paste."""
_GO_MS: Final = 2_500.0
_LIST: Final = """([x, y]) => {
    let at = document.elementFromPoint(x, y);
    while (at?.shadowRoot) at = at.shadowRoot.elementFromPoint(x, y);
    if (at?.tagName !== "SELECT" || at.multiple || at.size > 1 || at.disabled) return false;
    at.focus();
    return true; }"""
"""A list that opens is a window of its own, which no picture shows: it gets the focus only."""


class Fingers:
    """Remembers which keys are down. Playwright's errors pass through."""

    def __init__(self) -> None:
        self._down: set[str] = set()
        self._skips_up = False

    async def on(self, page: Page, touch: Touch) -> None:
        match touch:
            case Mouse():
                await self._mouse(page, touch)
            case Keystroke():
                await self._key(page, touch)
            case Typed(text=text):
                await page.keyboard.insert_text(text)
            case Go(action=action):
                await _go(page, action)
            case _:
                assert_never(touch)

    async def _mouse(self, page: Page, touch: Mouse) -> None:
        # Its middle button pastes from the same clipboard.
        if touch.button is MouseButton.MIDDLE:
            return
        button: Literal["left", "right"] = "right" if touch.button is MouseButton.RIGHT else "left"
        await page.mouse.move(touch.x, touch.y)
        match touch.event:
            case MouseEvent.MOVE:
                return
            case MouseEvent.DOWN:
                self._skips_up = await page.evaluate(_LIST, [touch.x, touch.y])
                if not self._skips_up:
                    await page.mouse.down(button=button, click_count=max(1, touch.clicks))
            case MouseEvent.UP:
                if not self._skips_up:
                    await page.mouse.up(button=button, click_count=max(1, touch.clicks))
                self._skips_up = False
            case MouseEvent.WHEEL:
                await page.mouse.wheel(touch.dx, touch.dy)
            case _:
                assert_never(touch.event)

    async def _key(self, page: Page, touch: Keystroke) -> None:
        await self._hold(page, touch)
        if touch.key in _MODIFIERS or _is_of_clipboard(touch):
            return
        if touch.event is KeyEvent.UP:
            await self._release(page, touch.key)
            return
        try:
            await page.keyboard.down(touch.key)
            self._down.add(touch.key)
        except Error as error:
            if "Unknown key" not in error.message:
                raise
            # No key of the keyboard that Playwright knows.
            if touch.text:
                await page.keyboard.insert_text(touch.text)

    async def _release(self, page: Page, key: str) -> None:
        if key in self._down:
            self._down.discard(key)
            await page.keyboard.up(key)

    async def _hold(self, page: Page, touch: Keystroke) -> None:
        """Modifiers as the event tells them: one of theirs may have been lost."""
        for name, bit in _MODIFIERS.items():
            own = name == touch.key
            wanted = touch.event is KeyEvent.DOWN if own else bool(touch.modifiers & bit)
            if wanted and name not in self._down:
                self._down.add(name)
                await page.keyboard.down(name)
            elif not wanted:
                await self._release(page, name)


def _is_of_clipboard(touch: Keystroke) -> bool:
    key = touch.key.lower()
    if key == "insert":
        return bool(touch.modifiers & (_COMMANDS | _SHIFT))
    if key == "delete":
        return bool(touch.modifiers & _SHIFT)
    return key in _CLIPBOARD and bool(touch.modifiers & _COMMANDS)


async def _go(page: Page, action: Going) -> None:
    match action:
        case Going.BACK:
            await page.go_back(wait_until="commit", timeout=_GO_MS)
        case Going.FORWARD:
            await page.go_forward(wait_until="commit", timeout=_GO_MS)
        case Going.RELOAD:
            await page.reload(wait_until="commit", timeout=_GO_MS)
        case _:
            assert_never(action)
