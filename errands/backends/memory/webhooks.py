from dataclasses import replace

from errands.contracts.errors import NotFoundError
from errands.contracts.ids import TenantId, WebhookId
from errands.contracts.webhook import Webhook


class MemoryWebhooks:
    """`WebhookStore`."""

    def __init__(self) -> None:
        self._webhooks: dict[WebhookId, Webhook] = {}

    async def add(self, webhook: Webhook) -> bool:
        return self._webhooks.setdefault(webhook.id, webhook) is webhook

    async def get(self, webhook: WebhookId) -> Webhook:
        if webhook not in self._webhooks:
            raise NotFoundError
        return self._webhooks[webhook]

    async def all(self, tenant: TenantId) -> tuple[Webhook, ...]:
        return tuple(one for one in await self.everyone() if one.tenant == tenant)

    async def everyone(self) -> tuple[Webhook, ...]:
        return tuple(sorted(self._webhooks.values(), key=lambda one: one.id))

    async def replace(self, old: Webhook, new: Webhook) -> bool:
        kept = self._webhooks.get(old.id)
        if kept is None or kept.version != old.version:
            return False
        self._webhooks[old.id] = replace(new, version=old.version + 1)
        return True

    async def remove(self, webhook: WebhookId) -> None:
        self._webhooks.pop(webhook, None)
