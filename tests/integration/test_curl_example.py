"""The example in curl holds a conversation with the API as it is served."""

import asyncio
import shutil
from pathlib import Path

import pytest

from errands.contracts.session import SessionStatus
from tests.errands_command import environment
from tests.integration.command.test_chat import play, talking
from tests.unit.api.house import START, House
from tests.unit.api.test_approvals import PAY

EXAMPLE = Path(__file__).resolve().parents[2] / "examples/conversation.sh"
pytestmark = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")


async def example(url: str, key: str, typed: str, start: str = START) -> tuple[int, str, str]:
    """Its exit status, and what it said on both channels."""
    process = await asyncio.create_subprocess_exec(
        "bash",
        str(EXAMPLE),
        "Buy it",
        env=environment({"API": url, "KEY": key, "START": start, "HOSTS": ""}),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, error = await process.communicate(typed.encode())
    assert process.returncode is not None
    return process.returncode, out.decode(), error.decode()


@pytest.mark.parametrize(("typed", "heard"), [("y", "yes"), ("Y", "no")])
async def test_it_shows_steps_asks_and_closes_the_session(typed: str, heard: str) -> None:
    house = House()
    async with talking(house, play) as settings:
        status, said, error = await example(
            settings["ERRANDS_URL"],
            settings["ERRANDS_API_KEY"],
            f"maya@example.org\n{typed}\n",
        )
    assert said.splitlines() == [
        '  say "Hi."',
        "What is your email?",
        '  say "Hi."',
        PAY.question,
        '  say "Hi."',
        f"Heard: {heard}",
    ]
    assert (status, error) == (0, "")
    (session,) = await house.ports.sessions.closed(1e12, 10)
    assert (await house.ports.sessions.load(session)).status is SessionStatus.CLOSED


@pytest.mark.parametrize("ending", ["", "/", "/v1", "/v1/"])
async def test_a_problem_ends_it_and_is_shown(ending: str) -> None:
    house = House()
    async with talking(house, play) as settings:
        status, said, error = await example(
            settings["ERRANDS_URL"] + ending, settings["ERRANDS_API_KEY"], "", "http://inside.test/"
        )
    assert (status, said) == (1, "")
    assert "Private and local addresses can't be visited" in error
    assert "Traceback" not in error
