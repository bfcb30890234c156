"""The command `errands` as a process, with an environment that names nothing else."""

import asyncio
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

ROOT = Path(__file__).resolve().parents[1]
_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Ran:
    code: int
    out: str
    error: str


def environment(given: Mapping[str, str]) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()  # noqa: TID251 handed on to a process
        if not name.startswith("ERRANDS_") or name == "ERRANDS_CHROMIUM"
    }
    return {**kept, "COLUMNS": "200", "NO_COLOR": "1", **given}


async def started(
    *words: str, settings: Mapping[str, str] = _NOTHING
) -> asyncio.subprocess.Process:
    """`settings` are variables of its environment."""
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "stack",
        *words,
        cwd=ROOT,
        env=environment(settings),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def ended(process: asyncio.subprocess.Process, typed: str) -> Ran:
    """After it was told the last of what it is told."""
    out, error = await process.communicate(typed.encode())
    assert process.returncode is not None
    return Ran(process.returncode, out.decode(), error.decode())


async def errands(*words: str, typed: str = "", settings: Mapping[str, str] = _NOTHING) -> Ran:
    return await ended(await started(*words, settings=settings), typed)
