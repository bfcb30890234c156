from errands.contracts.ids import SessionId
from errands.contracts.live import Ticket
from errands.contracts.ports import Clock


class MemoryTickets:
    """`TicketStore`."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._kept: dict[tuple[SessionId, str], tuple[Ticket, float]] = {}

    async def add(self, digest: str, ticket: Ticket, seconds: float) -> None:
        self._kept[ticket.session, digest] = ticket, self._clock.elapsed() + seconds

    async def use(self, session: SessionId, digest: str) -> Ticket | None:
        kept = self._kept.pop((session, digest), None)
        if kept is None or kept[1] <= self._clock.elapsed():
            return None
        return kept[0]
