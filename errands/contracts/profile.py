"""What is known of the person: slots with values, slots known to be missing, secrets."""

from pydantic import BaseModel, ConfigDict

from errands.contracts.ids import SlotName

COMMON_SLOTS = tuple(SlotName(s) for s in ("first_name", "last_name", "email", "phone"))
"""Shown as `undefined` where a caller doesn't give them."""


class Profile(BaseModel):
    """`None` is a slot that is known to be undefined. `secrets` holds names, never values."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    slots: dict[SlotName, str | None] = {}
    secrets: tuple[SlotName, ...] = ()

    @property
    def values(self) -> tuple[str, ...]:
        """Of the slots that have one."""
        return tuple(value for value in self.slots.values() if value)

    def value(self, name: SlotName) -> str | None:
        return self.slots.get(name)

    def with_slots(self, found: dict[SlotName, str]) -> "Profile":
        return self.model_copy(update={"slots": {**self.slots, **found}})

    @staticmethod
    def of(slots: dict[SlotName, str], secrets: tuple[SlotName, ...] = ()) -> "Profile":
        """A profile in which the common slots that aren't given are explicitly undefined."""
        common: dict[SlotName, str | None] = dict.fromkeys(COMMON_SLOTS)
        return Profile(slots={**common, **slots}, secrets=secrets)
