"""What was asked for: rows for a person, or JSON for a program."""

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Annotated, TypeAlias

import typer
from pydantic import BaseModel
from rich.console import Console
from rich.markup import escape
from rich.table import Table

AsJson: TypeAlias = Annotated[bool, typer.Option("--json", help="JSON, for programs.")]


def show_rows(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table; in a pipe, columns that no terminal's width cuts off."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    for head in heads:
        table.add_column(head, overflow="fold", no_wrap=not sys.stdout.isatty())
    for row in rows:
        table.add_row(*map(escape, row))
    width = None if sys.stdout.isatty() else 10_000
    Console(highlight=False, width=width).print(table)


def show_json(found: BaseModel | Iterable[BaseModel]) -> None:
    """One object, or a list of them."""
    if isinstance(found, BaseModel):
        told: object = found.model_dump(mode="json")
    else:
        told = [one.model_dump(mode="json") for one in found]
    sys.stdout.write(f"{json.dumps(told, ensure_ascii=False, indent=1)}\n")


def moment(seconds: float | None) -> str:
    """Unix seconds as `2026-05-12 14:05Z`; `-` for none."""
    if seconds is None:
        return "-"
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%MZ")
