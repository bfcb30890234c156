"""copyparty, a file browser, on a folder of a choir."""

import os
from pathlib import Path

from bench.observe.apps.app import INSTALLED, App

_FOLDERS = ("photos", "recordings", "scores")
_FILES = ("budget 2026.csv", "programme.txt", "rehearsals.md", "seating plan.txt", "thanks.txt")
_WRITTEN = 1_767_225_600


def _seed(folder: Path) -> None:
    for name in _FOLDERS:
        (folder / "choir" / name).mkdir(parents=True)
    for name in _FILES:
        path = folder / "choir" / name
        path.write_text(f"{name}\n" * 20)
        os.utime(path, (_WRITTEN, _WRITTEN))


def _words(folder: Path, port: int) -> list[str]:
    return ["-i", "127.0.0.1", "-p", str(port), "--http-only", "-v", f"{folder / 'choir'}::rwmd"]


APP = App(
    name="copyparty",
    program=INSTALLED / "copyparty",
    words=_words,
    seed=_seed,
    ready="/?ls",
)
