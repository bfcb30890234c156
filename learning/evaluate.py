"""The served model on a suite of conversations, through the same loop, judged by the site."""

import asyncio
import signal
from pathlib import Path
from typing import Annotated

import httpx
import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from errands.backends.vllm_model import VllmModel
from errands.contracts.ports import Model
from errands.settings import Settings
from learning.casting import ALL, of_sites
from learning.converse import converse
from learning.repertoire import person_of
from learning.report import summary
from learning.result import Result, judge
from learning.script import Script, read_scripts
from learning.stage import Stage, side_by_side, stage


def main(
    suite: Annotated[Path, typer.Option(help="Scripts, JSON lines.")],
    output: Annotated[Path, typer.Option(help="Results, JSON lines; a report stands beside it.")],
    first: Annotated[int, typer.Option(help="Only the first so many scripts; 0 is all.")] = 0,
    at_once: Annotated[int, typer.Option(help="Conversations at the same time.")] = 1,
    sites: Annotated[str, typer.Option(help="Only scripts of these, as hotels,shop.")] = ALL,
) -> None:
    """Play every script against the served model and print how it did."""
    scripts = of_sites(list(read_scripts(suite)), sites)
    results = asyncio.run(_evaluate(scripts[: first or None], output, at_once))
    report = summary(results)
    output.with_suffix(".txt").write_text(report + "\n")
    typer.echo(report)


async def _evaluate(scripts: list[Script], output: Path, at_once: int) -> list[Result]:
    settings = Settings()
    output.parent.mkdir(parents=True, exist_ok=True)
    results: list[Result] = []
    columns = (TextColumn("{task.fields[right]} right"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeRemainingColumn()) as bar, output.open("w") as lines:
        task = bar.add_task("", total=len(scripts), right=0)
        async with stage(scripts) as where, httpx.AsyncClient() as client:
            model = VllmModel(settings.model_url, f"{settings.adapters_url}/adapters", client)

            async def play(script: Script) -> None:
                result = await played(script, where, model)
                results.append(result)
                lines.write(result.model_dump_json() + "\n")
                lines.flush()
                bar.update(task, advance=1, right=sum(r.ok for r in results))

            await side_by_side(scripts, at_once, play)
    return results


async def played(script: Script, where: Stage, model: Model) -> Result:
    """One script against a model, judged by the sites' own state."""
    person = person_of(script)
    talk = await converse(person, model, where.place(script))
    return judge(person, talk, where.done(script, talk))


if __name__ == "__main__":
    # A SIGTERM ends the browser and the sites too, as Ctrl-C does.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    typer.run(main)
