"""The whole path with nothing made up: API, queue, worker, Chromium, vLLM with our adapters."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.served
@pytest.mark.timeout(900)
def test_a_conversation_books_a_hotel_and_leaves_no_process() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "stack", "demo", "--scenario", "at_once"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=840,
        check=False,
    )

    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-3000:]
    assert "1 of 1 bookings right" in run.stdout
    assert re.search(r"in the hotel site's database: \w{6}:", run.stdout)
    assert processes_of("stack processes") == []


def processes_of(command: str) -> list[str]:
    found = subprocess.run(  # noqa: S603 no input from outside
        ["pgrep", "-f", command],  # noqa: S607 the machine's own
        capture_output=True,
        text=True,
        check=False,
    )
    return found.stdout.split()
