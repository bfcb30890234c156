"""Whether a process still runs; one that ends while it is looked at doesn't."""

import psutil


def lives(process: psutil.Process) -> bool:
    """A zombie has ended, and waits for its parent to take note of that."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
