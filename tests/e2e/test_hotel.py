"""The whole path with nothing made up: API, queue, worker, Chromium, vLLM with our adapters."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.command_line import command_line

ROOT = Path(__file__).resolve().parents[2]
RUNS = ROOT / "var/stack"
DEMO = [sys.executable, "-u", "-m", "stack", "demo", "--scenario", "at_once"]

pytestmark = [pytest.mark.served, pytest.mark.timeout(900)]


@pytest.fixture
def others() -> set[int]:
    """Processes of stacks that run beside this test."""
    return {process.pid for process in stack_processes()}


def test_a_conversation_books_a_hotel_and_leaves_no_process(others: set[int]) -> None:
    run = subprocess.run(  # noqa: S603 our own module
        DEMO, cwd=ROOT, capture_output=True, text=True, timeout=840, check=False
    )

    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-3000:]
    assert "1 of 1 bookings right" in run.stdout
    assert re.search(r"in the hotel site's database: \w{6}:", run.stdout)
    assert left_over(others) == []


def test_ctrl_c_in_the_middle_of_a_turn_leaves_no_process(others: set[int]) -> None:
    with subprocess.Popen(  # noqa: S603 our own module
        DEMO, cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as demo:
        assert demo.stdout is not None
        seen = []
        for line in demo.stdout:
            seen.append(line)
            if re.search(r"\d ms  ", line):  # the first step is done, the next one under way
                break
        assert len(left_over(others)) > 10, "".join(seen)
        demo.send_signal(signal.SIGINT)
        demo.stdout.read()
        assert demo.wait(60) == 130

    assert left_over(others) == []


def left_over(others: set[int]) -> list[str]:
    return [" ".join(command_line(p))[:100] for p in stack_processes() if p.pid not in others]


def stack_processes() -> Iterator[psutil.Process]:
    """Processes of this checkout's stacks, Chromium and the model server among them.

    All work in this folder; tests themselves don't count.
    """
    for process in psutil.process_iter():
        try:
            ours = process.cwd() == str(ROOT)
            words = " ".join(process.cmdline())
        except (psutil.AccessDenied, psutil.NoSuchProcess, psutil.ZombieProcess):
            continue
        if ours and re.search(r"redis-server|chrom|stack|services\.|sites\.|VLLM|celery", words):
            yield process
