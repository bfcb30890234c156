"""A program in a terminal of its own: what it shows is waited for, keys are pressed."""

import os
import pty
import re
import select
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

CTRL_C: Final = "\x03"
CTRL_D: Final = "\x04"
_OWNS_IT: Final = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""
_CODES: Final = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\r")


@dataclass
class Terminal:
    """`shown` is all that it has shown, without the codes of colours and of the cursor."""

    process: subprocess.Popen[bytes]
    channel: int
    shown: str = ""
    _seen: int = field(default=0)

    def shows(self, words: str, seconds: float = 100) -> str:
        """Returns once the words come, with what came before them since the last time."""
        deadline = time.monotonic() + seconds
        while (at := self.shown.find(words, self._seen)) < 0:
            if not self._read(deadline - time.monotonic()):
                raise AssertionError(f"{words!r} didn't come, but: {self.shown[self._seen :]}")
        before = self.shown[self._seen : at]
        self._seen = at + len(words)
        return before

    def type(self, words: str) -> None:
        os.write(self.channel, words.encode())

    def ends(self, seconds: float = 100) -> int:
        """Its exit code, once all that it shows has been read."""
        deadline = time.monotonic() + seconds
        while self._read(deadline - time.monotonic()):
            pass
        return self.process.wait(max(1, deadline - time.monotonic()))

    def _read(self, seconds: float) -> bool:
        readable, _, _ = select.select([self.channel], [], [], max(0, seconds))
        if not readable:
            return False
        try:
            came = os.read(self.channel, 65536)
        except OSError:  # nobody holds its other end
            return False
        self.shown += _CODES.sub("", came.decode(errors="replace"))
        return bool(came)


@contextmanager
def terminal(
    command: Sequence[str], folder: Path, environment: Mapping[str, str]
) -> Iterator[Terminal]:
    """It is killed at the end, if it still runs."""
    ours, its = pty.openpty()
    process = subprocess.Popen(  # noqa: S603 our own words only
        [sys.executable, "-c", _OWNS_IT, *command],
        cwd=folder,
        # Without the second prompt_toolkit asks the terminal where its cursor is.
        env={**environment, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"},
        stdin=its,
        stdout=its,
        stderr=its,
        start_new_session=True,
    )
    os.close(its)
    try:
        yield Terminal(process, ours)
    finally:
        process.kill()
        process.wait()
        os.close(ours)
