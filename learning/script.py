"""A conversation's script: what a person wants, knows, and says when asked."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from learning.wishes.site import KEPT_OUT, SiteName
from learning.wishes.wish import Wish
from sites.variant import HELD_OUT


class ScriptKind(StrEnum):
    AT_ONCE = "at_once"
    PIECEMEAL = "piecemeal"
    CHANGED = "changed"
    REFUSED = "refused"


class Persona(StrEnum):
    """How somebody answers."""

    PLAIN = "plain"
    TERSE = "terse"
    """The bare value."""
    CHATTY = "chatty"
    """Small talk around it."""
    VAGUE_FIRST = "vague_first"
    """Nothing usable at the first question; an answer at the next."""
    WRONG_FIRST = "wrong_first"
    """One wrong value, put right when a yes is asked for."""


MOST_SLIPS: Final = 200
"""Wrong answers that are drawn in search of one that can be put right: some errands have none."""


class Slip(BaseModel):
    """A wrong answer to one topic: until it is corrected the person seems to want `wish`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    topic: str
    answer: str
    correction: str
    wish: Wish


class Errand(BaseModel):
    """One thing to be done. `answers` are given only when asked; `change` is said instead of a yes.

    `revealed` names the pieces that `opening` holds; `first` is the wish before the change. `vague`
    is said once in place of an answer, `slip` holds one that is wrong.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: ScriptKind
    opening: str
    answers: dict[str, str]
    confirm: str
    change: str | None = None
    revealed: tuple[str, ...]
    first: Wish | None = None
    wish: Wish
    vague: str | None = None
    slip: Slip | None = None

    @property
    def site(self) -> SiteName:
        return self.wish.site

    @property
    def refused(self) -> bool:
        """Whether the person says no in the end: then nothing may be done."""
        return self.kind is ScriptKind.REFUSED

    @property
    def wishes(self) -> tuple[Wish, ...]:
        """What is wanted, or seems to be, at one time or another; the last one last."""
        seeming = None if self.slip is None else self.slip.wish
        return tuple(wish for wish in (seeming, self.first, self.wish) if wish is not None)


class Order(StrEnum):
    """When a second errand is done."""

    THEN = "then"
    """Once the first one is done."""
    BEFORE = "before"
    """It interrupts the first one, which is gone on with afterwards."""


class Splice(BaseModel):
    """A second errand of the same person; `lead` comes before its opening.

    `back` is what they say to go on with the first errand that was interrupted.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    order: Order
    errand: Errand
    lead: str
    back: str = ""


class Script(Errand):
    """One person's conversation. `variant` is how their sites look.

    `visitor` is the name under which the sites know them, the script's own where it is empty.
    """

    id: str
    visitor: str = ""
    variant: int = 0
    persona: Persona = Persona.PLAIN
    profile: dict[str, str]
    splice: Splice | None = None

    @property
    def known_as(self) -> str:
        return self.visitor or self.id

    @property
    def is_kept_out(self) -> bool:
        """Whether it is there to be judged by alone, for its site or for how that looks."""
        return self.variant in HELD_OUT or any(errand.site in KEPT_OUT for errand in self.errands)

    @property
    def errands(self) -> tuple[Errand, ...]:
        """In the order in which they are done."""
        if self.splice is None:
            return (self,)
        pair = (self, self.splice.errand)
        return pair if self.splice.order is Order.THEN else pair[::-1]


def read_scripts(path: Path) -> Iterator[Script]:
    """The scripts of a JSON lines file.

    Raises:
        ValidationError: a line is no script.
    """
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield Script.model_validate_json(line)
