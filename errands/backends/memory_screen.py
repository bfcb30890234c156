"""A screen without pixels: a picture for each page that is shown."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Final, Protocol

from errands.contracts.ids import ElementId
from errands.contracts.observation import Element
from errands.contracts.touch import Go, Going, Touch

JPEG: Final = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9")
_LOOK: Final = 0.02


class _Watched(Protocol):
    @property
    def address(self) -> str:
        """Raises `BrowserGoneError`."""
        ...

    def go_back(self) -> None: ...


class MemoryScreen:
    """Implements `Screen`. Its pages have no places: what is touched there is let go."""

    size = (1280, 900)

    def __init__(self, browser: _Watched) -> None:
        self._browser = browser
        self.touched: list[Touch] = []

    @property
    def address(self) -> str:
        return self._browser.address

    async def pictures(self) -> AsyncGenerator[bytes, None]:
        last = ""
        while True:
            if (now := self.address) != last:
                last = now
                yield JPEG
            await asyncio.sleep(_LOOK)

    async def touch(self, touch: Touch) -> None:
        self.touched.append(touch)
        if self.address and isinstance(touch, Go) and touch.action is Going.BACK:
            self._browser.go_back()

    async def under(self, x: float, y: float) -> ElementId | None:  # noqa: ARG002 no places here
        return None

    async def focused(self) -> ElementId | None:
        return None

    async def now(self, element: ElementId) -> Element | None:  # noqa: ARG002 as above
        return None

    async def refusals(self) -> tuple[str, ...]:
        return ()
