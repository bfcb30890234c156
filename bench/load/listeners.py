"""`python -m bench.load.listeners`: follows all sessions, in a process of its own.

Who times the answers to POSTs would else time how busy it is with reading. It reads an `Order` from
its input, writes the id of each turn that ends, reads a `Last`, and writes what it `Heard`.
"""

import asyncio
import sys
from random import Random

import httpx
from pydantic import BaseModel, ConfigDict

from bench.load.stream import Stream
from errands.contracts.ids import SessionId

MISSING_SECONDS = 30.0
"""How long it waits, in the end, for what hasn't come yet."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Order(_Frozen):
    api: str
    key: str
    sessions: tuple[SessionId, ...]
    drop: float
    seed: int


class Last(_Frozen):
    """The last event of each session."""

    ids: dict[SessionId, str]


class Heard(_Frozen):
    """The ids that each session's stream brought, and how often one was resumed."""

    ids: dict[SessionId, tuple[str, ...]]
    resumed: int


async def main() -> None:
    order = Order.model_validate_json(await _line())
    streams = [
        Stream(session, _tell, Random(f"{order.seed}/{session}"), order.drop)  # noqa: S311 which streams break
        for session in order.sessions
    ]
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=None)
    async with (
        httpx.AsyncClient(
            base_url=order.api,
            headers={"Authorization": f"Bearer {order.key}"},
            timeout=httpx.Timeout(60),
            limits=limits,
        ) as client,
        asyncio.TaskGroup() as group,
    ):
        following = [group.create_task(stream.follow(client)) for stream in streams]
        last = Last.model_validate_json(await _line())
        await _arrived(streams, last)
        for task in following:
            task.cancel()
    heard = Heard(
        ids={stream.session: tuple(stream.ids) for stream in streams},
        resumed=sum(stream.resumed for stream in streams),
    )
    _tell(heard.model_dump_json())


async def _arrived(streams: list[Stream], last: Last) -> None:
    waiting = [asyncio.create_task(s.reaches(last.ids[s.session])) for s in streams]
    _, late = await asyncio.wait(waiting, timeout=MISSING_SECONDS)
    for task in late:
        task.cancel()


async def _line() -> str:
    return await asyncio.to_thread(sys.stdin.readline)


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main())
