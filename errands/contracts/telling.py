"""What is kept of webhooks: ports of a store. Every method may raise `StoreUnavailableError`."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from errands.contracts.ids import DeliveryId, SessionId, TenantId, WebhookId
from errands.contracts.webhook import Delivery, Webhook


class WebhookStore(Protocol):
    async def add(self, webhook: Webhook) -> bool:
        """False where its id is taken: then nothing is changed."""
        ...

    async def get(self, webhook: WebhookId) -> Webhook:
        """Raises `NotFoundError`."""
        ...

    async def all(self, tenant: TenantId) -> tuple[Webhook, ...]:
        """A tenant's, by their ids."""
        ...

    async def everyone(self) -> tuple[Webhook, ...]:
        """Those of all tenants, by their ids."""
        ...

    async def replace(self, old: Webhook, new: Webhook) -> bool:
        """False, and nothing is changed, where its `version` isn't that of the old one any more.

        What is kept then has the next version.
        """
        ...

    async def remove(self, webhook: WebhookId) -> None:
        """Fine where there is none."""
        ...


class DeliveryStore(Protocol):
    """What is to be sent to each webhook, and what became of it."""

    async def add(self, webhook: WebhookId, deliveries: Sequence[Delivery]) -> int:
        """Adds those whose ids aren't known.

        Where there are too many of a webhook, its oldest go. Returns how many of those had still
        been to send.
        """
        ...

    async def claim(self, webhook: WebhookId, seconds: float, most: int) -> tuple[Delivery, ...]:
        """Those to send now, in order; the caller's alone until it settles them, or for so long.

        The store's own clock decides, whatever that of a caller says.

        No two of a line are out at once, and at most so many of the webhook in all.
        """
        ...

    async def settle(self, old: Delivery, new: Delivery) -> bool:
        """Ends a claim. False, and nothing is changed, where it has changed or is gone.

        As with webhooks: the version decides, and the next one is kept.
        """
        ...

    async def again(self, old: Delivery, new: Delivery) -> bool:
        """As `settle`, for who has claimed nothing."""
        ...

    async def release(self, delivery: Delivery) -> None:
        """Ends a claim that nothing came of. Fine where it has changed or is gone."""
        ...

    async def get(self, webhook: WebhookId, delivery: DeliveryId) -> Delivery:
        """Raises `NotFoundError`."""
        ...

    async def page(self, webhook: WebhookId, after: str | None, most: int) -> tuple[Delivery, ...]:
        """In the order of their ids, from after one on."""
        ...

    async def oldest(self, webhook: WebhookId) -> Delivery | None:
        """The oldest that is still to send, or out."""
        ...

    async def forget(self, session: SessionId) -> None:
        """Removes those of a session."""
        ...

    async def drop(self, webhook: WebhookId) -> None:
        """Removes all of a webhook."""
        ...

    async def cease(self, webhook: WebhookId) -> int:
        """Sends none of a webhook's any more, but keeps what is on record; how many those were."""
        ...


class Outbox(Protocol):
    """Which sessions may have events that webhooks haven't been told of: none is ever missed."""

    async def sessions(self) -> tuple[SessionId, ...]: ...

    async def told(self, session: SessionId) -> Mapping[WebhookId, str]:
        """For each webhook the id of the last event that is in its deliveries, if wanted there."""
        ...

    async def mark(self, session: SessionId, webhook: WebhookId, event: str) -> bool:
        """Keeps that id. False, and nothing is kept, where there is no such session (any more)."""
        ...

    async def rest(self, session: SessionId, last: str | None) -> None:
        """Takes a session out until something happens in it, unless something goes on in it.

        It stays where there are events after `last`; `None` says that nobody asks for them.
        """
        ...
