"""`python -m bench.observe`: what a page costs and how complete it is, beside three others."""

import subprocess
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from tokenizers import Tokenizer

from bench.observe.apps.every import addresses, shown_here
from bench.observe.columns import COLUMNS, ROOT, Column, fill
from bench.observe.labels import app_page_names, page_names, read_page
from bench.observe.score import score
from bench.observe.table import Cell, Cells, by_page, faults, ratios, summary
from bench.observe.versions import versions
from bench.observe.wire import Order, Seen
from bench.results import write_section
from errands.settings import Settings

OURS = "ours"


def main(
    tokenizer: Annotated[Path, typer.Option(help="The served model's tokenizer.json.")],
    repeats: Annotated[int, typer.Option(help="Timed observations of each page.")] = 7,
    only: Annotated[str, typer.Option(help="Names of pages, with commas; all if empty.")] = "",
    columns: Annotated[str, typer.Option(help="Beginnings of columns' names, the same.")] = "",
    write: Annotated[bool, typer.Option(help="Renew the section of RESULTS.md.")] = True,  # noqa: FBT002 a flag
) -> None:
    """Observe every page in every column; print the tables and what we miss."""
    wanted = [c for c in COLUMNS if c.name.startswith(tuple(columns.split(",")))]
    known = [read_page(name) for name in (*page_names(), *app_page_names())]
    asked = [page for page in known if not only or page.name in only.split(",")]
    pages = [page for page in asked if shown_here(page)]
    for page in (page for page in asked if page not in pages):
        typer.echo(f"{page.name} is left out: {page.app} is not installed")
    reader = Tokenizer.from_file(str(tokenizer))
    with addresses(pages) as found:
        order = Order(str(Settings().chromium), repeats, found)
        cells = _fill(wanted, order, reader)
    report = _report(cells)
    typer.echo("\n".join(report))
    if OURS in cells:
        typer.echo("\n".join(faults(cells, OURS)))
    if write:
        write_section(ROOT / "bench/RESULTS.md", "make bench-observe", report)


def _fill(columns: list[Column], order: Order, reader: Tokenizer) -> Cells:
    cells: dict[str, dict[str, Cell]] = {}
    parts = (TextColumn("{task.description:24}"), BarColumn(), MofNCompleteColumn())
    with Progress(*parts, TimeElapsedColumn()) as bar:
        for column in columns:
            task = bar.add_task(column.name, total=len(order.pages))
            cells[column.name] = {}
            try:
                for seen in fill(column, order):
                    cells[column.name][seen.page] = _cell(seen, reader)
                    bar.advance(task)
            except subprocess.CalledProcessError as error:
                bar.console.print(f"[red]{column.name} ended with {error.returncode}")
    return {name: pages for name, pages in cells.items() if pages}


def _cell(seen: Seen, reader: Tokenizer) -> Cell:
    def tokens(text: str) -> int:
        return len(reader.encode(text, add_special_tokens=False).ids)

    return Cell(tokens(seen.text), seen.ms, score(seen))


def _report(cells: Cells) -> list[str]:
    count = len(next(iter(cells.values())))
    lines = [f"{count} pages. {versions()}", "", *summary(cells), ""]
    peers = [name for name in cells if name.startswith("browser-use") and OURS in cells]
    lines += [f"- {ratios(cells, OURS, peer)}" for peer in peers]
    return [*lines, "", *by_page(cells)]


if __name__ == "__main__":
    typer.run(main)
