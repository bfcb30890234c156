"""Words that a process was started with, also of one that ends at this moment."""

import psutil


def command_line(process: psutil.Process) -> list[str]:
    """Empty for one that ended, or waits for its parent to take note of that."""
    try:
        return process.cmdline()
    except psutil.NoSuchProcess:  # a zombie is one of these too
        return []
