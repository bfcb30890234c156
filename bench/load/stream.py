"""One session followed by server-sent events, hung up on now and then."""

import asyncio
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass, field
from random import Random

import httpx
from httpx_sse import ServerSentEvent, aconnect_sse

from errands.contracts.ids import SessionId
from services.wire.events import EVENT_BODY, TurnEndedEvent


@dataclass(slots=True)
class Stream:
    """What a client has heard of a session, in the order in which it came."""

    session: SessionId
    ended: Callable[[str], None]
    """Told of each turn that ends, by its id."""
    chance: Random
    drop: float
    """The share of events after which it hangs up, and comes back with the last id."""
    ids: list[str] = field(default_factory=list)
    resumed: int = 0
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    async def follow(self, client: httpx.AsyncClient) -> None:
        """Until it is cancelled."""
        while True:
            await self._listen(client)
            self.resumed += 1

    async def reaches(self, last: str) -> None:
        """Until this event has been heard."""
        while last not in self.ids:
            self._changed.clear()
            await self._changed.wait()

    async def _listen(self, client: httpx.AsyncClient) -> None:
        headers = {"Last-Event-ID": self.ids[-1]} if self.ids else {}
        path = f"/v1/sessions/{self.session}/events"
        async with aconnect_sse(client, "GET", path, headers=headers) as source:
            source.response.raise_for_status()
            async with aclosing(source.aiter_sse()) as events:
                async for event in events:
                    if (
                        event.event == "message"
                    ):  # no event of ours: how long to wait before a retry
                        continue
                    self._hear(event)
                    if self.chance.random() < self.drop:
                        return

    def _hear(self, event: ServerSentEvent) -> None:
        self.ids.append(event.id)
        self._changed.set()
        body = EVENT_BODY.validate_json(event.data)
        if isinstance(body, TurnEndedEvent):
            self.ended(body.turn.id)
