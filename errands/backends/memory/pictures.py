from errands.backends.line_spool import hour_of
from errands.contracts.ids import SessionId
from errands.contracts.label import StepKey
from errands.contracts.ports import Clock
from errands.contracts.recording import Picture


class MemoryPictures:
    """`PictureStore`; a picture is named by its hour."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._kept: list[tuple[str, Picture]] = []
        self._forgotten: set[SessionId] = set()

    async def put(self, picture: Picture) -> str:
        hour = hour_of(self._clock.now())
        if picture.session not in self._forgotten:
            self._kept.append((hour, picture))
        return hour

    async def find(self, name: str, step: StepKey) -> bytes | None:
        for kept_by, p in self._kept:
            if kept_by == name and (p.session, p.turn, p.number) == step:
                return p.png
        return None

    async def ship(self) -> None:
        """All of it is where it is kept."""

    async def forget(self, session: SessionId) -> None:
        self._forgotten.add(session)
        self._kept = [(name, p) for name, p in self._kept if p.session != session]

    async def expire(self, before: float) -> None:
        hour = hour_of(before)
        self._kept = [(name, p) for name, p in self._kept if name >= hour]
