"""Whoever isn't root has a Chromium that locks its own processes up."""

import asyncio
import os
import tempfile

import psutil
import pytest

from errands.backends.playwright_browser import PlaywrightBrowsers
from errands.settings import Settings
from tests.command_line import command_line

pytestmark = pytest.mark.browser
NOBODY = 65534


@pytest.mark.parametrize("sandbox", [True, False])
def test_only_root_and_who_says_so_goes_without_a_sandbox(sandbox: bool) -> None:  # noqa: FBT001
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        told = b"failed"
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            os.environ["HOME"] = tempfile.mkdtemp()  # noqa: TID251 the browser's own
            told = asyncio.run(_flags(sandbox=sandbox))
        finally:
            os.write(writing, told)
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    assert told == (b"sandbox" if sandbox else b"none")


async def _flags(*, sandbox: bool) -> bytes:
    browsers = PlaywrightBrowsers(str(Settings().chromium), sandbox=sandbox)
    try:
        context = await browsers._new_context(None)
        page = await context.new_page()
        assert await page.evaluate("1 + 1") == 2
        lines = [command_line(p) for p in psutil.Process().children(recursive=True)]
        browser = next(line for line in lines if "--remote-debugging-pipe" in " ".join(line))
        return b"none" if "--no-sandbox" in " ".join(browser) else b"sandbox"
    finally:
        await browsers.close()
