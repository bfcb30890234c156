"""Nodes of a page that were read: they are found again by their numbers."""

from dataclasses import dataclass
from typing import Final

from playwright.async_api import ElementHandle, Error, Frame, JSHandle
from pydantic import TypeAdapter

from errands.backends.playwright_errors import means_gone
from errands.contracts.observation import Element

READER: Final = "window[Symbol.for('errands.reader')]"


@dataclass(frozen=True, slots=True)
class Target:
    """The node behind an element, and what it was when it was listed."""

    frame: Frame
    ref: int
    element: Element

    async def stands(self) -> bool:
        """Whether the node is still there, seen, and of the same role and name."""
        found: bool = await self.frame.evaluate(
            f"([ref, role, name]) => {READER}?.matches(ref, role, name) ?? false",
            [self.ref, self.element.role.value, self.element.name],
        )
        return found

    async def handle(self) -> ElementHandle | None:
        node = await self._ask("page.node(ref)")
        return node.as_element()

    async def reveal(self) -> bool:
        """Scrolls to the node where it is far out of view; whether it was."""
        try:
            return bool(await (await self._ask("page.reveal(ref)")).json_value())
        except Error as error:
            if means_gone(error) and self.frame.page.is_closed():
                raise
            return False

    async def cover(self) -> str:
        """A few words on what lies over the middle of the node; nothing where nothing does."""
        return str(await (await self._ask("page.coverOf(page.node(ref))")).json_value())

    async def now(self) -> Element | None:
        """The element as it is by now; `None` where its node is gone."""
        raw = await self._ask("page.node(ref) && page.describe(page.node(ref))")
        return TypeAdapter(Element | None).validate_python(await raw.json_value())

    async def _ask(self, expression: str) -> JSHandle:
        script = f"(ref) => {{ const page = {READER}; return page ? {expression} : null; }}"
        return await self.frame.evaluate_handle(script, self.ref)


@dataclass(frozen=True, slots=True)
class Roller:
    """The node that is scrolled where a section goes on."""

    frame: Frame
    ref: int

    async def turn(self, *, back: bool) -> bool | None:
        """Scrolls it as far as something is missing; whether it is at its end then.

        `None` where the node is gone.
        """
        script = f"([ref, back]) => {READER}?.turn(ref, back)?.ended ?? null"
        ended: bool | None = await self.frame.evaluate(script, [self.ref, back])
        return ended

    async def spend(self, *, back: bool) -> None:
        """Remembers that nothing more comes this way, unless it grows."""
        script = f"([ref, back]) => {READER}?.spend(ref, back)"
        await self.frame.evaluate(script, [self.ref, back])
