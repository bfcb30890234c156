"""Pages in real Chromium, and how to end it."""

import os
import signal

from playwright.async_api import expect

from errands.backends.playwright_browser import PlaywrightBrowsers
from tests.chat_views import PATIENCE_MS
from tests.page_fixtures import Open, chromium, other_site, show, site

__all__ = ["Open", "chromium", "kill", "other_site", "show", "site"]

expect.set_options(timeout=PATIENCE_MS)


async def kill(browsers: PlaywrightBrowsers) -> None:
    """Ends Chromium at once, as the kernel does when memory runs out."""
    running = browsers._chromium
    assert running is not None
    cdp = await running.new_browser_cdp_session()
    processes = (await cdp.send("SystemInfo.getProcessInfo"))["processInfo"]
    os.kill(next(p["id"] for p in processes if p["type"] == "browser"), signal.SIGKILL)
