"""Hints over Celery: what both ends of the queue have to agree on, and the sender."""

import asyncio
import ssl
from typing import Final, cast
from urllib.parse import urlsplit

import structlog
from celery import Celery
from kombu import Exchange, Queue
from kombu.exceptions import KombuError, OperationalError
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from errands.contracts.ids import SessionId, WorkerId
from errands.contracts.tasks import RUN_SESSION, SHARED_QUEUE, own_queue
from errands.telemetry import metrics

VISIBILITY_SECONDS: Final = 900
KEY_PREFIX: Final = "errands:celery:"
_TLS: Final = "rediss"

_log = structlog.get_logger(__name__)


def celery_app(broker_url: str, client_name: str) -> Celery:
    """A Celery app with the settings that senders and workers must share."""
    app = Celery("errands", broker=broker_url, set_as_current=False)
    app.conf.update(
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,  # by itself it ends after a hundred, some 50 minutes
        broker_use_ssl=_verified(broker_url),
        broker_transport_options={
            # The same on every process: Redis redelivers by the shortest that anyone has.
            "visibility_timeout": VISIBILITY_SECONDS,
            "unacked_restore_interval": 5,
            "unacked_restore_throttle": 1,
            # Without it a publish on a dead connection waits forever.
            "socket_timeout": 30,
            "socket_connect_timeout": 5,
            "socket_keepalive": True,
            "health_check_interval": 15,
            "global_keyprefix": KEY_PREFIX,
            "client_name": client_name,
        },
        task_default_queue=SHARED_QUEUE,
        task_serializer="json",
        accept_content=["json"],
        task_ignore_result=True,
        result_backend=None,
    )
    return app


def _verified(broker_url: str) -> dict[str, ssl.VerifyMode] | None:
    """Kombu takes any certificate unless it is told otherwise; what the address says goes first."""
    return {"ssl_cert_reqs": ssl.CERT_REQUIRED} if urlsplit(broker_url).scheme == _TLS else None


def queue_of(worker: WorkerId) -> Queue:
    """A worker's own. It is bound to no exchange: a binding would outlive the worker."""
    name = own_queue(worker)
    return Queue(name, Exchange(""), routing_key=name)


def hints_waiting(broker_url: str) -> int:
    """How many hints no worker has taken yet; 0 where the broker can't tell.

    It asks Redis itself: kombu's own way to ask misses queues where keys have a prefix.
    """
    try:
        # Once, and not for long: who asks is asked whether a process lives.
        once = Retry(NoBackoff(), 0)
        with Redis.from_url(
            broker_url, socket_timeout=1, socket_connect_timeout=1, retry=once
        ) as client:
            return cast("int", client.llen(f"{KEY_PREFIX}{SHARED_QUEUE}"))
    except RedisError as error:
        _log.info("hints.not_counted", error=repr(error))
        return 0


class CeleryHints:
    """`Hints`. A broker that is away costs a warning: the reconciler sends the hint again."""

    def __init__(self, app: Celery) -> None:
        self._app = app

    async def send(self, session: SessionId, to: WorkerId | None = None) -> None:
        queue = SHARED_QUEUE if to is None else queue_of(to)
        try:
            await asyncio.to_thread(self._publish, session, queue)
        except (KombuError, OperationalError, RedisError, OSError) as error:
            metrics.HINTS_FAILED.inc()
            _log.warning("hint.not_sent", session=session, error=repr(error))

    async def close(self) -> None:
        await asyncio.to_thread(self._app.close)

    def _publish(self, session: SessionId, queue: str | Queue) -> None:
        # A caller waits for this: one quick retry, not Celery's four.
        self._app.send_task(
            RUN_SESSION,
            args=(session,),
            queue=queue,  # type: ignore[arg-type] # Celery takes a queue by name or whole
            retry=True,
            retry_policy={"max_retries": 1, "interval_start": 0, "interval_step": 0.1},
        )
