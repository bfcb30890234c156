"""A browser's page as a person sees it, and their hand on it: a port."""

from collections.abc import AsyncGenerator
from typing import Protocol

from errands.contracts.ids import ElementId
from errands.contracts.observation import Element
from errands.contracts.touch import Touch


class Screen(Protocol):
    """What the current tab shows. Every method may raise `BrowserGoneError`."""

    def pictures(self) -> AsyncGenerator[bytes, None]:
        """JPEGs of the page as it changes; one that comes too late is left out. Close it.

        What is secret is covered: fields for secrets, and words that were typed as such.
        Nothing is drawn for it while nobody asks.
        """
        ...

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in CSS pixels."""
        ...

    @property
    def address(self) -> str: ...

    async def touch(self, touch: Touch) -> None:
        """Does it. What the page doesn't take is let go."""
        ...

    async def under(self, x: float, y: float) -> ElementId | None:
        """The control of the last observation at a place, in CSS pixels."""
        ...

    async def focused(self) -> ElementId | None:
        """The control of the last observation that keys go to."""
        ...

    async def now(self, element: ElementId) -> Element | None:
        """A control of the last observation as it is by now."""
        ...

    async def refusals(self) -> tuple[str, ...]:
        """What wasn't done since this was last asked, in words for the person."""
        ...
