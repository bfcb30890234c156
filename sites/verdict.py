"""What a site's own state says of a task."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the wish came true, and if not, the first thing that is wrong.

    `kind` is of the site's own closed set, where one means that all is well.
    """

    ok: bool
    kind: StrEnum
    detail: str
