"""Waiting for the stack, with a line for each part."""

import time
from collections.abc import Callable

import httpx
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from stack.layout import Layout

START_SECONDS = 300.0


class NotReadyError(Exception):
    """A part of the stack didn't come up."""


def wait_until_ready(layout: Layout, console: Console, alive: Callable[[], bool]) -> None:
    """Returns when every part answers.

    Raises:
        NotReadyError: the stack has ended, or a part takes too long.
    """
    waiting = layout.checks()
    deadline = time.monotonic() + START_SECONDS
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console) as bar, httpx.Client(timeout=2) as client:
        tasks = {name: bar.add_task(name, total=1) for name in waiting}
        while waiting:
            if not alive():
                raise NotReadyError("the stack has ended; see its logs")
            if time.monotonic() > deadline:
                raise NotReadyError(f"not ready in time: {', '.join(waiting)}")
            for name in [name for name, url in waiting.items() if _answers(client, url)]:
                del waiting[name]
                bar.update(tasks[name], completed=1, description=f"{name} ready")
            time.sleep(0.2)


def _answers(client: httpx.Client, url: str) -> bool:
    try:
        return client.get(url).is_success
    except httpx.TransportError:
        return False
