"""What a worker works with, by port."""

from dataclasses import dataclass, field
from math import inf

from errands.agent.view.lens import Lens
from errands.contracts.keeping import PictureStore, RecordingStore
from errands.contracts.live import TakeoverStore
from errands.contracts.ports import Browsers, Clock, Model
from errands.contracts.stores import (
    Hints,
    Journal,
    LeaseStore,
    SessionStore,
    StateStore,
    TurnStore,
)
from services.worker.leaving import Leaving


@dataclass(frozen=True, slots=True, kw_only=True)
class Stores:
    sessions: SessionStore
    turns: TurnStore
    leases: LeaseStore
    journal: Journal
    states: StateStore
    takeovers: TakeoverStore
    recordings: RecordingStore
    pictures: PictureStore | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    stores: Stores
    browsers: Browsers
    model: Model
    clock: Clock
    hints: Hints
    lens: Lens = field(default_factory=Lens)
    leaving: Leaving = field(default_factory=lambda: Leaving(inf))
