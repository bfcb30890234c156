"""Which files of the repository are pages of the site, and where they stand there."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
DOCS: Final = ROOT / "docs"

GUESTS: Final[Mapping[str, str]] = {
    "README.md": "index.md",
    "ARCHITECTURE.md": "architecture.md",
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "learning/README.md": "learning.md",
    "learning/LOG.md": "log.md",
    "learning/suites/README.md": "suites.md",
    "bench/RESULTS.md": "measured.md",
    "deploy/k8s/seccomp/README.md": "seccomp.md",
}
"""Pages that stay where GitHub's readers look for them, and are shown by the site as well."""

HOMES: Final[Mapping[str, str]] = {
    "docs": "index.md",
    "docs/adr": "adr/index.md",
    "learning": "learning.md",
}
"""What has another page in its place there."""


def site_path(path: str) -> str | None:
    """Where a file or folder of the repository stands in the site, if it does."""
    known = GUESTS.get(path) or HOMES.get(path)
    if known is None and path.startswith("docs/"):
        return path.removeprefix("docs/")
    return known


def repository_path(page: str) -> str:
    """The file that a page of the site is of."""
    own = {place: path for path, place in GUESTS.items()}
    return own.get(page, f"docs/{page}")


def sources() -> Iterator[Path]:
    """The Markdown of every page that is written by hand."""
    yield from sorted(DOCS.rglob("*.md"))
    yield from (ROOT / path for path in GUESTS)
