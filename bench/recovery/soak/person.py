"""A person of the soak: says one thing after the other, and wants an answer to each."""

import asyncio
from dataclasses import dataclass, field
from typing import Final

import httpx
from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_delay, wait_fixed

from bench.recovery.house import a_session
from bench.recovery.soak.pages import BOOK, YES
from errands.backends.redis_sessions import RedisSessions
from errands.contracts.ids import SessionId

LOST_SECONDS: Final = 240.0
"""After so long without an end a turn counts as lost."""


class NotEndedError(Exception):
    """A turn that stays unfinished."""


@dataclass
class Person:
    session: SessionId
    visitor: str
    turns: int
    said: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    async def talk(self, client: httpx.AsyncClient) -> None:
        """Every second message is the yes to what the first one led to."""
        for number in range(self.turns):
            message = YES if number % 2 else BOOK
            path = f"/v1/sessions/{self.session}/turns"
            turn = await _steady(client, "POST", path, number, json={"message": message})
            id_ = str(turn["id"])
            self.said.append(id_)
            try:
                async with asyncio.timeout(LOST_SECONDS):
                    while turn["ended_at"] is None:
                        turn = await _steady(client, "GET", f"{path}/{id_}?wait=10", number)
            except TimeoutError:
                self.lost.append(id_)
                return


async def a_person(host: str, visitor: str, turns: int, sessions: RedisSessions) -> Person:
    session = a_session(f"http://{host}/{visitor}", host)
    await sessions.create(session, {})
    return Person(session.id, visitor, turns)


async def _steady(
    client: httpx.AsyncClient,
    method: str,
    path: str,
    number: int,
    json: dict[str, str] | None = None,
) -> dict[str, object]:
    """Asks again while Redis is away; the key makes of several calls one turn."""
    retrying = AsyncRetrying(
        retry=retry_if_exception_type((httpx.HTTPStatusError, httpx.TransportError)),
        wait=wait_fixed(0.2),
        stop=stop_after_delay(LOST_SECONDS),
        reraise=True,
    )
    headers = {"Idempotency-Key": f"turn-{number}"}

    async def ask() -> dict[str, object]:
        answer = await client.request(method, path, headers=headers, json=json)
        found: dict[str, object] = answer.raise_for_status().json()
        return found

    return await retrying(ask)
