from collections.abc import AsyncIterator

from errands.contracts.recording import Recording


class MemoryRecordings:
    """`RecordingStore`; `kept` holds the recordings in order."""

    def __init__(self) -> None:
        self.kept: list[Recording] = []

    async def append(self, recording: Recording) -> None:
        self.kept.append(recording)

    async def read(self) -> AsyncIterator[Recording]:
        for recording in tuple(self.kept):
            yield recording
