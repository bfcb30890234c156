"""What is known of the person: slots with values, slots known to be missing, secrets."""

from typing import Final

from pydantic import BaseModel, ConfigDict, SecretStr

from errands.contracts.errors import ProfileRefusedError
from errands.contracts.ids import SlotName

COMMON_SLOTS = tuple(SlotName(s) for s in ("first_name", "last_name", "email", "phone"))
"""Shown as `undefined` where a caller doesn't give them."""
MOST_NAMES: Final = 128
"""Slots and secrets together: each is a line of every prompt."""


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

    def changed(self, change: "ProfileChange") -> "Profile":
        """Slots and secrets that the change doesn't name stay; a secret takes an undefined slot.

        Raises `ProfileRefusedError` where a name would be both, or there would be too many.
        """
        slots = {**self.slots, **change.slots}
        told = dict.fromkeys((*self.secrets, *change.secrets))
        secrets = tuple(name for name in told if change.secrets.get(name, name) is not None)
        both = sorted(name for name in secrets if slots.get(name) is not None)
        if both:
            raise ProfileRefusedError(f"a slot and a secret: {', '.join(both)}")
        if len({*slots, *secrets}) > MOST_NAMES:
            raise ProfileRefusedError(f"more than {MOST_NAMES} slots and secrets")
        kept = {name: value for name, value in slots.items() if name not in secrets}
        return Profile(slots=kept, secrets=secrets)

    def with_slots(self, found: dict[SlotName, str]) -> "Profile":
        return self.model_copy(update={"slots": {**self.slots, **found}})

    @staticmethod
    def of(slots: dict[SlotName, str], secrets: tuple[SlotName, ...] = ()) -> "Profile":
        """A profile in which the common slots that aren't given are explicitly undefined."""
        common: dict[SlotName, str | None] = dict.fromkeys(COMMON_SLOTS)
        return Profile(slots={**common, **slots}, secrets=secrets)


class ProfileChange(BaseModel):
    """What has become known of the person, and what isn't true any more: `None`.

    `secret_hosts` holds the hosts of those secrets that name some.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    slots: dict[SlotName, str | None] = {}
    secrets: dict[SlotName, SecretStr | None] = {}
    secret_hosts: dict[SlotName, tuple[str, ...]] = {}

    @property
    def names(self) -> tuple[SlotName, ...]:
        """Of the slots and secrets that it gives or takes."""
        return tuple(sorted({*self.slots, *self.secrets}))
