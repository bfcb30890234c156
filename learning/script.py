"""A conversation's script: what a person wants, knows, and says when asked."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from sites.hotels.tasks import HotelWish, Preference


class ScriptKind(StrEnum):
    AT_ONCE = "at_once"
    PIECEMEAL = "piecemeal"
    CHANGED = "changed"
    REFUSED = "refused"


class Wish(BaseModel):
    """A `HotelWish` as it stands in a file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    city: str
    check_in: date
    check_out: date
    guests: int
    preference: Preference
    first_name: str
    last_name: str
    email: str
    phone: str

    def on_site(self) -> HotelWish:
        return HotelWish(
            city=self.city,
            check_in=self.check_in,
            check_out=self.check_out,
            guests=self.guests,
            preference=self.preference,
            first_name=self.first_name,
            last_name=self.last_name,
            email=self.email,
            phone=self.phone,
        )


class Script(BaseModel):
    """One person's errand. `answers` are given only when asked; `change` is said instead of a yes.

    `revealed` names the pieces that `opening` holds; `first` is the wish before the change.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    kind: ScriptKind
    profile: dict[str, str]
    opening: str
    answers: dict[str, str]
    confirm: str
    change: str | None = None
    revealed: tuple[str, ...]
    first: Wish | None = None
    wish: Wish


def read_scripts(path: Path) -> Iterator[Script]:
    """The scripts of a JSON lines file.

    Raises:
        ValidationError: a line is no script.
    """
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield Script.model_validate_json(line)
