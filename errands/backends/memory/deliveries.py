from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from errands.contracts.errors import NotFoundError
from errands.contracts.ids import DeliveryId, SessionId, WebhookId
from errands.contracts.ports import Clock
from errands.contracts.webhook import Delivery


@dataclass(slots=True)
class _Shelf:
    """All of one webhook. `due` holds when each is to be sent, `out` until when a line is out."""

    log: dict[DeliveryId, Delivery] = field(default_factory=dict)
    due: dict[DeliveryId, float] = field(default_factory=dict)
    out: dict[str, float] = field(default_factory=dict)

    def holds(self, delivery: Delivery) -> bool:
        """Whether it is there and hasn't changed."""
        kept = self.log.get(delivery.id)
        return kept is not None and kept.version == delivery.version

    def remove(self, delivery: DeliveryId) -> bool:
        """Whether it had still been to send."""
        self.log.pop(delivery, None)
        return self.due.pop(delivery, None) is not None


class MemoryDeliveries:
    """`DeliveryStore`."""

    def __init__(self, clock: Clock, *, kept: int = 1000) -> None:
        self._clock = clock
        self._kept = kept
        self._shelves: dict[WebhookId, _Shelf] = {}

    async def add(self, webhook: WebhookId, deliveries: Sequence[Delivery]) -> int:
        shelf = self._shelf(webhook)
        for one in deliveries:
            if one.id not in shelf.log:
                shelf.log[one.id] = one
                shelf.due[one.id] = one.next_at or 0.0
        beyond = max(0, len(shelf.log) - self._kept)
        return sum(shelf.remove(id_) for id_ in sorted(shelf.log)[:beyond])

    async def claim(self, webhook: WebhookId, seconds: float, most: int) -> tuple[Delivery, ...]:
        shelf, now = self._shelf(webhook), self._clock.now()
        shelf.out = {line: at for line, at in shelf.out.items() if at > now}
        found: list[Delivery] = []
        for _, id_ in sorted((at, id_) for id_, at in shelf.due.items() if at <= now):
            if len(shelf.out) < most and _line_of(id_) not in shelf.out:
                shelf.out[_line_of(id_)] = now + seconds
                found.append(shelf.log[id_])
        return tuple(found)

    async def settle(self, old: Delivery, new: Delivery) -> bool:
        self._shelf(old.webhook).out.pop(_line_of(old.id), None)
        return await self.again(old, new)

    async def again(self, old: Delivery, new: Delivery) -> bool:
        shelf = self._shelf(old.webhook)
        if not shelf.holds(old):
            return False
        shelf.log[old.id] = replace(new, version=old.version + 1)
        if new.next_at is None:
            shelf.due.pop(old.id, None)
        else:
            shelf.due[old.id] = new.next_at
        return True

    async def release(self, delivery: Delivery) -> None:
        shelf = self._shelf(delivery.webhook)
        if shelf.holds(delivery):
            shelf.out.pop(_line_of(delivery.id), None)

    async def get(self, webhook: WebhookId, delivery: DeliveryId) -> Delivery:
        found = self._shelf(webhook).log.get(delivery)
        if found is None:
            raise NotFoundError
        return found

    async def page(self, webhook: WebhookId, after: str | None, most: int) -> tuple[Delivery, ...]:
        log = self._shelf(webhook).log
        ids = sorted(id_ for id_ in log if after is None or id_ > after)
        return tuple(log[id_] for id_ in ids[:most])

    async def oldest(self, webhook: WebhookId) -> Delivery | None:
        shelf = self._shelf(webhook)
        return shelf.log[min(shelf.due)] if shelf.due else None

    async def forget(self, session: SessionId) -> None:
        for shelf in self._shelves.values():
            shelf.out.pop(session, None)
            for id_ in [id_ for id_ in shelf.log if _line_of(id_) == session]:
                shelf.remove(id_)

    async def drop(self, webhook: WebhookId) -> None:
        self._shelves.pop(webhook, None)

    async def cease(self, webhook: WebhookId) -> int:
        shelf = self._shelf(webhook)
        count = len(shelf.due)
        shelf.due.clear()
        shelf.out.clear()
        return count

    def _shelf(self, webhook: WebhookId) -> _Shelf:
        return self._shelves.setdefault(webhook, _Shelf())


def _line_of(delivery: DeliveryId) -> str:
    return delivery.split("_", 3)[3]
