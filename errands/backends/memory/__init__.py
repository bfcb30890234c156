"""Twins of the stores in memory. They pass the suites in `tests/ports` that the real ones pass.

Twins that see one another's writes are given the same `MemoryState`.
"""

from errands.backends.memory.browser_state import MemoryBrowserState
from errands.backends.memory.calls import MemoryCalls
from errands.backends.memory.clock import ManualClock
from errands.backends.memory.deliveries import MemoryDeliveries
from errands.backends.memory.events import MemoryEvents
from errands.backends.memory.files import MemoryFiles
from errands.backends.memory.hints import MemoryHints
from errands.backends.memory.journal import MemoryJournal
from errands.backends.memory.keys import MemoryKeys
from errands.backends.memory.labels import MemoryLabels
from errands.backends.memory.leases import MemoryLeases
from errands.backends.memory.live import MemoryLive
from errands.backends.memory.outbox import MemoryOutbox
from errands.backends.memory.pictures import MemoryPictures
from errands.backends.memory.recordings import MemoryRecordings
from errands.backends.memory.sessions import MemorySessions
from errands.backends.memory.state import MemoryState
from errands.backends.memory.takeovers import MemoryTakeovers
from errands.backends.memory.tickets import MemoryTickets
from errands.backends.memory.turns import MemoryTurns
from errands.backends.memory.webhooks import MemoryWebhooks

__all__ = [
    "ManualClock",
    "MemoryBrowserState",
    "MemoryCalls",
    "MemoryDeliveries",
    "MemoryEvents",
    "MemoryFiles",
    "MemoryHints",
    "MemoryJournal",
    "MemoryKeys",
    "MemoryLabels",
    "MemoryLeases",
    "MemoryLive",
    "MemoryOutbox",
    "MemoryPictures",
    "MemoryRecordings",
    "MemorySessions",
    "MemoryState",
    "MemoryTakeovers",
    "MemoryTickets",
    "MemoryTurns",
    "MemoryWebhooks",
]
