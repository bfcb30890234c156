from collections.abc import AsyncIterator

from errands.contracts.ids import SessionId
from errands.contracts.label import Label


class MemoryLabels:
    """`LabelStore`; `kept` holds the labels in order."""

    def __init__(self) -> None:
        self.kept: list[Label] = []
        self._forgotten: set[SessionId] = set()

    async def append(self, label: Label) -> None:
        if label.session not in self._forgotten:
            self.kept.append(label)

    async def read(self) -> AsyncIterator[Label]:
        for label in tuple(self.kept):
            yield label

    async def ship(self) -> None:
        """All of it is where it is kept."""

    async def forget(self, session: SessionId) -> None:
        self._forgotten.add(session)
        self.kept = [label for label in self.kept if label.session != session]
