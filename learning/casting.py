"""Which scripts are played: sites in turn, variants and personas drawn by the scripts' seed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from itertools import count
from random import Random
from typing import Final, TypeVar

import typer

from learning.persona import as_persona
from learning.practice import Practice
from learning.repertoire import PRACTICES
from learning.script import Persona, Script, ScriptKind
from learning.splice import spliced, tells_all
from learning.wishes.site import KEPT_OUT, SiteName
from sites.variant import Variant

ALL = "all"
LEARNED: Final = tuple(site for site in SiteName if site not in KEPT_OUT)
"""Sites to learn on."""
_SECOND = 1_000_000
"""Numbers of scripts that are nobody's first errand."""
Member = TypeVar("Member", SiteName, Persona, ScriptKind)


@dataclass(frozen=True, slots=True)
class Casting:
    """What a run's scripts are drawn from; the plain ones of the hotel site unless it is told."""

    sites: tuple[SiteName, ...] = (SiteName.HOTELS,)
    variants: tuple[int, ...] = (0,)
    personas: tuple[Persona, ...] = (Persona.PLAIN,)
    spliced: float = 0
    """The share of conversations with a second errand."""

    @staticmethod
    def of(sites: str, variants: str, personas: str, spliced: float = 0) -> "Casting":
        """Reads `hotels,shop`, `0-7,100` and `plain,terse`; `all` is all sites or personas.

        A site that is kept out of training has to be named.

        Raises:
            ValueError: there is no such site, persona or look, or it is no number.
        """
        return Casting(
            sites=sites_named(sites),
            variants=_looks(variants),
            personas=members(Persona, personas),
            spliced=spliced,
        )

    def scripts(self, many: int, seed: int, today: date) -> list[Script]:
        """The first so many; the same for the same casting and seed."""
        return [self.script(number, seed, today) for number in range(many)]

    def script(self, number: int, seed: int, today: date) -> Script:
        rng = Random(f"{seed}/{number}/casting")  # noqa: S311 reproducible data, not a secret
        practice = PRACTICES[self.sites[number % len(self.sites)]]
        variant, persona = rng.choice(self.variants), rng.choice(self.personas)
        other = self._other(practice, rng) if rng.random() < self.spliced else None
        if not any(one.varies for one in (practice, other) if one is not None):
            variant = 0

        def drawn(of: Practice, numbered: int) -> Script:
            made = of.make_script(numbered, seed, today, variant)
            return as_persona(made, persona, of, rng, today)

        script = drawn(practice, number)
        if other is None:
            return script
        seconds = (
            drawn(other, number + turn * _SECOND if other.again else number) for turn in count(1)
        )
        second = next(s for s in seconds if other is not practice or tells_all(s, other))
        if not other.again and second.known_as != script.known_as:
            return script  # one of them comes to a shop where they have left something
        return spliced(script, practice, second, other, rng)

    def _other(self, practice: Practice, rng: Random) -> Practice | None:
        """The site of a second errand."""
        others = [PRACTICES[site] for site in self.sites]
        fit = [other for other in others if other is not practice or practice.again]
        return rng.choice(fit) if fit else None


def casting_asked_for(sites: str, variants: str, personas: str, spliced: float = 0) -> Casting:
    """`Casting.of` for the options of a command.

    Raises:
        BadParameter: there is none such.
    """
    try:
        return Casting.of(sites, variants, personas, spliced)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


def members(kind: type[Member], text: str) -> tuple[Member, ...]:
    """The named members of a set, or all of it.

    Raises:
        ValueError: there is no such member.
    """
    return tuple(kind) if text == ALL else tuple(kind(name) for name in text.split(","))


def sites_named(text: str) -> tuple[SiteName, ...]:
    """The named sites, or all that are learned on.

    Raises:
        ValueError: there is no such site.
    """
    return LEARNED if text == ALL else members(SiteName, text)


def sites_to_learn_on(text: str) -> tuple[SiteName, ...]:
    """The same, for what is made into samples.

    Raises:
        ValueError: there is no such site, or it is kept out of training.
    """
    sites = sites_named(text)
    if kept_out := sorted(KEPT_OUT.intersection(sites)):
        raise ValueError(f"{', '.join(kept_out)}: kept out of training, to be judged by alone")
    return sites


def of_sites(scripts: Collection[Script], sites: str) -> list[Script]:
    """Those scripts that are played on these sites; `all` is every one.

    Raises:
        ValueError: there is no such site.
    """
    wanted = members(SiteName, sites)
    return [script for script in scripts if script.site in wanted]


def _looks(text: str) -> tuple[int, ...]:
    numbers = (number for part in text.split(",") for number in _range(part))
    return tuple(Variant.of(number).number for number in numbers)


def _range(text: str) -> range:
    first, _, last = text.partition("-")
    return range(int(first), int(last or first) + 1)
