"""Both clients behind one face, so that a test is written once; and a peer with set replies."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial

from errands.client import AsyncErrands, Errands, Told
from errands.contracts.ids import TenantId
from errands.contracts.keys import USUAL_SCOPES, Scope
from services.api.auth import new_key
from tests.unit.api.house import House

_END = object()


@dataclass(frozen=True)
class InThread:
    """`Errands` as a test that is a coroutine calls it."""

    client: Errands

    def __getattr__(self, name: str) -> Callable[..., object]:
        return partial(asyncio.to_thread, getattr(self.client, name))

    async def follow(self, session: str, **after: str) -> AsyncIterator[Told]:
        events = self.client.follow(session, **after)
        while (told := await asyncio.to_thread(next, events, _END)) is not _END:
            yield told


@asynccontextmanager
async def either(kind: str, url: str, key: str, **rest: object) -> AsyncIterator[AsyncErrands]:
    """One of the two; what is typed for one is true of the other, as a test says."""
    if kind == "async":
        async with AsyncErrands(url, key, **rest) as client:
            yield client
    else:
        with Errands(url, key, **rest) as client:
            yield InThread(client)


async def key_of(house: House, tenant: str = "maya-inc") -> str:
    """A new key, for webhooks too."""
    scopes = USUAL_SCOPES | {Scope.WEBHOOKS}
    key, text = new_key(TenantId(tenant), scopes, created_at=house.clock.now())
    await house.keys.add(key)
    return text


@dataclass
class Peer:
    """Answers each connection with the next of its replies, and hangs up."""

    replies: list[bytes]
    heads: list[str] = field(default_factory=list)

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = _header(head, "content-length")
        await reader.readexactly(int(length or 0))
        self.heads.append(head)
        writer.write(self.replies.pop(0))
        await writer.drain()
        writer.close()

    def sent(self, header: str) -> list[str | None]:
        """What each request had as this header."""
        return [_header(head, header) for head in self.heads]


def _header(head: str, name: str) -> str | None:
    found = [line.partition(": ")[2] for line in head.splitlines() if line.startswith(f"{name}: ")]
    return found[0] if found else None


@asynccontextmanager
async def peer(replies: Sequence[bytes]) -> AsyncIterator[tuple[str, Peer]]:
    acting = Peer([*replies])
    server = await asyncio.start_server(acting.answer, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", acting


def reply(status: int, body: str = "", **headers: str) -> bytes:
    """A whole answer."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    head = {"Content-Length": str(len(body.encode())), "Connection": "close", **named}
    lines = [f"HTTP/1.1 {status} So", *(f"{name}: {value}" for name, value in head.items())]
    return "\r\n".join((*lines, "", body)).encode()
