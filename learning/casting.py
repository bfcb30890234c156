"""Which scripts are played: sites in turn, variants and personas drawn by the scripts' seed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import TypeVar

from learning.persona import as_persona
from learning.repertoire import PRACTICES
from learning.script import Persona, Script
from learning.wishes.site import SiteName

ALL = "all"
Member = TypeVar("Member", SiteName, Persona)


@dataclass(frozen=True, slots=True)
class Casting:
    """What a run's scripts are drawn from; the plain ones of the hotel site unless it is told."""

    sites: tuple[SiteName, ...] = (SiteName.HOTELS,)
    variants: tuple[int, ...] = (0,)
    personas: tuple[Persona, ...] = (Persona.PLAIN,)

    @staticmethod
    def of(sites: str, variants: str, personas: str) -> "Casting":
        """Reads `hotels,shop`, `0-7,100` and `plain,terse`; `all` is all sites or personas.

        Raises:
            ValueError: there is no such site or persona, or it is no number.
        """
        return Casting(
            sites=members(SiteName, sites),
            variants=tuple(number for part in variants.split(",") for number in _range(part)),
            personas=members(Persona, personas),
        )

    def scripts(self, count: int, seed: int, today: date) -> list[Script]:
        """The first so many; the same for the same casting and seed."""
        return [self._script(number, seed, today) for number in range(count)]

    def _script(self, number: int, seed: int, today: date) -> Script:
        rng = Random(f"{seed}/{number}/casting")  # noqa: S311 reproducible data, not a secret
        practice = PRACTICES[self.sites[number % len(self.sites)]]
        variant = rng.choice(self.variants) if practice.varies else 0
        script = practice.make_script(number, seed, today, variant)
        return as_persona(script, rng.choice(self.personas), practice, rng, today)


def members(kind: type[Member], text: str) -> tuple[Member, ...]:
    """The named members of a set, or all of it.

    Raises:
        ValueError: there is no such member.
    """
    return tuple(kind) if text == ALL else tuple(kind(name) for name in text.split(","))


def of_sites(scripts: Collection[Script], sites: str) -> list[Script]:
    """Those scripts that are played on these sites.

    Raises:
        ValueError: there is no such site.
    """
    wanted = members(SiteName, sites)
    return [script for script in scripts if script.site in wanted]


def _range(text: str) -> range:
    first, _, last = text.partition("-")
    return range(int(first), int(last or first) + 1)
