"""The served model on a suite of conversations, through the same loop, judged by the site."""

import asyncio
import signal
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import httpx
import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from errands.backends.served_skills import ToldSkills
from errands.backends.vllm_model import VllmModel
from errands.contracts.ports import Model, SkillSource
from errands.contracts.skill import ServedSkills
from errands.settings import Settings
from learning.begun import Begun, named
from learning.case import StepCase, read_suite
from learning.casting import ALL, of_sites
from learning.converse import converse
from learning.repertoire import person_of
from learning.report import summary
from learning.result import Result, judge
from learning.script import Script
from learning.stage import Stage, side_by_side, stage
from learning.step_result import StepResult, asked, told


def main(
    suite: Annotated[Path, typer.Option(help="Scripts, JSON lines.")],
    output: Annotated[Path, typer.Option(help="Results, JSON lines; a report stands beside it.")],
    first: Annotated[int, typer.Option(help="Only the first so many scripts; 0 is all.")] = 0,
    at_once: Annotated[int, typer.Option(help="Conversations at the same time.")] = 1,
    sites: Annotated[str, typer.Option(help="Only scripts of these, as hotels,shop.")] = ALL,
) -> None:
    """Play every script of a suite against the served model, ask its step cases, print how it did.

    A run that was cut off goes on where it was, with the same adapters and the same code.

    What came of step cases goes beside the results, into a file that ends in `.steps`.
    """
    lines = read_suite(suite)
    # Two cases may be of one script.
    distinct = {script.id: script for script in of_sites(lines.scripts, sites)}
    scripts = list(distinct.values())[: first or None]
    if not scripts and not lines.steps:
        raise typer.BadParameter(f"{suite} holds nothing to play")
    output.parent.mkdir(parents=True, exist_ok=True)
    results, answers = asyncio.run(_evaluate(scripts, lines.steps, output, at_once))
    if answers:
        asked_again = "".join(f"{answer.model_dump_json()}\n" for answer in answers)
        output.with_suffix(".steps").write_text(asked_again, encoding="utf-8")
    parts = ([summary(results)] if results else []) + ([told(answers)] if answers else [])
    report = "\n".join(parts)
    output.with_suffix(".txt").write_text(report + "\n")
    typer.echo(report)


async def _evaluate(
    scripts: list[Script], steps: Sequence[StepCase], output: Path, at_once: int
) -> tuple[list[Result], list[StepResult]]:
    settings = Settings()
    async with httpx.AsyncClient() as client:
        model = VllmModel(settings.model_url, f"{settings.adapters_url}/adapters", client)
        skills = ToldSkills(f"{settings.adapters_url}/adapters", client)
        results = await play_all(scripts, output, at_once, model, skills) if scripts else []
        return results, [await asked(case, model) for case in steps]


async def play_all(
    scripts: list[Script], output: Path, at_once: int, model: Model, skills: SkillSource
) -> list[Result]:
    """Plays those that no run before this one has played, and writes `output` once all are."""
    begun = Begun(unfinished(output, scripts, await skills.read()), Result)
    results = begun.read()
    done = {result.id for result in results}
    waiting = [script for script in scripts if script.id not in done]
    if done:
        typer.echo(f"goes on after {len(done)} of {len(scripts)}; {begun.path} holds them")
    columns = (TextColumn("{task.fields[right]} right"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeRemainingColumn()) as bar:

        def right() -> int:
            return sum(result.ok for result in results)

        task = bar.add_task("", total=len(scripts), completed=len(done), right=right())
        async with stage(waiting) as where:

            async def play(script: Script) -> None:
                result = await played(script, where, model)
                results.append(result)
                begun.add(result)
                bar.update(task, advance=1, right=right())

            await side_by_side(waiting, at_once, play)
    begun.finish(output)
    return results


def unfinished(output: Path, scripts: Sequence[Script], served: ServedSkills) -> Path:
    """Where results are until all are there: elsewhere for other scripts, adapters or code."""
    told = (served.model_dump_json(), *(script.model_dump_json() for script in scripts))
    return output.with_suffix(f".{named(told)}.part")


async def played(script: Script, where: Stage, model: Model) -> Result:
    """One script against a model, judged by the sites' own state."""
    person = person_of(script)
    talk = await converse(person, model, where.place(script))
    return judge(person, talk, where.done(script, talk))


if __name__ == "__main__":
    # A SIGTERM ends the browser and the sites too, as Ctrl-C does.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    typer.run(main)
