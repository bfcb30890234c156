"""`python -m bench.recovery.instant NAME SEEN`: a worker whose model and browser take no time.

All else of it is the real one; with `--chromium` the browser is, too. When something is looked
at, or a bare task is run, the unix time of that is added to the file SEEN; with Chromium, when
the model is asked, which is right after the look.
"""

import argparse
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from errands.backends.memory_browser import MemoryBrowser, MemoryBrowsers
from errands.backends.memory_model import ScriptedModel
from errands.backends.memory_site import Group, Page, Part, Site
from errands.contracts.browser_state import BrowserState
from errands.contracts.ids import WorkerId
from errands.contracts.observation import Observation, Role, SectionKind
from errands.contracts.ports import Files, Request
from errands.contracts.session import HostPolicy
from errands.settings import Settings
from errands.telemetry.logging import configure_logging
from services.worker.__main__ import work
from services.worker.app import create_app
from services.worker.bootstrap import open_runner
from services.worker.leaving import Leaving
from services.worker.session_runner import SessionRunner

HOST: Final = "instant.test"
START: Final = f"http://{HOST}/"
BARE: Final = "bench.bare"
_PARTS: Final = (Part(role=Role.BUTTON, name="Wait"),)
_SITE: Final[Site] = {
    START: Page(title="Instant", groups=(Group(kind=SectionKind.FORM, name="Form", parts=_PARTS),))
}


class NotingBrowser(MemoryBrowser):
    seen: Path

    async def observe(self) -> Observation:
        note(self.seen)
        return await super().observe()


class NotingBrowsers(MemoryBrowsers):
    def __init__(self, seen: Path) -> None:
        super().__init__(_SITE)
        self._seen = seen

    async def open(
        self,
        start_url: str,
        hosts: HostPolicy,
        state: BrowserState | None,
        files: Files | None = None,
    ) -> MemoryBrowser:
        browser = NotingBrowser(_SITE, hosts, files)
        browser.seen = self._seen
        browser.begin(start_url, state)
        return browser


def note(seen: Path) -> None:
    with seen.open("a") as file:
        file.write(f"{time.time()}\n")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.recovery.instant", description=__doc__)
    parser.add_argument("name")
    parser.add_argument("seen", type=Path)
    parser.add_argument("--chromium", action="store_true")
    chosen = parser.parse_args()
    settings = Settings()
    configure_logging(json=settings.log_json, level=settings.log_level)

    @asynccontextmanager
    async def opens(
        settings: Settings, owner: WorkerId, leaving: Leaving
    ) -> AsyncIterator[SessionRunner]:
        browsers = None if chosen.chromium else NotingBrowsers(chosen.seen)

        def says(_: Request) -> str:
            if browsers is None:
                note(chosen.seen)
            return 'say "Done."'

        async with open_runner(settings, owner, leaving, browsers, ScriptedModel(says)) as runner:
            yield runner

    app = create_app(settings, opens)

    @app.task(name=BARE)
    def bare() -> None:
        note(chosen.seen)

    work(app, chosen.name)


if __name__ == "__main__":
    main()
