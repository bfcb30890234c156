"""Recordings as gzipped JSON lines."""

from pydantic import TypeAdapter

from errands.backends.archived_lines import ArchivedLines, LinePlace
from errands.backends.line_spool import FULL_BYTES
from errands.contracts.ports import Clock
from errands.contracts.recording import Recording


class GzipRecordings(ArchivedLines[Recording]):
    """`RecordingStore`."""

    def __init__(self, place: LinePlace, clock: Clock, full: int = FULL_BYTES) -> None:
        super().__init__(place, clock, TypeAdapter(Recording), full)
