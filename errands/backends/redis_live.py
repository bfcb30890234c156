"""Pictures and touches over Redis's channels: what nobody listens to is gone."""

from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager
from typing import Annotated, Final, TypeVar, cast

import structlog
from pydantic import Field, TypeAdapter, ValidationError
from redis.asyncio import Redis
from redis.asyncio.client import PubSub

from errands.backends.redis_connection import TIMEOUT_SECONDS, guard
from errands.backends.redis_layout import SessionKeys, worker_channel
from errands.contracts.ids import SessionId, WorkerId
from errands.contracts.live import Frame, PageShown, Shown, ToWorker

_T = TypeVar("_T")

_TO_WORKER: Final[TypeAdapter[ToWorker]] = TypeAdapter(
    Annotated[ToWorker, Field(discriminator="kind")]
)
_FRAME: Final = b"\xff"
"""Begins no JSON."""
_SLICE_SECONDS: Final = TIMEOUT_SECONDS / 2

_log = structlog.get_logger(__name__)


class RedisLive:
    """`LiveWire`. Each who hears or watches holds a connection."""

    def __init__(self, client: Redis, namespace: str = "errands") -> None:
        self._client = client
        self._namespace = namespace

    async def tell(self, worker: WorkerId, said: ToWorker) -> None:
        with guard():
            await self._client.publish(self._of(worker), said.model_dump_json())

    @asynccontextmanager
    async def hear(self, worker: WorkerId) -> AsyncIterator[AsyncIterator[ToWorker]]:
        async with self._on(self._of(worker), _TO_WORKER.validate_json) as heard:
            yield heard

    async def show(self, session: SessionId, shown: Shown) -> None:
        with guard():
            await self._client.publish(self._about(session), _written(shown))

    @asynccontextmanager
    async def watch(self, session: SessionId) -> AsyncIterator[AsyncIterator[Shown]]:
        async with self._on(self._about(session), _read) as shown:
            yield shown

    async def viewers(self, session: SessionId) -> int:
        channel = self._about(session)
        with guard():
            ((_, count),) = await self._client.pubsub_numsub(channel)
        return int(count)

    @asynccontextmanager
    async def _on(
        self, channel: str, read: Callable[[bytes], _T]
    ) -> AsyncIterator[AsyncGenerator[_T, None]]:
        pubsub = self._client.pubsub()
        try:
            with guard():
                await pubsub.subscribe(channel)
                while not pubsub.subscribed or not await _confirmed(pubsub):
                    pass
            async with aclosing(_messages(pubsub, read)) as messages:
                yield messages
        finally:
            await pubsub.aclose()  # type: ignore[no-untyped-call] # redis-py leaves it so

    def _of(self, worker: WorkerId) -> str:
        return worker_channel(self._namespace, worker)

    def _about(self, session: SessionId) -> str:
        return SessionKeys(self._namespace, session).live


async def _confirmed(pubsub: PubSub) -> bool:
    """From then on nothing is missed."""
    message = await pubsub.get_message(timeout=_SLICE_SECONDS)
    return message is not None and message["type"] == "subscribe"


async def _messages(pubsub: PubSub, read: Callable[[bytes], _T]) -> AsyncGenerator[_T, None]:
    while True:
        with guard():
            message = await pubsub.get_message(
                ignore_subscribe_messages=True, timeout=_SLICE_SECONDS
            )
        if message is None:
            continue
        try:
            found = read(cast("bytes", message["data"]))
        except ValidationError:
            # Of a newer release. What it holds may be a secret.
            _log.warning("live.unknown")
            continue
        yield found


def _written(shown: Shown) -> bytes:
    if isinstance(shown, PageShown):
        return shown.model_dump_json().encode()
    return b"".join((_FRAME, shown.worker.encode(), _FRAME, shown.jpeg))


def _read(data: bytes) -> Shown:
    if not data.startswith(_FRAME):
        return PageShown.model_validate_json(data)
    _, worker, jpeg = data.split(_FRAME, 2)
    return Frame(WorkerId(worker.decode()), jpeg)
