"""`python -m bench.recovery.soak.worker NAME REGISTER`: a worker whose model answers at once.

Sessions at `rooms.test` have a browser in memory, the others Chromium.
"""

import argparse
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import SecretStr

from bench.recovery.soak.pages import MEMORY_HOST, Register, books, in_memory
from errands.backends.memory_browser import MemoryBrowser
from errands.backends.memory_model import ScriptedModel
from errands.backends.playwright_browser import PlaywrightBrowsers
from errands.contracts.action import PageAction
from errands.contracts.browser_state import BrowserState
from errands.contracts.ids import WorkerId
from errands.contracts.ports import Browser, Files, Request
from errands.contracts.session import HostPolicy
from errands.contracts.step import Effect, EffectKind
from errands.settings import Settings
from errands.telemetry.logging import configure_logging
from services.worker.__main__ import work
from services.worker.app import create_app
from services.worker.bootstrap import open_runner
from services.worker.leaving import Leaving
from services.worker.session_runner import SessionRunner


class Guest(MemoryBrowser):
    """Its bookings are written down, as a site would."""

    register: Register
    visitor: str

    async def perform(self, action: PageAction, text: SecretStr | None = None) -> Effect:
        effect = await super().perform(action, text)
        url = (await self.observe()).url
        if effect.kind is EffectKind.PAGE_CHANGED and url.endswith("/done"):
            self.register.add(self.visitor)
        return effect


class MixedBrowsers:
    """`Browsers`, by where a session begins."""

    def __init__(self, chromium: PlaywrightBrowsers, register: Register) -> None:
        self._chromium = chromium
        self._register = register

    async def open(
        self,
        start_url: str,
        hosts: HostPolicy,
        state: BrowserState | None,
        files: Files | None = None,
    ) -> Browser:
        start = urlsplit(start_url)
        if start.netloc != MEMORY_HOST:
            return await self._chromium.open(start_url, hosts, state, files)
        visitor = start.path.strip("/")
        guest = Guest(in_memory(visitor), hosts, files)
        guest.register, guest.visitor = self._register, visitor
        guest.begin(start_url, state)
        return guest

    async def close(self) -> None:
        await self._chromium.close()


def says(request: Request) -> str:
    return books(request.prompt)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.recovery.soak.worker")
    parser.add_argument("name")
    parser.add_argument("register", type=Path)
    chosen = parser.parse_args()
    settings = Settings()
    configure_logging(json=settings.log_json, level=settings.log_level)

    @asynccontextmanager
    async def opens(
        settings: Settings, owner: WorkerId, leaving: Leaving
    ) -> AsyncIterator[SessionRunner]:
        chromium = PlaywrightBrowsers(str(settings.chromium), sandbox=settings.chromium_sandbox)
        browsers = MixedBrowsers(chromium, Register(chosen.register))
        async with open_runner(settings, owner, leaving, browsers, ScriptedModel(says)) as runner:
            yield runner

    work(create_app(settings, opens), chosen.name)


if __name__ == "__main__":
    main()
