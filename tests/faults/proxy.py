"""A TCP proxy that a test stands in: what goes through can be read, held up, or dropped."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Self

HERE = "127.0.0.1"
_PIECE = 65536


@dataclass
class Link:
    """One client's way to the server, by the client's port. A mute one drops what is answered."""

    client: int
    mute: bool = False
    answered: asyncio.Event = field(default_factory=asyncio.Event)


class Proxy:
    """In front of a port of this machine, on a port of its own, until the block ends."""

    def __init__(self, upstream: int) -> None:
        self.port = 0
        self._upstream = upstream
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, HERE, 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def cut(self) -> None:
        """Ends all connections at once; new ones may come."""
        for task in tuple(self._tasks):
            task.cancel()

    async def outward(
        self, client: asyncio.StreamReader, server: asyncio.StreamWriter, link: Link
    ) -> None:
        """Passes on what a client says, until it says no more."""
        del link
        while piece := await client.read(_PIECE):
            await pass_on(server, piece)

    async def _serve(self, client: asyncio.StreamReader, answers: asyncio.StreamWriter) -> None:
        link = Link(answers.get_extra_info("peername")[1])
        server, says = await asyncio.open_connection(HERE, self._upstream)
        ways = {
            asyncio.create_task(_until_cut(self.outward(client, says, link))),
            asyncio.create_task(_until_cut(self._inward(server, answers, link))),
        }
        self._tasks |= ways
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for way in ways:
            way.cancel()
        self._tasks -= ways
        for writer in (says, answers):
            writer.close()

    async def _inward(
        self, server: asyncio.StreamReader, client: asyncio.StreamWriter, link: Link
    ) -> None:
        while piece := await server.read(_PIECE):
            link.answered.set()
            if not link.mute:
                await pass_on(client, piece)


async def pass_on(writer: asyncio.StreamWriter, piece: bytes) -> None:
    writer.write(piece)
    await writer.drain()


async def _until_cut(passing: Coroutine[None, None, None]) -> None:
    """A process that is killed cuts its connections, in the middle of a word too."""
    with suppress(ConnectionError, asyncio.IncompleteReadError):
        await passing
