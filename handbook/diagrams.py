"""Mermaid diagrams, which GitHub draws by itself, as pictures that the site holds."""

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final, Literal, TypeAlias

from handbook.pages import DOCS, sources

Scheme: TypeAlias = Literal["light", "dark"]
FOLDER: Final = "pictures/diagrams"
_BLOCK: Final = re.compile(r"^```mermaid\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_TITLE: Final = re.compile(r"^\s*accTitle: (.+)$", re.MULTILINE)


class NotDrawnError(Exception):
    """A diagram has no picture of its present text: `make docs-pictures` draws it."""


@dataclass(frozen=True, slots=True)
class Diagram:
    """`source` is what stands in the block."""

    source: str

    @property
    def title(self) -> str:
        """What a screen reader says of it."""
        found = _TITLE.search(self.source)
        return found[1] if found else ""

    def picture(self, scheme: Scheme) -> str:
        """Where its picture lies below `docs`; another text has another one."""
        return f"{FOLDER}/{sha256(self.source.encode()).hexdigest()[:12]}-{scheme}.svg"


def diagrams_of(markdown: str) -> list[Diagram]:
    return [Diagram(block) for block in _BLOCK.findall(markdown)]


def every_diagram() -> list[Diagram]:
    """Those of all pages."""
    return [one for path in sources() for one in diagrams_of(path.read_text())]


def with_pictures(markdown: str, up: str) -> str:
    """The text with a picture in each block's place, one for light and one for dark.

    `up` leads from the page to the site's first folder.

    Raises:
        NotDrawnError: Such a picture is missing.
    """

    def drawn(block: re.Match[str]) -> str:
        diagram = Diagram(block[1])
        return "\n".join(_shown(diagram, scheme, up) for scheme in ("light", "dark"))

    return _BLOCK.sub(drawn, markdown)


def _shown(diagram: Diagram, scheme: Scheme, up: str) -> str:
    picture = diagram.picture(scheme)
    if not Path(DOCS / picture).exists():
        raise NotDrawnError(picture)
    return f"![{diagram.title}]({up}{picture}#only-{scheme})"
