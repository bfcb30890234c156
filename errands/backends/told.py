"""Events that a script appends in the same instant as what they tell of."""

from collections.abc import Sequence

from pydantic import TypeAdapter

from errands.contracts.event import Event

EVENT: TypeAdapter[Event] = TypeAdapter(Event)

EVENTS_KEPT = 5000
"""About so many of a session's events are kept, the newest."""


def told(events: Sequence[Event]) -> list[bytes | int]:
    """The last arguments of such a script: how many events are kept, then each as JSON."""
    return [EVENTS_KEPT, *(EVENT.dump_json(event) for event in events)]
