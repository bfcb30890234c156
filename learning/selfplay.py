"""The served model plays the simulated person, at a temperature, several times a script."""

import asyncio
import signal
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import httpx
import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from errands.backends.vllm_model import VllmModel
from errands.contracts.ports import Model
from errands.contracts.priority import Priority
from errands.settings import Settings
from learning.attempt import attempt
from learning.casting import ALL, casting_asked_for
from learning.converse import converse
from learning.days import TODAY
from learning.episode import played_before
from learning.explorer import Explorer
from learning.repertoire import expert_of, person_of
from learning.script import Script
from learning.seeds import demand_unreserved
from learning.stage import side_by_side, stage
from learning.tutor import Tutor
from learning.wishes.site import SiteName


def main(  # noqa: PLR0913, PLR0917 the flags of a command
    output: Annotated[Path, typer.Option(help="JSON lines file; episodes in it are kept.")],
    scripts: Annotated[int, typer.Option(help="How many errands.")] = 200,
    tries: Annotated[int, typer.Option(help="Conversations for each.")] = 3,
    temperature: Annotated[float, typer.Option(help="Of the first line of a step.")] = 0.7,
    follow: Annotated[float, typer.Option(help="The share of wrong lines that are put right.")] = 0,
    seed: Annotated[int, typer.Option(help="Of the scripts.")] = 1001,
    at_once: Annotated[int, typer.Option(help="Conversations that the server batches.")] = 6,
    sites: Annotated[
        str, typer.Option(help="As hotels,shop; all: those to learn on.")
    ] = SiteName.HOTELS,
    variants: Annotated[str, typer.Option(help="How sites look, as 0-31 or 0,3.")] = "0",
    personas: Annotated[str, typer.Option(help="As plain,terse, or all.")] = ALL,
) -> None:
    """Play, judge by the sites' own state, and keep every step; a cut-off run goes on."""
    demand_unreserved(seed)
    drawn = casting_asked_for(sites, variants, personas).scripts(scripts, seed, TODAY)
    played = [attempt(script, number) for script in drawn for number in range(1, tries + 1)]
    asyncio.run(_served(played, output, at_once, temperature, follow))


async def _served(
    scripts: Sequence[Script], output: Path, at_once: int, temperature: float, follow: float
) -> None:
    settings = Settings()
    async with httpx.AsyncClient() as client:
        adapters = f"{settings.adapters_url}/adapters"
        # Nobody waits for these: a person's request on the same server comes first.
        served = VllmModel(settings.model_url, adapters, client, priority=Priority.BACKGROUND)
        await play(scripts, output, at_once, Explorer(served, temperature), follow)


async def play(
    scripts: Sequence[Script], output: Path, at_once: int, model: Model, follow: float = 0
) -> None:
    """Adds to `output` the conversations that aren't in it."""
    output.parent.mkdir(parents=True, exist_ok=True)
    right = played_before(output)
    waiting = [script for script in scripts if script.id not in right]
    columns = (TextColumn("{task.fields[right]} right"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeRemainingColumn()) as bar, output.open("a") as lines:
        task = bar.add_task("", total=len(scripts), completed=len(right), right=sum(right.values()))
        async with stage(waiting) as where:

            async def one(script: Script) -> None:
                person = person_of(script)
                tutor = Tutor(model, expert_of(person, TODAY), follow)
                talk = await converse(person, tutor, where.place(script))
                told = {
                    "advice": tutor.advice(talk.recordings),
                    "put_right": tutor.put_right(talk.recordings),
                }
                episode = where.episode(script, talk).model_copy(update=told)
                right[script.id] = episode.ok
                lines.write(episode.model_dump_json() + "\n")
                lines.flush()
                bar.update(task, advance=1, right=sum(right.values()))

            await side_by_side(waiting, at_once, one)


if __name__ == "__main__":
    # A SIGTERM ends the browser and the sites too, as Ctrl-C does.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    typer.run(main)
