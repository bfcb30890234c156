"""What ends a command: one line of what is wrong, one of what mends it, and an exit code."""

import sys
from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes of `errands`; docs/cli.md tells when each."""

    OK = 0
    WRONG = 1
    USAGE = 2
    AWAY = 3
    REFUSED = 4
    INTERRUPTED = 130


class CommandError(Exception):
    """A command can't do what it was asked for. `mend` is what helps, as a command if one does."""

    def __init__(self, message: str, mend: str = "", code: ExitCode = ExitCode.WRONG) -> None:
        self.message = message
        self.mend = mend
        self.code = code
        super().__init__(message)


def tell(error: CommandError) -> None:
    """To stderr."""
    sys.stderr.write(f"errands: {error.message}\n")
    if error.mend:
        sys.stderr.write(f"  to mend it: {error.mend}\n")
