"""Redis behind a gate: a worker is stopped exactly before or after one of its writes."""

import asyncio
from collections.abc import Awaitable
from hashlib import sha1
from importlib.resources import files
from typing import cast

from redis.asyncio import Redis

from errands.backends.redis_layout import SessionKeys
from errands.contracts.ids import SessionId
from tests.faults.proxy import HERE, Link, Proxy, pass_on

_WRITES = ("acquire_lease", "save_session", "save_turn", "fenced_write", "release_lease")
"""Of a turn. A lease is renewed by the clock, at no point of it."""

_TELLS = {"fenced_write": 2, "save_turn": 3}
"""Which argument of a script says what is written: a hash's field, a turn's status."""


def _digest(script: str) -> bytes:
    source = (files("errands.backends") / "lua" / f"{script}.lua").read_bytes()
    return sha1(source, usedforsecurity=False).hexdigest().encode()


class RedisGate(Proxy):
    """Knows what is written of one session, and who was stopped at it."""

    def __init__(self, upstream: int, redis: Redis) -> None:
        super().__init__(upstream)
        self._redis = redis
        self._scripts = {_digest(name): name for name in _WRITES}
        self.watch(SessionId("none"))

    @property
    def url(self) -> str:
        return f"redis://{HERE}:{self.port}/0"

    def watch(
        self, session: SessionId, stop_at: int | None = None, *, written: bool = False
    ) -> None:
        """Whoever is about to make the write of that number is stopped, or has made it by then."""
        self.writes: list[str] = []
        self.holder = 0
        self.held = asyncio.Event()
        self._keys = SessionKeys("errands", session)
        self._lease = self._keys.lease.encode()
        self._stop_at = stop_at
        self._written = written

    async def outward(
        self, client: asyncio.StreamReader, server: asyncio.StreamWriter, link: Link
    ) -> None:
        while True:
            raw, words = await _command(client)
            if (name := self._script(words)) is not None and await self._counts(name):
                self.writes.append(name)
                if len(self.writes) - 1 == self._stop_at:
                    await self._stop(server, link, raw)
            await pass_on(server, raw)

    def _script(self, words: list[bytes]) -> str | None:
        """What is to be written of the session by a script's call; each begins with its lease."""
        if words[0].upper() != b"EVALSHA" or (script := self._scripts.get(words[1])) is None:
            return None
        if words[3] != self._lease:
            return None
        place = _TELLS.get(script)
        return script if place is None else f"{script} {words[3 + int(words[2]) + place].decode()}"

    async def _counts(self, name: str) -> bool:
        """Whoever hears of the session once more finds it leased, or nothing to do in it."""
        match name:
            case "acquire_lease":
                pending = cast("Awaitable[int]", self._redis.llen(self._keys.pending))
                return bool(await pending) and not await self._redis.exists(self._keys.lease)
            case "release_lease":
                return self.writes[-1:] not in ([], ["release_lease"])
            case _:
                return True

    async def _stop(self, server: asyncio.StreamWriter, link: Link, raw: bytes) -> None:
        """For ever: only its death ends it."""
        if self._written:
            link.mute = True
            link.answered.clear()
            await pass_on(server, raw)
            await link.answered.wait()
        self.holder = link.client
        self.held.set()
        await asyncio.Event().wait()


async def _command(client: asyncio.StreamReader) -> tuple[bytes, list[bytes]]:
    """One command of Redis's protocol, as it came and as words."""
    head = await client.readuntil(b"\r\n")
    raw, words = [head], []
    for _ in range(int(head[1:])):
        size = await client.readuntil(b"\r\n")
        word = await client.readexactly(int(size[1:]) + 2)
        raw += [size, word]
        words.append(word[:-2])
    return b"".join(raw), words
