"""Other companies in recorded conversations: a model is to copy the name that it reads."""

from collections.abc import Sequence
from random import Random
from typing import Final

from learning.wishes.bills import BillsWish

_FIRST: Final = (
    *("Juniper", "Copperfield", "Westmoor", "Saltmarsh", "Bluebell", "Ironbridge", "Lantern"),
    *("Halcyon", "Thornbury", "Kestrel", "Meadowgate", "Silverlake", "Pinewood", "Ravenscar"),
)
_LAST: Final = ("and Sons", "Group", "Partners", "Direct", "Services", "United", "Company")


def renaming(rng: Random, wishes: Sequence[BillsWish]) -> dict[str, str]:
    """For each payee another one."""
    payees = list(dict.fromkeys(wish.payee for wish in wishes))
    firsts = rng.sample(_FIRST, len(payees))
    return {old: f"{new} {rng.choice(_LAST)}" for old, new in zip(payees, firsts, strict=True)}
