"""Scripted solutions played through the real loop and a real browser → recordings."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Annotated, TypeAlias

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

from errands.agent.view.lens import Lens
from errands.contracts.ports import Model
from learning.astray import Astray
from learning.casting import casting_asked_for
from learning.converse import converse
from learning.days import TODAY
from learning.episode import Episode, played_before
from learning.person import Person
from learning.repertoire import expert_of, person_of
from learning.sayable import UnsayableError
from learning.script import Persona, Script
from learning.seeds import demand_unreserved
from learning.stage import Stage, side_by_side, stage
from learning.wishes.site import SiteName

RELOADS = 0.1
"""Served sessions move from worker to worker: a model has to have seen what it is told then."""

Solution: TypeAlias = Callable[[Person, date], Model]


def main(  # noqa: PLR0913, PLR0917 the flags of a command
    output: Annotated[Path, typer.Option(help="JSON lines file; episodes in it are kept.")],
    episodes: Annotated[int, typer.Option(help="How many conversations in all.")] = 400,
    seed: Annotated[int, typer.Option(help="Of the scripts.")] = 1,
    at_once: Annotated[int, typer.Option(help="Conversations at the same time.")] = 3,
    sites: Annotated[
        str, typer.Option(help="As hotels,shop; all: those to learn on.")
    ] = SiteName.HOTELS,
    variants: Annotated[str, typer.Option(help="How sites look, as 0-31 or 0,3.")] = "0",
    personas: Annotated[str, typer.Option(help="As plain,terse, or all.")] = Persona.PLAIN,
    spliced: Annotated[float, typer.Option(help="The share with a second errand.")] = 0,
    astray: Annotated[float, typer.Option(help="The share of steps that take a wrong link.")] = 0,
) -> None:
    """Play scripted solutions and keep what the model would have seen at every step."""
    demand_unreserved(seed)
    scripts = casting_asked_for(sites, variants, personas, spliced).scripts(episodes, seed, TODAY)
    asyncio.run(record(output, scripts, at_once, astray=astray))


async def record(
    output: Path,
    scripts: Sequence[Script],
    at_once: int,
    *,
    expert: Solution = expert_of,
    view: Callable[[Lens], Lens] = lambda served: served,
    astray: float = 0,
) -> None:
    """Adds to `output` the conversations that aren't in it; `view` changes how pages are read."""
    output.parent.mkdir(parents=True, exist_ok=True)
    done = played_before(output)
    waiting = [script for script in scripts if script.id not in done]
    columns = (*Progress.get_default_columns()[:1], BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeRemainingColumn()) as bar, output.open("a") as lines:
        task = bar.add_task("episodes", total=len(scripts), completed=len(scripts) - len(waiting))
        async with stage(waiting) as where:
            seen = replace(where, lens=view(where.lens))

            async def play(script: Script) -> None:
                episode = await _episode(script, seen, expert, astray)
                lines.write(episode.model_dump_json() + "\n")
                lines.flush()
                bar.advance(task)

            await side_by_side(waiting, at_once, play)


async def _episode(script: Script, where: Stage, expert: Solution, astray: float) -> Episode:
    person = person_of(script)
    solution = expert(person, TODAY)
    strays = Astray(solution, Random(f"{script.id}/astray"), astray)  # noqa: S311 reproducible data, not a secret
    try:
        place = replace(where.place(script), reloads=RELOADS)
        talk = await converse(person, strays if astray else solution, place)
    except UnsayableError as error:
        # One conversation is lost, and told of in the card; the others go on.
        return Episode(script=script, ok=False, outcome=f"unsayable: {error.line}", recordings=())
    episode = where.episode(script, talk)
    return episode.model_copy(update={"advice": strays.advice(talk.recordings)} if astray else {})


if __name__ == "__main__":
    typer.run(main)
