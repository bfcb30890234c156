"""Playwright's errors, told apart once."""

import re

from playwright.async_api import Error

_GONE = re.compile(
    r"has been closed|target crashed|page crashed|browser closed|connection closed"
    r"|browser has disconnected|pipe closed|event loop is closed",
    re.IGNORECASE,
)
_REPLACED = re.compile(
    r"context was destroyed|frame was detached|frame got detached|cannot find context"
    r"|interrupted by another navigation|not attached to the dom|element is not attached",
    re.IGNORECASE,
)
_UNANSWERABLE = re.compile(r"not attached to an active page", re.IGNORECASE)
_NO_ANSWER = re.compile(r"net::ERR_(?!ABORTED|BLOCKED)")
"""Chromium's names; a download and a request that was stopped aren't silence."""


def means_gone(error: Error) -> bool:
    """Chromium, the context or the page is no longer there."""
    return _GONE.search(error.message) is not None


def means_replaced(error: Error) -> bool:
    """The document went away while it was looked at; looking again helps."""
    return _REPLACED.search(error.message) is not None


def means_unanswerable(error: Error) -> bool:
    """A dialog that nobody can answer any more."""
    return _UNANSWERABLE.search(error.message) is not None


def means_unreachable(error: Error) -> bool:
    """Nobody answered, or not as a site does: no such name, no connection, a bad certificate."""
    return _NO_ANSWER.search(error.message) is not None


def reason(error: Error) -> str:
    """The first line, without the call's name and Playwright's log."""
    first = error.message.strip().split("\n", maxsplit=1)[0]
    return re.sub(r"^\w+\.\w+: (Error: )?", "", first)[:160]
