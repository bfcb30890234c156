"""Sends webhooks what is due to them, and keeps what became of it.

Any number may run: what one has claimed no other sends, and a claim that nobody settles runs out.
So an event may be sent twice where a sender dies over it; its id tells that it is the same.
"""

import asyncio
from dataclasses import replace
from typing import Final

import structlog

from errands.backends.webhook_signature import signed
from errands.contracts.errors import NotFoundError, StoreUnavailableError
from errands.contracts.webhook import Attempt, Delivery, Outcome, Webhook
from errands.telemetry import metrics
from services.wire.webhooks import message_of
from services.worker.holding import stop
from services.worker.retrying import SCHEDULE, pause_after
from services.worker.telling import Telling

AT_ONCE: Final = 4
"""How many attempts at one webhook may be under way, each of another session."""

CLAIM_SECONDS: Final = 30.0
"""Twice as long as an attempt may take."""

_TRIES: Final = 20
"""So often a change is tried again where somebody else's came before it."""

_HEADERS: Final = {"Content-Type": "application/json", "User-Agent": "Errands-Webhooks/1"}

_log = structlog.get_logger(__name__)


class Sender:
    def __init__(self, telling: Telling, schedule: tuple[float, ...] = SCHEDULE) -> None:
        self._telling = telling
        self._schedule = schedule
        self._under_way: dict[asyncio.Task[None], Delivery] = {}

    async def once(self) -> None:
        """Begins what is due, without waiting for it. Raises `StoreUnavailableError`."""
        for webhook in await self._telling.webhooks.everyone():
            try:
                await self._begin(webhook)
            except StoreUnavailableError:
                raise
            except Exception:  # noqa: BLE001 what is wrong with one webhook is no other's concern
                _log.exception("webhook.not_begun", webhook=webhook.id)

    async def settled(self) -> None:
        """Waits until nothing is under way, nor due any more."""
        while self._under_way:
            await asyncio.wait(self._under_way)

    async def close(self) -> None:
        """Gives back what was under way: whoever comes next sends it at once."""
        while self._under_way:
            claimed = dict(self._under_way)
            for task in claimed:
                await stop(task)
                self._under_way.pop(task, None)
            try:
                for delivery in claimed.values():
                    await self._telling.deliveries.release(delivery)
            except StoreUnavailableError as error:
                _log.warning("webhooks.not_given_back", error=repr(error))

    async def _begin(self, webhook: Webhook) -> None:
        if webhook.disabled_at is not None:
            return
        for delivery in await self._telling.deliveries.claim(webhook.id, CLAIM_SECONDS, AT_ONCE):
            task = asyncio.create_task(self._deliver(webhook, delivery))
            self._under_way[task] = delivery
            task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._under_way.pop(task, None)

    async def _deliver(self, webhook: Webhook, delivery: Delivery) -> None:
        try:
            await self._try(webhook, delivery)
            # what came next in its session had to wait for this one
            await self._begin(await self._telling.webhooks.get(webhook.id))
        except NotFoundError:
            return  # the webhook was removed meanwhile
        except StoreUnavailableError as error:
            _log.warning("webhook.not_settled", webhook=webhook.id, error=repr(error))
        except Exception:  # noqa: BLE001 a mistake of ours; the claim runs out and it is tried again
            _log.exception("webhook.not_settled", webhook=webhook.id, delivery=delivery.id)

    async def _try(self, webhook: Webhook, delivery: Delivery) -> None:
        body = await self._body(delivery)
        if body is None:
            expired = replace(delivery, last=Attempt(Outcome.EXPIRED), next_at=None)
            if await self._telling.deliveries.settle(delivery, expired):
                metrics.WEBHOOK_DEAD_LETTERS.inc()
            return
        now = self._telling.clock.now()
        headers = {**_HEADERS, **signed(delivery.id, body, now, webhook.secrets(now))}
        attempt = await self._telling.post(webhook.url, headers, body.encode())
        metrics.WEBHOOK_ATTEMPTS.labels(attempt.outcome).inc()
        after = self._after(delivery, attempt)
        say = _log.debug if attempt.outcome is Outcome.DELIVERED else _log.info
        say(
            "webhook.tried",
            webhook=webhook.id,
            delivery=delivery.id,
            attempts=after.attempts,
            outcome=attempt.outcome,
        )
        if await self._telling.deliveries.settle(delivery, after) and _is_dead(after):
            metrics.WEBHOOK_DEAD_LETTERS.inc()
        if attempt.outcome is Outcome.GONE:
            await self._disable(webhook)

    async def _body(self, delivery: Delivery) -> str | None:
        """`None` where its event isn't kept any more."""
        if delivery.session is None:
            return message_of(delivery, None)
        logged = await self._telling.events.get(delivery.session, delivery.event)
        return None if logged is None else message_of(delivery, logged.event)

    def _after(self, delivery: Delivery, attempt: Attempt) -> Delivery:
        now, attempts = self._telling.clock.now(), delivery.attempts + 1
        pause = pause_after(attempts, self._schedule)
        is_over = attempt.outcome in {Outcome.DELIVERED, Outcome.GONE} or pause is None
        return replace(
            delivery,
            attempts=attempts,
            last=attempt,
            tried_at=now,
            next_at=None if is_over or pause is None else now + pause,
        )

    async def _disable(self, webhook: Webhook) -> None:
        """Its receiver said that it is gone: nothing more is sent to it."""
        for _ in range(_TRIES):
            if webhook.disabled_at is not None:
                break
            gone = replace(webhook, disabled_at=self._telling.clock.now())
            if await self._telling.webhooks.replace(webhook, gone):
                _log.warning("webhook.disabled", webhook=webhook.id)
            webhook = await self._telling.webhooks.get(webhook.id)
        else:
            raise StoreUnavailableError("A webhook changes all the time.")
        metrics.WEBHOOK_DEAD_LETTERS.inc(await self._telling.deliveries.cease(webhook.id))


def _is_dead(delivery: Delivery) -> bool:
    is_told = delivery.last is not None and delivery.last.outcome is Outcome.DELIVERED
    return delivery.next_at is None and not is_told
