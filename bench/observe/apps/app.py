"""An application that is run here for its pages: what starts it, what it holds, when it is up."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import process
from bench.process import Server
from learning.demo_web import free_port

ROOT = Path(__file__).resolve().parents[3]
INSTALLED = ROOT / "var/bench/apps-venv/bin"
PATIENCE = 60.0
"""Seconds until it answers: a first start writes caches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """`seed` fills an empty folder, `words` start it with that folder and a port."""

    name: str
    program: Path
    words: Callable[[Path, int], list[str]]
    seed: Callable[[Path], None]
    scripts: tuple[Path, ...] = ()
    """What the program needs to be there, if it is an interpreter."""
    ready: str
    """A path that answers once it is up."""
    variables: Mapping[str, str] = field(default_factory=dict)

    @property
    def installed(self) -> bool:
        return all(path.exists() for path in (self.program, *self.scripts))


@contextmanager
def running(app: App) -> Iterator[str]:
    """The application's address. It is started with a folder of its own, which goes with it."""
    with TemporaryDirectory(prefix=f"bench-{app.name}-") as made:
        folder = Path(made)
        app.seed(folder)
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        server = Server(
            name=app.name,
            words=[str(app.program), *app.words(folder, port)],
            ready=address + app.ready,
            patience=PATIENCE,
            log=folder / "app.log",
            folder=folder,
            environment=_environment(folder) | dict(app.variables),
        )
        with process.running(server):
            yield address


def _environment(folder: Path) -> dict[str, str]:
    """Nothing of ours, so that no settings of whoever runs this change a page."""
    return {
        "HOME": str(folder),
        "PATH": f"{INSTALLED}:{os.defpath}",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONPATH": str(ROOT),
    }
