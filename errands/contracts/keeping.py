"""The seams to what is kept for learning, as `ports` are those of what is served."""

from collections.abc import AsyncIterator
from typing import Protocol

from errands.contracts.ids import SessionId
from errands.contracts.label import Label, StepKey
from errands.contracts.recording import Picture, Recording


class RecordingStore(Protocol):
    """Recordings. Every method may raise what its file system raises, `OSError` above all."""

    async def append(self, recording: Recording, /) -> None:
        """Keeps it on this machine, whatever becomes of the process."""
        ...

    def read(self) -> AsyncIterator[Recording]:
        """All that are kept, and those of this machine that are still to be shipped."""
        ...

    async def newest(self, most: int) -> list[Recording]:
        """So many of the newest, a file's more at most; in the order of `read`."""
        ...

    async def ship(self) -> None:
        """Takes what is finished to where it is kept; to be called now and then."""
        ...

    async def forget(self, session: SessionId) -> None:
        """Removes a session's recordings, from files that are still written once they are shipped.

        None that is appended later is kept either.
        """
        ...

    async def expire(self, before: float) -> None:
        """Removes what is older than that hour (unix seconds), once it has been shipped."""
        ...


class PictureStore(Protocol):
    """Pictures of the pages of recorded steps, kept as recordings are. So are its errors."""

    async def put(self, picture: Picture, /) -> str:
        """The name that its recording and its step keep."""
        ...

    async def find(self, name: str, step: StepKey) -> bytes | None:
        """The PNG of a step, by the name that `put` gave, if it is still there."""
        ...

    async def ship(self) -> None: ...

    async def forget(self, session: SessionId) -> None: ...

    async def expire(self, before: float) -> None: ...


class LabelStore(Protocol):
    """Labels, in the order they were given. Errors are those of `RecordingStore`."""

    async def append(self, label: Label, /) -> None: ...

    def read(self) -> AsyncIterator[Label]:
        """All that are kept, and those of this machine that are still to be shipped."""
        ...

    async def ship(self) -> None:
        """As recordings are."""
        ...

    async def forget(self, session: SessionId) -> None:
        """Removes what was said of a session's steps, as its recordings are removed."""
        ...
