"""Closed shadow roots that a page's own text declares: no script ever holds them, DevTools does."""

from collections.abc import Iterator
from typing import Any, Final

from playwright.async_api import CDPSession, Error, Frame

_ADOPT: Final = "function (root) { window[Symbol.for('errands.reader')]?.adopt(this, root); }"


async def adopt_closed_roots(frame: Frame) -> None:
    """Hands them to the readers of the frame's process."""
    session = await _session(frame)
    try:
        found = await session.send("DOM.getDocument", {"depth": -1, "pierce": True})
        for host, root in _closed(found["root"]):
            await _adopt(session, host, root)
    finally:
        await session.detach()


async def _session(frame: Frame) -> CDPSession:
    context = frame.page.context
    inside: Frame | None = frame
    while inside is not None and inside.parent_frame is not None:
        try:
            return await context.new_cdp_session(inside)
        except Error:  # it shares its parent's process
            inside = inside.parent_frame
    return await context.new_cdp_session(frame.page)


def _closed(node: dict[str, Any]) -> Iterator[tuple[int, int]]:
    """The numbers of each host and its root, outer ones first."""
    waiting = [node]
    while waiting:
        at = waiting.pop()
        roots = at.get("shadowRoots", [])
        yield from ((at["backendNodeId"], root["backendNodeId"]) for root in roots if _hides(root))
        waiting += [*at.get("children", []), *roots]
        waiting += [at["contentDocument"]] if "contentDocument" in at else []


def _hides(root: dict[str, Any]) -> bool:
    return root.get("shadowRootType") == "closed"


async def _adopt(session: CDPSession, host: int, root: int) -> None:
    owner = await session.send("DOM.resolveNode", {"backendNodeId": host})
    held = await session.send("DOM.resolveNode", {"backendNodeId": root})
    call = {
        "functionDeclaration": _ADOPT,
        "objectId": owner["object"]["objectId"],
        "arguments": [{"objectId": held["object"]["objectId"]}],
    }
    await session.send("Runtime.callFunctionOn", call)
