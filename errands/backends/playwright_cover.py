"""Covering what is secret in a page that people watch."""

import json
from pathlib import Path
from typing import Final

from playwright.async_api import CDPSession, Error, Frame, Page

from errands.backends.playwright_masks import Masks
from errands.backends.playwright_nodes import READER

_COVER: Final = (Path(__file__).parent / "playwright_cover.js").read_text().strip()
_WORLD: Final = "errands-cover"
_DRAWN: Final = """new Promise((drawn) => {
    requestAnimationFrame(() => requestAnimationFrame(() => drawn(0)));
    setTimeout(() => drawn(0), 500);
})"""
_TURNED: Final = f"""() => {{
    const fields = [...document.querySelectorAll("input, textarea")].filter((el) => el.value &&
        el.value !== "set" && !el.hasAttribute("data-errands-covered") &&
        el.type !== "password" && {READER}?.describe(el).value === "set");
    for (const el of fields) el.setAttribute("data-errands-covered", "");
    return fields.length; }}"""
"""Fields that were secret ones before anybody watched; the reader remembers them."""


class Cover:
    """Of one page. Playwright's errors pass through: what can't be looked at isn't shown."""

    def __init__(self, page: Page, cdp: CDPSession, masks: Masks) -> None:
        self._page = page
        self._cdp = cdp
        self._masks = masks
        self._apart: dict[Frame, CDPSession] = {}

    async def begin(self) -> None:
        """New documents are covered before anything of them is seen."""
        await self._cdp.send("Page.enable")
        await self._cdp.send(
            "Page.addScriptToEvaluateOnNewDocument",
            {"source": f"({_COVER})({self._words()})", "worldName": _WORLD},
        )

    async def find(self) -> bool:
        """Covers all of it; whether something of it may have been seen until now."""
        found = 0
        for frame in self._page.frames:
            found += await frame.evaluate(_TURNED)
        for cdp in (self._cdp, *await self._processes()):
            tree = await cdp.send("Page.getFrameTree")
            for frame_id in _ids(tree["frameTree"]):
                found += await self._cover(cdp, frame_id)
        return found > 0

    async def drawn(self) -> None:
        """Waits until what has been covered is drawn so."""
        tree = await self._cdp.send("Page.getFrameTree")
        await self._evaluate(self._cdp, tree["frameTree"]["frame"]["id"], _DRAWN)

    async def end(self) -> None:
        for cdp in self._apart.values():
            await cdp.detach()

    def _words(self) -> str:
        return json.dumps(sorted(self._masks.words()))

    async def _cover(self, cdp: CDPSession, frame_id: str) -> int:
        return await self._evaluate(cdp, frame_id, f"({_COVER})({self._words()})")

    async def _evaluate(self, cdp: CDPSession, frame_id: str, expression: str) -> int:
        world = await cdp.send(
            "Page.createIsolatedWorld", {"frameId": frame_id, "worldName": _WORLD}
        )
        told = await cdp.send(
            "Runtime.evaluate",
            {
                "expression": expression,
                "contextId": world["executionContextId"],
                "returnByValue": True,
                "awaitPromise": True,
            },
        )
        if "exceptionDetails" in told:
            raise Error("A page couldn't be covered: its execution context was destroyed.")
        return int(told["result"].get("value") or 0)

    async def _processes(self) -> list[CDPSession]:
        """Frames that another process draws."""
        frames = {frame for frame in self._page.frames if frame.parent_frame is not None}
        for gone in self._apart.keys() - frames:
            del self._apart[gone]
        for frame in frames - self._apart.keys():
            try:
                self._apart[frame] = await self._page.context.new_cdp_session(frame)
            except Error:
                continue  # it is of its parent's process
        return list(self._apart.values())


def _ids(tree: dict[str, object]) -> list[str]:
    frame = tree["frame"]
    inside = tree.get("childFrames", [])
    own = [str(frame["id"])] if isinstance(frame, dict) else []
    return own + [id_ for one in inside for id_ in _ids(one)] if isinstance(inside, list) else own
