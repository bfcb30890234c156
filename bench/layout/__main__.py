"""`python -m bench.layout`: a page written once and its steps below it, or anew at every step."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Annotated

import httpx
import typer
from rich.progress import track
from tokenizers import Tokenizer

from bench.interval import rate
from bench.layout.cache import Kept, kept
from bench.layout.forms import Form
from bench.layout.lessons import Lessons, lessons_of, recorded, teach
from bench.results import write_section
from errands.backends.vllm_model import VllmModel
from learning.evaluate import played
from learning.result import Result, read_results
from learning.script import Script, read_scripts
from learning.stage import stage
from stack.layout import Layout, Ports
from stack.running import running

ROOT = Path(__file__).resolve().parents[2]
SUITE = ROOT / "learning/suites/hotels-dev.jsonl"
BLOCKS = (16, 32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What came of a form. `kept` is by size of the cache's blocks."""

    form: Form
    recorded: int
    right: int
    kept: dict[int, Kept]
    lessons: Lessons | None
    results: Sequence[Result]


def main(
    model: Annotated[Path, typer.Option(help="Folder of the served model.")],
    work: Annotated[Path, typer.Option(help="Goes on where a run was cut off.")] = Path(
        "var/bench/layout"
    ),
    episodes: Annotated[int, typer.Option(help="Conversations to record in each form.")] = 40,
    learn: Annotated[bool, typer.Option(help="Train adapters in each form.")] = True,  # noqa: FBT002 a flag
    first: Annotated[int, typer.Option(help="Scripts to play with them; 0: none.")] = 24,
    write: Annotated[bool, typer.Option(help="Renew the section of RESULTS.md.")] = True,  # noqa: FBT002 a flag
) -> None:
    """Records, trains an adapter a skill for each form, and plays the development suite."""
    many = first if learn else None
    rows = [_row(form, model, work / form.name.lower(), episodes, many) for form in Form]
    lines = list(_report(rows))
    typer.echo("\n".join(lines))
    if write:
        write_section(ROOT / "bench/RESULTS.md", "make bench-layout", lines)


def _row(form: Form, model: Path, folder: Path, count: int, first: int | None) -> Row:
    """Nothing is learned where `first` is `None`."""
    episodes = asyncio.run(recorded(form, folder, count))
    right = [episode for episode in episodes if episode.ok]
    tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
    results: Sequence[Result] = ()
    lessons = None
    if first is not None:
        manifest = teach(right, model, folder)
        lessons = lessons_of(folder)
        results = _played(form, manifest, list(read_scripts(SUITE))[:first], folder)
    return Row(
        form=form,
        recorded=len(episodes),
        right=len(right),
        kept={block: kept(right, tokenizer, block) for block in BLOCKS},
        lessons=lessons,
        results=results,
    )


def _played(form: Form, manifest: Path, scripts: Sequence[Script], folder: Path) -> list[Result]:
    """What came of each script; what an earlier run has played is kept."""
    file = folder / "results.jsonl"
    file.touch()
    known = {result.id: result for result in read_results(file)}
    waiting = [script for script in scripts if script.id not in known]
    if waiting:
        run = folder / f"run-{datetime.now(UTC):%Y%m%d-%H%M%S}"
        layout = Layout(
            ports=Ports.free(), folder=run.resolve(), manifest=manifest.resolve(), model_only=True
        )
        with running(layout):
            asyncio.run(_play(form, layout, waiting, file))
        known = {result.id: result for result in read_results(file)}
    return [known[script.id] for script in scripts]


async def _play(form: Form, layout: Layout, scripts: Sequence[Script], file: Path) -> None:
    async with stage(scripts) as where, httpx.AsyncClient() as client:
        model = VllmModel(f"{layout.model}/v1", f"{layout.adapters}/adapters", client)
        seen = replace(where, lens=form.lens(where.lens))
        for script in track(scripts, f"played, {form}"):
            result = await played(script, seen, model)
            with file.open("a", encoding="utf-8") as lines:
                lines.write(result.model_dump_json() + "\n")


def _report(rows: Sequence[Row]) -> Iterator[str]:
    yield "One scripted solution plays the same conversations in both forms; what vLLM's prefix"
    yield "cache would hold of their prompts, in blocks of 16 or 32 tokens, for each adapter by"
    yield "itself. A turn's first prompt comes after the person has said something new."
    yield ""
    yield "| form | right | prompts | tokens each | block | cached | first of a turn | later |"
    yield "|---|---:|---:|---:|---:|---:|---:|---:|"
    for row in rows:
        for block, share in row.kept.items():
            told = f"{row.right}/{row.recorded} | {share.all.prompts}"
            each = share.all.tokens / max(share.all.prompts, 1)
            shares = f"{share.all.share:.0%} | {share.first.share:.0%} | {share.later.share:.0%}"
            yield f"| {row.form} | {told} | {each:.0f} | {block} | {shares} |"
    yield from _learned(rows)
    if all(row.results for row in rows):
        yield from _played_table(rows)


def _learned(rows: Sequence[Row]) -> Iterator[str]:
    learned = [(row.form, row.lessons) for row in rows if row.lessons is not None]
    if learned:
        yield ""
        yield "Adapters that learned from three in four of these conversations, each step once,"
        yield "write the lines of the fourth (exact, without a grammar); 95% intervals."
        yield ""
        yield "| form | tokens to learn from | lines |"
        yield "|---|---:|---:|"
    for form, lessons in learned:
        yield f"| {form} | {lessons.tokens} | {rate(lessons.exact, lessons.lines)} |"


def _played_table(rows: Sequence[Row]) -> Iterator[str]:
    yield ""
    yield "They play the development suite (shipped adapters learned from more)."
    yield ""
    yield "| form | right | invented | tokens a step | cached | s a step |"
    yield "|---|---:|---:|---:|---:|---:|"
    for row in rows:
        steps = sum(r.steps for r in row.results)
        prompt = sum(r.prompt_tokens for r in row.results)
        cached = sum(r.cached_tokens for r in row.results) / prompt
        pace = median(ms for r in row.results for ms in r.step_ms) / 1000
        right = rate(sum(r.ok for r in row.results), len(row.results))
        invented = sum(len(r.invented) for r in row.results)
        counts = f"{right} | {invented} | {prompt / steps:.0f}"
        yield f"| {row.form} | {counts} | {cached:.0%} | {pace:.2f} |"


if __name__ == "__main__":
    typer.run(main)
