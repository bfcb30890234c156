"""A dataset's card: what is in it, what it was made from, what was left out and why."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from learning.exercise import Exercise
from learning.sample import lines_of
from learning.selection import Reason, Selected, Selection
from learning.trait import Trait, trait_of


class _Card(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(_Card):
    """A file by its name and content; `read` is how many lines it has."""

    name: str
    sha256: str
    kind: Literal["episodes", "exercises"]
    read: int
    left_out: dict[str, int] = {}
    """Lines of it that are in no file, by the reason."""


class FileCard(_Card):
    """`before` is how many samples there were to choose from, `verbs` counts lines.

    Where nothing was chosen there is no file, and no `sha256`.
    """

    name: str
    sha256: str
    before: int
    dropped: dict[Reason, int]
    samples: int
    lines: int
    verbs: dict[str, int]
    counts: dict[Trait, dict[str, int]]


class Card(_Card):
    """`version` is of what the files hold: the same samples have the same version."""

    schema_version: Literal[1] = 1
    version: str
    renderer: int
    sources: tuple[Source, ...]
    sites: str
    held_out_share: float
    renamed_share: float
    selection: Selection
    files: tuple[FileCard, ...]

    @property
    def counts(self) -> dict[Trait, dict[str, int]]:
        """Of all files together."""
        return {t: _sum(file.counts[t] for file in self.files) for t in Trait}

    @property
    def dropped(self) -> dict[Reason, int]:
        return {r: sum(file.dropped.get(r, 0) for file in self.files) for r in Reason}


def file_card(path: Path, before: int, of: Selected) -> FileCard:
    """Of a file that has been written, or would have been."""
    verbs = Counter(line.split()[0] for one in of.kept for line in lines_of(one))
    return FileCard(
        name=path.name,
        sha256=sha256_of(path) if of.kept else "",
        before=before,
        dropped={reason: of.dropped[reason] for reason in Reason},
        samples=len(of.kept),
        lines=verbs.total(),
        verbs=_ordered(verbs),
        counts={trait: _counted(of.kept, trait) for trait in Trait},
    )


def version_of(files: Sequence[FileCard]) -> str:
    content = "".join(f"{file.name} {file.sha256}\n" for file in files)
    return hashlib.sha256(content.encode()).hexdigest()[:12]


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _counted(exercises: Iterable[Exercise], trait: Trait) -> dict[str, int]:
    return _ordered(Counter(trait_of(exercise, trait) for exercise in exercises))


def _sum(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for one in counts:
        total.update(one)
    return _ordered(total)


def _ordered(counts: Mapping[str, int]) -> dict[str, int]:
    """The most frequent first, so that the order is the same every time."""
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
