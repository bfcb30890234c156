from collections.abc import AsyncIterator

from errands.backends.line_spool import hour_of
from errands.contracts.ids import SessionId
from errands.contracts.recording import Recording


class MemoryRecordings:
    """`RecordingStore`; `kept` holds the recordings in order."""

    def __init__(self) -> None:
        self.kept: list[Recording] = []
        self._forgotten: set[SessionId] = set()

    async def append(self, recording: Recording) -> None:
        if recording.session not in self._forgotten:
            self.kept.append(recording)

    async def read(self) -> AsyncIterator[Recording]:
        for recording in tuple(self.kept):
            yield recording

    async def newest(self, most: int) -> list[Recording]:
        return self.kept[max(0, len(self.kept) - most) :]

    async def ship(self) -> None:
        """All of it is where it is kept."""

    async def forget(self, session: SessionId) -> None:
        self._forgotten.add(session)
        self.kept = [one for one in self.kept if one.session != session]

    async def expire(self, before: float) -> None:
        hour = hour_of(before)
        self.kept = [one for one in self.kept if hour_of(one.at) >= hour]
