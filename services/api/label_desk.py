"""Recorded steps and what was said of them, as a process that serves labelers holds them."""

import asyncio
from collections.abc import Iterable
from typing import Final

import structlog

from errands.contracts.errors import StoreUnavailableError
from errands.contracts.ids import LabelerName
from errands.contracts.keeping import LabelStore, RecordingStore
from errands.contracts.label import Label, StepKey, key_of
from errands.contracts.ports import Clock
from errands.contracts.recording import Recording
from errands.labels.book import LabelBook
from errands.labels.queue import items_of, next_item

POOL: Final = 5000
"""Recordings that are asked about: the newest."""
FRESH_SECONDS: Final = 30.0
"""How long what was read counts as all there is; own labels count at once."""

_log = structlog.get_logger(__name__)


class LabelDesk:
    """Reads the stores when somebody asks. Every method may raise `StoreUnavailableError`."""

    def __init__(self, recordings: RecordingStore, labels: LabelStore, clock: Clock) -> None:
        self._recordings = recordings
        self._labels = labels
        self._clock = clock
        self._reading = asyncio.Lock()
        self._read_at: float | None = None
        self._pool: dict[StepKey, Recording] = {}
        self._book = LabelBook()

    async def next(self, labeler: LabelerName, without: Iterable[StepKey]) -> Recording | None:
        await self._refresh()
        items = items_of(self._pool.values(), self._book.said)
        asked = self._book.asked(labeler, without)
        found = next_item(items, self._book.known_items(), asked)
        return None if found is None else found.recording

    async def find(self, key: StepKey) -> Recording | None:
        await self._refresh()
        known = self._book.known.get(key)
        return self._pool.get(key) or (known.recording if known else None)

    async def turn_of(self, recording: Recording) -> list[Recording]:
        """All steps of its turn that are at hand, in order."""
        await self._refresh()
        turn = (recording.session, recording.turn)
        steps = [one for key, one in self._pool.items() if key[:2] == turn]
        return sorted(steps or [recording], key=lambda one: one.number)

    async def book(self) -> LabelBook:
        await self._refresh()
        return self._book

    async def enter(self, label: Label) -> None:
        """Keeps a label. It counts at once."""
        async with self._reading:
            try:
                await self._labels.append(label)
            except OSError as error:
                raise StoreUnavailableError(repr(error)) from error
            self._book.enter(label)

    async def ship(self) -> None:
        """What can't be shipped stays on this machine, and is tried again."""
        try:
            await self._labels.ship()
        except Exception:  # noqa: BLE001 each file system has errors of its own
            _log.exception("labels.not_shipped")

    async def _refresh(self) -> None:
        async with self._reading:
            now = self._clock.elapsed()
            if self._read_at is not None and now - self._read_at < FRESH_SECONDS:
                return
            await self.ship()
            try:
                newest = await self._recordings.newest(POOL)
                labels = [label async for label in self._labels.read()]
            except OSError as error:
                raise StoreUnavailableError(repr(error)) from error
            self._pool = {key_of(one): one for one in newest}
            self._book = LabelBook.of(labels)
            self._read_at = now
