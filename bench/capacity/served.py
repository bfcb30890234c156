"""`python -m bench.capacity.served`: the simulated model server beside the real one.

People and browsers are pauses; the questions are real, with prompts that are cached as far as
`make bench-layout` says and answers of lengths as in `make bench-step`. Grammars are left out.
"""

import asyncio
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import mean, median
from typing import Annotated, Final

import httpx
import typer
from rich.progress import track

from bench.capacity.measured import ADAPTERS, RESULTS, Measured
from bench.capacity.service import ModelServer, Spread
from bench.capacity.simulation import Fleet, Seen, quantile, simulate
from bench.capacity.talk import Talk
from bench.engine import engine, load
from bench.random_adapter import make
from bench.results import write_section

ROOT = Path(__file__).resolve().parents[2]
MODEL = ROOT / "var/models/smollm2-135m-instruct"
ASKERS = (1, 2, 4, 8, 16)
RANK = 8
_TIMEOUT = 120.0
_ALONE = 12
"""Questions of each kind, for what one takes alone."""
_LONG = 33
"""Tokens of an answer, beside one of a single token."""
_AT_ONCE: Final = 1e-6
"""Seconds that stand for none."""


@dataclass(frozen=True, slots=True)
class Alone:
    """Seconds of a prompt and of a token of its answer, by a server with nothing else to do."""

    known: float
    strange: float
    token: float


@dataclass(slots=True)
class Heard:
    asked: list[float] = field(default_factory=list)
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Peer:
    """The real server, which is asked for one answer after another."""

    client: httpx.AsyncClient
    adapters: Sequence[str]

    async def ask(self, number: int, prompt: list[int], tokens: int) -> float:
        """Seconds until the answer is there."""
        body = {
            "model": self.adapters[number % len(self.adapters)],
            "prompt": prompt,
            "max_tokens": tokens,
            "ignore_eos": True,
            "temperature": 0,
        }
        begun = time.perf_counter()
        response = await self.client.post("/v1/completions", json=body, timeout=_TIMEOUT)
        response.raise_for_status()
        return time.perf_counter() - begun


def main(
    model: Annotated[Path, typer.Option(help="Folder of the served model.")] = MODEL,
    seconds: Annotated[float, typer.Option(help="For each number of askers.")] = 25,
    write: Annotated[bool, typer.Option(help="Renew the section of RESULTS.md.")] = True,  # noqa: FBT002 a flag
) -> None:
    """Needs a machine with nothing else to do."""
    work = ROOT / "var/bench/capacity"
    measured = Measured.on_record()
    folders = [make(work / f"random-{n}", model, RANK, seed=n) for n in range(int(ADAPTERS))]
    flags = ["--model", str(model), "--max-loras", "5", "--kv-cache-gib", "1"]
    with engine(flags, work / "served.log") as address:
        alone, heard = asyncio.run(_measure(address, folders, measured, seconds))
    lines = list(report(alone, heard, measured))
    typer.echo("\n".join(lines))
    if write:
        write_section(RESULTS, "python -m bench.capacity.served", lines)


async def _measure(
    address: str, folders: Sequence[Path], measured: Measured, seconds: float
) -> tuple[Alone, dict[int, Heard]]:
    await load(address, {folder.name: folder for folder in folders})
    async with httpx.AsyncClient(base_url=address) as client:
        peer = Peer(client, [folder.name for folder in folders])
        alone = await by_itself(peer)
        heard = {
            askers: await together(peer, askers, alone, measured, seconds)
            for askers in track(ASKERS, "askers")
        }
    return alone, heard


async def by_itself(peer: Peer) -> Alone:
    """One question after the other. The first of each adapter is for warming up."""
    talk = Talk(random.Random(0))  # noqa: S311
    for number in range(2 * len(peer.adapters)):
        await peer.ask(number, talk.first(number % len(peer.adapters)), 2)
    strange, known, long = [], [], []
    for _ in range(_ALONE):
        strange.append(await peer.ask(0, talk.first(0), 1))
        known.append(await peer.ask(0, talk.later(), 1))
        long.append(await peer.ask(0, talk.later(), _LONG))
    token = (median(long) - median(known)) / (_LONG - 1)
    return Alone(median(known) - token, median(strange) - token, token)


async def together(
    peer: Peer, askers: int, alone: Alone, measured: Measured, seconds: float
) -> Heard:
    """So many ask for so long, each with its own pauses."""
    heard = Heard(seconds=seconds)
    crew = [
        asyncio.create_task(_asker(peer, number, alone, measured, heard))
        for number in range(askers)
    ]
    ended, _ = await asyncio.wait(crew, timeout=seconds, return_when=asyncio.FIRST_EXCEPTION)
    for one in crew:
        one.cancel()
    await asyncio.gather(*crew, return_exceptions=True)
    for failed in ended:
        failed.result()
    return heard


async def _asker(peer: Peer, number: int, alone: Alone, measured: Measured, heard: Heard) -> None:
    dice = random.Random(1000 + number)  # noqa: S311
    talk, errand = Talk(dice), measured.errand
    while True:
        prompt = talk.first(number % len(peer.adapters))
        while True:
            await asyncio.sleep(errand.browser.draw(dice) + errand.overhead)
            tokens = max(1, round(measured.server.decode.draw(dice) / alone.token))
            heard.asked.append(await peer.ask(number, prompt, tokens))
            if dice.random() < 1 / errand.steps:
                break
            prompt = talk.later()


def simulated(askers: int, alone: Alone, measured: Measured, seconds: float) -> Seen:
    """The same with the gains on record; ten times as long, so that chance counts less."""
    at_once = Spread(_AT_ONCE, 1.01 * _AT_ONCE)
    errand = replace(measured.errand, thinks=_AT_ONCE, opens=at_once)
    server: ModelServer = replace(
        measured.server,
        prefill=Spread(1, 1 + _AT_ONCE),
        known=alone.known,
        strange=alone.strange,
    )
    fleet = Fleet(sessions=askers, workers=askers, servers=1)
    return simulate(fleet, errand, server, seconds=10 * seconds, warm_up=30)


def report(alone: Alone, heard: dict[int, Heard], measured: Measured) -> Iterator[str]:
    yield "A real model server, adapters and prompts as in the simulation, no grammars; browsers"
    yield f"are pauses. Alone a prompt takes {alone.known:.3f} s where its beginning is cached,"
    yield f"{alone.strange:.3f} s where not, a token of the answer {1000 * alone.token:.1f} ms. The"
    yield "simulation has these times and, for what is computed together, the gains on record."
    yield ""
    yield (
        "| askers | answers/s | simulated | answer, mean, s | simulated"
        " | answer, p95, s | simulated |"
    )
    yield "|---:|---:|---:|---:|---:|---:|---:|"
    for askers, real in heard.items():
        told = simulated(askers, alone, measured, real.seconds)
        yield (
            f"| {askers} | {len(real.asked) / real.seconds:.1f} | {told.steps / told.seconds:.1f} "
            f"| {mean(real.asked):.2f} | {mean(told.asked):.2f} "
            f"| {quantile(real.asked, 0.95):.2f} | {quantile(told.asked, 0.95):.2f} |"
        )


if __name__ == "__main__":
    typer.run(main)
