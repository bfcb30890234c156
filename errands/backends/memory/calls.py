from dataclasses import dataclass

from errands.backends.turn_rules import IDEMPOTENCY_SECONDS
from errands.contracts.errors import IdempotencyConflictError, InFlightError
from errands.contracts.ports import Clock
from errands.contracts.stores import CALL_SECONDS


@dataclass(slots=True)
class _Known:
    """`until` is of the clock's `elapsed`."""

    sent: str
    ended: bool
    until: float


class MemoryCalls:
    """`CallStore`."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._known: dict[str, _Known] = {}

    async def begin(self, call: str, sent: str) -> bool:
        now = self._clock.elapsed()
        known = self._known.get(call)
        if known is None or now >= known.until:
            self._known[call] = _Known(sent, ended=False, until=now + CALL_SECONDS)
            return True
        if known.sent != sent:
            raise IdempotencyConflictError
        if not known.ended:
            raise InFlightError
        return False

    async def end(self, call: str, sent: str) -> None:
        until = self._clock.elapsed() + IDEMPOTENCY_SECONDS
        self._known[call] = _Known(sent, ended=True, until=until)

    async def drop(self, call: str) -> None:
        self._known.pop(call, None)
