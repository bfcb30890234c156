"""The model server is killed while a person books a hotel: they wait, and nothing else happens."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest

from errands.agent.route import SKILLS
from errands.backends.archived_lines import LinePlace
from errands.backends.recordings import GzipRecordings
from errands.backends.system_clock import SystemClock
from errands.client import Step, Turn
from errands.contracts.turn import TurnStatus
from learning.script import ScriptKind
from stack.demo import Heard, conversation, scripts, verdict_on
from stack.layout import Layout, Ports
from stack.running import make_key, running
from tests.command_line import command_line

pytestmark = [pytest.mark.served, pytest.mark.long, pytest.mark.timeout(600)]

PAUSE = 5000
"""Milliseconds that no step takes but one that waits for a server to start."""


def test_a_killed_model_server_costs_a_conversation_a_pause(tmp_path: Path) -> None:
    layout = Layout(ports=Ports.free(), folder=tmp_path)
    (script,) = (s for s in scripts(datetime.now(UTC).date()) if s.kind is ScriptKind.AT_ONCE)
    with running(layout) as stack:
        killed = model_server(stack.pid)
        heard = list(killing(killed, conversation(script, layout, make_key(layout))))
        again = model_server(stack.pid)
        verdict = verdict_on(script, layout)

    assert all(p.status is not TurnStatus.FAILED for p in heard if isinstance(p, Turn)), heard
    _, *later = (part.timings.total for part in heard if isinstance(part, Step))
    assert max(later) > PAUSE, heard
    assert again != killed
    assert verdict.ok, heard
    assert asyncio.run(answered(layout)) == {(skill, skill) for skill in SKILLS}


def killing(server: psutil.Process, played: Iterator[Heard]) -> Iterator[Heard]:
    """Kills it when the first step is seen, in the middle of the first turn."""
    for heard in played:
        if isinstance(heard, Step) and server.is_running():
            server.kill()
        yield heard


def model_server(stack: int) -> psutil.Process:
    """What the keeper keeps."""
    family = psutil.Process(stack).children(recursive=True)
    (server,) = (p for p in family if command_line(p)[1:3] == ["-m", "services.inference"])
    return server


async def answered(layout: Layout) -> set[tuple[str, str]]:
    """Skills of the steps, and whose adapter took them; the base model would stand as itself."""
    recordings = GzipRecordings(LinePlace.at(layout.folder / "recordings"), SystemClock())
    return {(r.skill, r.model.partition("@")[0]) async for r in recordings.read()}
