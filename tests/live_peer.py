"""The live view's wire, spoken by one who has no browser and keeps what comes."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

from services.api.app import create_app
from tests.unit.api.house import House

WIDTH: Final = 1280
HEIGHT: Final = 800


@dataclass
class LivePeer:
    """`sent` is what the page has sent; a take is granted unless `refuses` says why not.

    Where the browser isn't open (`is_open`) there is no frame.
    """

    frame: bytes
    address: str = "https://shop.test/rooms"
    refuses: str = ""
    sent: list[dict[str, object]] = field(default_factory=list)
    tickets: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    holder: str = "assistant"
    is_open: bool = True
    cut: asyncio.Event = field(default_factory=asyncio.Event)

    def app(self, house: House) -> FastAPI:
        """The house's, with the two routes of a live view in front."""
        app = create_app(house.ports)
        app.add_api_route("/v1/sessions/{session}/live-tickets", self._ticket, methods=["POST"])
        app.add_api_websocket_route("/v1/sessions/{session}/live", self._live)
        app.router.routes[:0] = [app.router.routes.pop(), app.router.routes.pop()]
        return app

    async def _ticket(self, session: str) -> dict[str, object]:
        self.tickets.append(f"ticket-{session}-{len(self.tickets)}")
        return {"ticket": self.tickets[-1], "expires_at": 0}

    async def _live(self, socket: WebSocket, ticket: str) -> None:
        if ticket not in self.tickets:
            await socket.close(4401)
            return
        self.tickets.remove(ticket)  # good once
        self.seen.append(str(socket.url))
        await socket.accept()
        await self._state(socket)
        if self.is_open:
            await socket.send_bytes(self.frame)
        reading = asyncio.create_task(self._read(socket))
        cutting = asyncio.create_task(self.cut.wait())
        _, left = await asyncio.wait({reading, cutting}, return_when=asyncio.FIRST_COMPLETED)
        for task in left:
            task.cancel()
        if cutting in left:
            return
        self.cut.clear()
        await socket.close(1011)

    async def _read(self, socket: WebSocket) -> None:
        with suppress(WebSocketDisconnect):
            while True:
                message = await socket.receive_json()
                self.sent.append(message)
                await self._answer(socket, message["type"])

    async def _answer(self, socket: WebSocket, kind: str) -> None:
        match kind:
            case "take" if self.refuses:
                said = {"type": "problem", "code": "not_now", "detail": self.refuses}
                await socket.send_json(said)
            case "take":
                self.holder = "person"
                await self._state(socket)
                await socket.send_json({"type": "taken"})
            case "hand_back":
                self.holder = "assistant"
                await self._state(socket)
                await socket.send_json({"type": "handed_back"})
            case _:
                pass

    async def _state(self, socket: WebSocket) -> None:
        await socket.send_json(
            {
                "type": "state",
                "live": self.is_open,
                "width": WIDTH,
                "height": HEIGHT,
                "address": self.address,
                "held_by": self.holder,
            }
        )
