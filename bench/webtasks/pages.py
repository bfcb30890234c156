"""Task pages of the miniwob package, made to begin by themselves from a seed."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_STARTER: Final = (Path(__file__).parent / "starter.js").read_text(encoding="utf-8").strip()
_CORE: Final = re.compile(r"<script[^>]*core/core\.js[^>]*>\s*</script>")
_LIMIT_MS: Final = 3_600_000
"""An episode's time: the pages' own ten seconds measure reflexes, and end what is being watched."""
_SHARED: Final = frozenset({"core", "common"})


@dataclass(frozen=True, slots=True)
class Episode:
    """A task, played once from a seed."""

    task: str
    seed: int
    id: str


@dataclass(frozen=True, slots=True)
class Pages:
    """The `html` folder of the package."""

    root: Path

    def page(self, episode: Episode) -> str:
        text = (self.root / "miniwob" / f"{episode.task}.html").read_text(encoding="utf-8")
        core = _CORE.search(text)
        if core is None:
            raise ValueError(f"{episode.task} has no core script")
        return text[: core.end()] + _script(episode) + text[core.end() :]

    def shared(self, path: str) -> Path | None:
        """A script, style sheet or picture that the pages share; `None` outside of those."""
        file = (self.root / path).resolve()
        try:
            inside = file.relative_to(self.root.resolve())
        except ValueError:
            return None
        return file if inside.parts[0] in _SHARED and file.is_file() else None


def _script(episode: Episode) -> str:
    settings = json.dumps({"seed": episode.seed, "episode": episode.id, "limit": _LIMIT_MS})
    return f"\n<script>(\n{_STARTER}\n)({settings});</script>"
