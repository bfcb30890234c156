"""What a site brings to learning: scripts, their scripted solution, and what its state says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Final, Protocol, TypeAlias

from errands.contracts.ports import Decision, Request
from learning.part import Part
from learning.script import Errand, Script, Slip
from learning.topic import Topics
from learning.wishes.site import SiteName

Value: TypeAlias = str | int | date


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether an errand came out right, and if not, what is wrong first."""

    ok: bool
    kind: str


class Deeds(Protocol):
    """What came of one visitor's errands on a site: done there, or told to them."""

    def __bool__(self) -> bool:
        """Whether anything was done that can't be undone."""
        ...

    @property
    def values(self) -> tuple[tuple[str, Value], ...]:
        """What was given to the site, by the wish's fields; each should have been said."""
        ...

    def shares(self, count: int) -> tuple["Deeds", ...]:
        """One deed for each of so many errands, in the order of doing; the last has the rest."""
        ...

    def judged(self, errand: Errand) -> Outcome:
        """Whether exactly what was wished is done, and nothing more; no refused errand."""
        ...


Done: TypeAlias = Mapping[SiteName, Deeds]
"""By site, of one conversation."""


LOST: Final = 'say "I can\'t go on from this page."'
"""What a scripted solution says where it knows no way."""


class Adviser(Protocol):
    """A scripted solution, which is a `Model`; it reads nothing but prompts."""

    async def decide(self, request: Request) -> Decision:
        """The line for a prompt.

        Raises:
            UnsayableError: the served model could not say it.
        """
        ...

    def line(self, prompt: str) -> str:
        """The line for a prompt, sayable or not."""
        ...


class Expert(Adviser, Protocol):
    """The solution of one errand on a site of its own."""

    def home(self, prompt: str) -> str | None:
        """From a page of the site, the line towards its first page; `None` where it is that."""
        ...


class Practice(Protocol):
    """One site as it is practised on. Its server is `python -m sites.server NAME`."""

    @property
    def site(self) -> SiteName: ...

    @property
    def varies(self) -> bool:
        """Whether the site has other variants than 0."""
        ...

    @property
    def topics(self) -> Topics: ...

    def make_script(self, number: int, seed: int, today: date, variant: int) -> Script:
        """The same script for the same arguments."""
        ...

    def another(self, script: Script, rng: Random, today: date) -> Script:
        """Another errand of the same visitor, on the site as it looks to them."""
        ...

    def is_crossroads(self, page: str, variant: int) -> bool:
        """Whether the errand alone tells what is right on a page, whatever led there."""
        ...

    @property
    def again(self) -> bool:
        """Whether a visitor's second errand can be told from the first one by what was done."""
        ...

    def expert(self, part: Part, today: date, variant: int) -> Expert:
        """The scripted solution, which acts on what a prompt says and asks for the rest.

        It knows the site's words in this variant.
        """
        ...

    def deeds(self, database: Path, visitor: str, told: Sequence[str]) -> Deeds:
        """What the site's own state says by now, and what the person was told in the end."""
        ...

    def terse(self, errand: Errand) -> Mapping[str, str]:
        """The bare value for each topic."""
        ...

    def mistake(self, rng: Random, errand: Errand, today: date) -> Slip | None:
        """A wrong answer to something that the opening doesn't tell; `None` where it tells all."""
        ...

    def renaming(self, rng: Random, errand: Errand) -> Mapping[str, str]:
        """Names in a recording that might as well be others, and those others."""
        ...


def topics_of(errand: Errand, practice: Practice) -> Topics:
    """What a person can be asked for of this errand: what they have an answer to."""
    return tuple(topic for topic in practice.topics if topic.name in errand.answers)
