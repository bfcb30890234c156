"""A conversation's script: what a person wants, knows, and says when asked."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from learning.wishes.site import SiteName
from learning.wishes.wish import Wish


class ScriptKind(StrEnum):
    AT_ONCE = "at_once"
    PIECEMEAL = "piecemeal"
    CHANGED = "changed"
    REFUSED = "refused"


class Errand(BaseModel):
    """One thing to be done. `answers` are given only when asked; `change` is said instead of a yes.

    `revealed` names the pieces that `opening` holds; `first` is the wish before the change.
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

    @property
    def site(self) -> SiteName:
        return self.wish.site

    @property
    def refused(self) -> bool:
        """Whether the person says no in the end: then nothing may be done."""
        return self.kind is ScriptKind.REFUSED

    @property
    def wishes(self) -> tuple[Wish, ...]:
        """What is wanted at one time or another, the last one last."""
        return (self.wish,) if self.first is None else (self.first, self.wish)


class Script(Errand):
    """One person's conversation. `variant` is how their site looks."""

    id: str
    variant: int = 0
    profile: dict[str, str]


def read_scripts(path: Path) -> Iterator[Script]:
    """The scripts of a JSON lines file.

    Raises:
        ValidationError: a line is no script.
    """
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield Script.model_validate_json(line)
