"""Where the time between two moments of a loop went, and the ports that tell the moments."""

import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pydantic import SecretStr

from bench.step.server_times import ServerTimes
from errands.backends.delegating_browser import DelegatingBrowser, DelegatingBrowsers
from errands.contracts.action import PageAction
from errands.contracts.browser_state import BrowserState
from errands.contracts.observation import Observation
from errands.contracts.ports import (
    Browser,
    Browsers,
    Decision,
    Files,
    Model,
    Request,
)
from errands.contracts.session import HostPolicy
from errands.contracts.step import Effect


@dataclass(slots=True)
class Stopwatch:
    """Seconds by phase, in the order of the laps."""

    laps: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    elapsed: Callable[[], float] = time.perf_counter
    _since: float | None = None

    def lap(self, phase: str) -> None:
        """What went by since the last lap was this."""
        now = self.elapsed()
        if self._since is not None:
            self.laps[phase].append(now - self._since)
        self._since = now

    def skip(self) -> None:
        """What went by since the last lap is nobody's: the benchmark's own."""
        self._since = self.elapsed()

    def stop(self) -> None:
        """What comes next belongs to no phase, until it is skipped or looked at."""
        self._since = None


@dataclass(frozen=True, slots=True)
class TimedModel:
    """A `Model` whose answers are laid out by what the server says of them."""

    model: Model
    server: ServerTimes
    watch: Stopwatch

    async def decide(self, request: Request) -> Decision:
        self.watch.lap("prompt")
        begun = self.watch.elapsed()
        decision = await self.model.decide(request)
        waited = self.watch.elapsed() - begun
        parts = await self.server.of_last_request(request.candidates)
        for phase, seconds in parts.items():
            self.watch.laps[phase].append(seconds)
        self.watch.laps["wire"].append(waited - sum(parts.values()))
        self.watch.skip()
        return decision


class TimedBrowser(DelegatingBrowser):
    """A `Browser` whose looks and actions are laps."""

    def __init__(self, browser: Browser, watch: Stopwatch) -> None:
        super().__init__(browser)
        self._watch = watch

    async def observe(self) -> Observation:
        self._watch.lap("record")
        seen = await super().observe()
        self._watch.lap("observe")
        return seen

    async def perform(self, action: PageAction, text: SecretStr | None = None) -> Effect:
        self._watch.lap("gate")
        effect = await super().perform(action, text)
        self._watch.lap("act")
        return effect

    async def scroll(self, section: int, *, back: bool = False) -> Effect:
        self._watch.lap("gate")
        effect = await super().scroll(section, back=back)
        self._watch.lap("act")
        return effect

    async def close(self) -> None:
        self._watch.stop()
        await super().close()


class TimedBrowsers(DelegatingBrowsers):
    """`Browsers` of such browsers."""

    def __init__(self, browsers: Browsers, watch: Stopwatch) -> None:
        super().__init__(browsers)
        self._watch = watch

    async def open(
        self,
        start_url: str,
        hosts: HostPolicy,
        state: BrowserState | None,
        files: Files | None = None,
    ) -> Browser:
        browser = await super().open(start_url, hosts, state, files)
        return TimedBrowser(browser, self._watch)


def totals(laps: Mapping[str, list[float]]) -> dict[str, float]:
    """Seconds of each phase in all."""
    return {phase: sum(seconds) for phase, seconds in laps.items()}
