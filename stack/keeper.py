"""`python -m stack.keeper --log FILE -- COMMAND`: starts a process again when it ends.

Supervisord would need a configuration file made for each run, and has no words for "so often
within a while, then everything ends".
"""

import os
import signal
import subprocess
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Annotated

import typer

TIMES = 3
SECONDS = 600.0
FAREWELL = 4
"""Seconds between asking and killing; the supervisor above kills this process after 5."""
PAUSE = 0.01


class Allowance:
    """Starts that are left: `times` within any `seconds`."""

    def __init__(
        self, times: int, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._seconds = seconds
        self._clock = clock
        self._taken: deque[float] = deque(maxlen=times)

    def take(self) -> bool:
        """Whether there was one left."""
        now = self._clock()
        used_up = len(self._taken) == self._taken.maxlen
        if used_up and now - self._taken[0] < self._seconds:
            return False
        self._taken.append(now)
        return True


class Keeper:
    """Runs a command, which is the head of a session: nothing of it outlives a run."""

    def __init__(self, command: Sequence[str], output: IO[bytes], allowance: Allowance) -> None:
        self._command = command
        self._output = output
        self._allowance = allowance
        self._running: int | None = None
        self._told_to_end = False

    def keep(self) -> int:
        """The exit code: 0 after SIGTERM or SIGINT, 1 where the allowance is used up."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._end)
        signal.signal(signal.SIGALRM, self._kill)
        while True:
            code = self._run()
            if self._told_to_end:
                return 0
            if not self._allowance.take():
                again = f"it was started again {TIMES} times in {SECONDS:.0f} s"
                typer.echo(f"ended with {code} and stays ended: {again}")
                return 1
            typer.echo(f"ended with {code} and is started again")

    def _run(self) -> int:
        process = subprocess.Popen(  # noqa: S603 the caller's own command
            self._command, stdout=self._output, stderr=subprocess.STDOUT, start_new_session=True
        )
        self._running = process.pid
        if self._told_to_end:
            self._end()
        # Not reaped yet, so that its number is still its family's.
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        self._running = None
        os.killpg(process.pid, signal.SIGKILL)
        code = process.wait()
        if not self._told_to_end:
            _wait_for_the_last_of(process.pid)
        return code

    def _end(self, *_: object) -> None:
        self._told_to_end = True
        if self._running is not None:
            os.kill(self._running, signal.SIGTERM)
            signal.alarm(FAREWELL)

    def _kill(self, *_: object) -> None:
        if self._running is not None:
            os.killpg(self._running, signal.SIGKILL)


def _wait_for_the_last_of(group: int) -> None:
    """Returns once nobody of a killed group is left: what is started next wants their memory.

    Where nobody reaps orphans it gives up after `FAREWELL` seconds.
    """
    end = time.monotonic() + FAREWELL
    with suppress(ProcessLookupError):
        while time.monotonic() < end:
            os.killpg(group, 0)
            time.sleep(PAUSE)


def main(
    command: Annotated[list[str], typer.Argument(help="What is started.")],
    log: Annotated[Path, typer.Option(help="Where all that it writes is added.")],
) -> None:
    """Start it again when it ends, a few times; what is said of that goes to the output."""
    with log.open("ab") as output:
        raise SystemExit(Keeper(command, output, Allowance(TIMES, SECONDS)).keep())


if __name__ == "__main__":
    typer.run(main)
