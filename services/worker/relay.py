"""From the sessions' streams of events into what is to be sent to each webhook.

Any number may run. A delivery has its event's own id, so that what is read twice is added once:
how far a webhook was told is kept after its deliveries are.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

import structlog

from errands.contracts.errors import NotFoundError, StoreUnavailableError
from errands.contracts.event import Logged
from errands.contracts.ids import SessionId, TenantId
from errands.contracts.webhook import Delivery, EventName, Webhook, delivery_id, due_at
from errands.telemetry import metrics
from services.worker.telling import Telling

_BATCH: Final = 100
_TENANTS_KNOWN: Final = 10_000
_BEGINNING: Final = "0-0"

TIDY_SECONDS: Final = 15.0
"""How often sessions of tenants without a webhook are asked whether they rest."""

_log = structlog.get_logger(__name__)


class Relay:
    def __init__(self, telling: Telling) -> None:
        self._telling = telling
        self._tenants: dict[SessionId, TenantId] = {}
        self._tidied = -TIDY_SECONDS

    async def once(self) -> None:
        """Looks at every session with news. Raises `StoreUnavailableError`."""
        webhooks = defaultdict[TenantId, list[Webhook]](list)
        for webhook in await self._telling.webhooks.everyone():
            if webhook.disabled_at is None:
                webhooks[webhook.tenant].append(webhook)
        now = self._telling.clock.elapsed()
        is_tidying = now - self._tidied >= TIDY_SECONDS
        if not webhooks and not is_tidying:
            return
        for session in await self._telling.outbox.sessions():
            try:
                await self._look(session, webhooks, tidy=is_tidying)
            except StoreUnavailableError:
                raise
            except Exception:  # noqa: BLE001 what is wrong with one session is no other's concern
                _log.exception("session.not_told", session=session)
        if is_tidying:
            self._tidied = now

    async def _look(
        self, session: SessionId, webhooks: Mapping[TenantId, Sequence[Webhook]], *, tidy: bool
    ) -> None:
        tenant = await self._tenant(session)
        if tenant is not None and tenant in webhooks:
            await self._tell(session, webhooks[tenant])
        elif tidy:
            await self._telling.outbox.rest(session, None)

    async def _tenant(self, session: SessionId) -> TenantId | None:
        """Whose a session is; nobody's where it is gone."""
        if session not in self._tenants:
            try:
                found = await self._telling.sessions.load(session)
            except NotFoundError:
                return None
            if len(self._tenants) >= _TENANTS_KNOWN:
                self._tenants.clear()
            self._tenants[session] = found.tenant
        return self._tenants[session]

    async def _tell(self, session: SessionId, webhooks: Sequence[Webhook]) -> None:
        """Reads the stream once for all webhooks that have been told as much."""
        told = await self._telling.outbox.told(session)
        alike = defaultdict[str, list[Webhook]](list)
        for webhook in webhooks:
            alike[told.get(webhook.id, _BEGINNING)].append(webhook)
        read = {await self._go_on(session, last, group) for last, group in alike.items()}
        if len(read) == 1:
            await self._telling.outbox.rest(session, *read)

    async def _go_on(self, session: SessionId, last: str, webhooks: Sequence[Webhook]) -> str:
        """Adds all that is new to each; the id of the last event there is."""
        while events := await self._telling.events.after(session, last, _BATCH):
            for webhook in webhooks:
                # A session is forgotten where something says that a webhook was told of it.
                if not await self._telling.outbox.mark(session, webhook.id, last):
                    return last
                await self._add([one for one in events if _is_wanted(one, webhook)], webhook)
            last = events[-1].id
            for webhook in webhooks:
                await self._telling.outbox.mark(session, webhook.id, last)
        return last

    async def _add(self, events: Sequence[Logged], webhook: Webhook) -> None:
        if events:
            wanted = [_delivery(one, webhook) for one in events]
            lost = await self._telling.deliveries.add(webhook.id, wanted)
            metrics.WEBHOOK_DEAD_LETTERS.inc(lost)


def _is_wanted(logged: Logged, webhook: Webhook) -> bool:
    """What happened before it was made isn't told."""
    event = logged.event
    return event.at >= webhook.created_at and event.type in webhook.events


def _delivery(logged: Logged, webhook: Webhook) -> Delivery:
    event = logged.event
    return Delivery(
        id=delivery_id(event.session, logged.id),
        webhook=webhook.id,
        session=event.session,
        event=logged.id,
        type=EventName(event.type),
        made_at=event.at,
        next_at=due_at(logged.id),
    )
