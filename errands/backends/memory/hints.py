from errands.contracts.ids import SessionId, WorkerId


class MemoryHints:
    """`Hints` that go nowhere; `sent` holds them in order, `to` whom they were meant for."""

    def __init__(self) -> None:
        self.sent: list[SessionId] = []
        self.to: list[WorkerId | None] = []

    async def send(self, session: SessionId, to: WorkerId | None = None) -> None:
        self.sent.append(session)
        self.to.append(to)
