from errands.contracts.ids import SessionId


class MemoryHints:
    """`Hints` that go nowhere; `sent` holds them in order."""

    def __init__(self) -> None:
        self.sent: list[SessionId] = []

    async def send(self, session: SessionId) -> None:
        self.sent.append(session)
