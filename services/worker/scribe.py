"""Writes down what a person does on a page, as recordings to learn from; never a secret."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Final

import structlog

from errands.agent.demonstration import Demonstration, with_value
from errands.agent.veil import Veil
from errands.contracts.action import (
    Action,
    Back,
    Check,
    Click,
    Fill,
    Key,
    Press,
    Select,
    Slot,
    Text,
)
from errands.contracts.errors import BrowserError
from errands.contracts.ids import ElementId
from errands.contracts.keeping import RecordingStore
from errands.contracts.observation import (
    CHECKABLE,
    FILLABLE,
    Element,
    Observation,
    Role,
    takes_secret,
)
from errands.contracts.ports import Browser
from errands.contracts.profile import Profile
from errands.contracts.step import Effect, EffectKind
from errands.contracts.touch import (
    Go,
    Going,
    KeyEvent,
    Keystroke,
    Mouse,
    MouseButton,
    MouseEvent,
    Touch,
    Typed,
)
from errands.telemetry import metrics
from services.worker.holding import stop

LONGEST: Final = 200
"""Characters of a value that is written down."""
SET: Final = "set"
"""What an observation has in place of a secret."""
ANSWER_SECONDS: Final = 1.0
LAST_SECONDS: Final = 3.0

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Acted:
    """What was done last, until it is seen what came of it."""

    action: Action
    before: Observation


class Scribe:
    """Nobody waits for it: what a person does before a page is read again isn't written down."""

    def __init__(
        self,
        browser: Browser,
        demonstration: Demonstration,
        recordings: RecordingStore,
        profile: Profile,
        veil: Veil,
    ) -> None:
        self._browser = browser
        self._demonstration = demonstration
        self._recordings = recordings
        self._profile = profile
        self._veil = veil
        self._looking: asyncio.Task[None] | None = None
        self._acted: _Acted | None = None
        self._pressed: ElementId | None = None
        self._typed_into: ElementId | None = None

    def begin(self) -> None:
        self._look()

    async def before(self, touch: Touch) -> None:
        """The page is as the person sees it."""
        await self._unless_slow(self._before(touch))

    async def after(self, touch: Touch) -> None:
        await self._unless_slow(self._after(touch))

    async def _unless_slow(self, work: Coroutine[None, None, None]) -> None:
        """A page that doesn't answer isn't written about."""
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                await work
        except TimeoutError:
            self._forget()

    def _forget(self) -> None:
        self._demonstration.lose_sight()
        self._acted = self._pressed = self._typed_into = None

    async def _before(self, touch: Touch) -> None:
        match touch:
            case Mouse(event=MouseEvent.DOWN, button=MouseButton.LEFT):
                await self._settle()
                self._pressed = await self._browser.screen.under(touch.x, touch.y)
            case Keystroke(event=KeyEvent.DOWN, key="Enter" | "Tab"):
                await self._settle()
            case Go():
                await self._settle()
            case _:
                return

    async def _after(self, touch: Touch) -> None:
        match touch:
            case Mouse(event=MouseEvent.UP, button=MouseButton.LEFT):
                pressed, self._pressed = self._pressed, None
                element = self._element(pressed)
                if element is None or not _takes_focus(element):
                    self._did(None if element is None else _pressing(element))
            case Keystroke(event=KeyEvent.DOWN, key="Enter"):
                self._did(Press(key=Key.ENTER, element=await self._browser.screen.focused()))
            case Keystroke(event=KeyEvent.DOWN) | Typed():
                if self._typed_into is None:
                    self._typed_into = await self._browser.screen.focused()
            case Go(action=action):
                self._did(Back() if action is Going.BACK else None)
            case _:
                return

    async def end(self) -> None:
        """Writes down what is left to be."""
        try:
            async with asyncio.timeout(LAST_SECONDS):
                if self._looking is not None and self._acted is not None:
                    await asyncio.wait({self._looking})
                await self._settle()
        except TimeoutError:
            _log.info("demonstration.cut")
        finally:
            if self._looking is not None:
                await stop(self._looking)

    def _element(self, number: ElementId | None) -> Element | None:
        page = self._demonstration.page
        return None if number is None or page is None else page.element(number)

    def _did(self, action: Action | None) -> None:
        page = self._demonstration.page
        if action is None or page is None:
            self._demonstration.lose_sight()
            self._acted = None
        else:
            self._acted = _Acted(action, page)
        self._look()

    def _look(self) -> None:
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._see())

    async def _see(self) -> None:
        try:
            now = self._veil.page(await self._browser.observe())
        except BrowserError as error:
            self._demonstration.lose_sight()
            _log.info("demonstration.not_seen", error=type(error).__name__)
            return
        acted, self._acted = self._acted, None
        if acted is None:
            self._demonstration.see(now)
        else:
            await self._write(acted.action, _effect(acted.before, now), now)

    async def _settle(self) -> None:
        """What was typed is written down; a page that is being read is not waited for."""
        if self._looking is not None and not self._looking.done():
            await stop(self._looking)
            self._forget()
            return
        number, self._typed_into = self._typed_into, None
        element, page = self._element(number), self._demonstration.page
        if number is None or element is None or page is None or takes_secret(element):
            return
        found = await self._browser.screen.now(number)
        action = None if found is None or takes_secret(found) else self._filling(element, found)
        if action is not None and found is not None:
            effect = Effect(kind=EffectKind.OK, detail=found.value)
            await self._write(action, effect, with_value(page, number, found.value))

    def _filling(self, before: Element, now: Element) -> Fill | Select | None:
        value = now.value
        is_plain = value not in ("", SET, before.value) and self._veil.text(value) == value
        if not is_plain or len(value) > LONGEST or '"' in value:
            return None
        if before.role is Role.SELECT:
            return Select(element=before.id, option=value)
        if before.role not in FILLABLE:
            return None
        slot = next((name for name, known in self._profile.slots.items() if known == value), None)
        return Fill(element=before.id, value=Text(text=value) if slot is None else Slot(name=slot))

    async def _write(self, action: Action, effect: Effect, now: Observation) -> None:
        recording = self._demonstration.did(action, effect, now)
        if recording is None:
            return
        try:
            await self._recordings.append(recording)
            metrics.RECORDINGS_WRITTEN.inc()
        except OSError:
            metrics.RECORDINGS_LOST.inc()
            _log.exception("recording.lost", session=recording.session)


def _takes_focus(element: Element) -> bool:
    """Whether a press on it does nothing else."""
    return element.role in FILLABLE or element.role in (Role.SELECT, Role.FILE_FIELD)


def _pressing(element: Element) -> Check | Click:
    if element.role in CHECKABLE:
        return Check(element=element.id, on=element.role is Role.RADIO or not element.checked)
    return Click(element=element.id)


def _effect(before: Observation, now: Observation) -> Effect:
    if before.url.partition("#")[0] != now.url.partition("#")[0] or before.tab != now.tab:
        return Effect(kind=EffectKind.PAGE_CHANGED)
    same = before.sections == now.sections
    return Effect(kind=EffectKind.NO_CHANGE if same else EffectKind.OK)
