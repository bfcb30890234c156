"""What a browser takes of the processor is counted once, that of closed pages too."""

import os
import subprocess
import sys
from collections.abc import Iterator

import psutil
import pytest

from errands.telemetry.metrics import BROWSER_CPU_SECONDS
from services.worker.processor import BrowserProcessor, browser_seconds

BUSY = "import time\nwhile time.process_time() < 0.4: pass\n"
OF_A_FAMILY = f"""
import subprocess, sys
subprocess.run([sys.executable, "-c", {BUSY!r}])
print("done", flush=True)
sys.stdin.read()
"""
"""A process whose child was busy and has ended, as a page that was closed."""


@pytest.fixture
def family() -> Iterator[psutil.Popen]:
    with psutil.Popen(
        [sys.executable, "-c", OF_A_FAMILY], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        yield process
        process.stdin.close()


def counted() -> float:
    return BROWSER_CPU_SECONDS._value.get()


def test_what_has_ended_counts_as_what_lives(family: psutil.Popen) -> None:
    before = browser_seconds()
    assert family.stdout.readline() == b"done\n"
    assert browser_seconds() - before > 0.3


def test_this_process_itself_does_not_count() -> None:
    before, start = browser_seconds(), os.times()
    while os.times().user - start.user < 0.2:
        pass
    assert browser_seconds() - before < 0.1  # what else tests have started idles


def test_growth_is_counted_and_a_browser_that_is_gone_takes_nothing_away() -> None:
    found = iter([5.0, 6.0, 9.0, 2.0, 2.5])
    before = counted()
    processor = BrowserProcessor(lambda: next(found))
    grown = []
    for _ in range(4):
        processor.look()
        grown.append(counted() - before)
    assert grown == pytest.approx([1, 4, 4, 4.5])
