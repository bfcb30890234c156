"""What ends a command from outside."""

import signal


def _end(*_: object) -> None:
    raise KeyboardInterrupt


def answer_signals() -> None:
    """A SIGTERM, or the terminal's end, ends what was started, as Ctrl-C does."""
    # A shell's background job begins with Ctrl-C ignored; under nohup the terminal's end stays so.
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, _end)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, _end)
