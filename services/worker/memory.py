"""What a worker's browser takes of the machine."""

import psutil


def browser_bytes() -> float:
    """Resident memory of all that this process has started: Playwright's driver and Chromium.

    Pages that processes share count once for each.
    """
    total = 0
    for process in psutil.Process().children(recursive=True):
        try:
            total += process.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return float(total)
