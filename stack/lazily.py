"""Groups whose commands are imported once one is asked for.

A word in the terminal must not wait for scipy, nor a list of commands for a browser's driver.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from typer.core import TyperCommand, TyperGroup
from typer.main import get_command


@dataclass(frozen=True, slots=True)
class Later:
    """A command that is the `app` of a module; `help` is the line that lists show."""

    module: str
    help: str
    hidden: bool = False


def lazily(table: Mapping[str, Later]) -> type[TyperGroup]:
    """A class of groups for `typer.Typer(cls=...)`, which have these commands too."""

    class Lazily(TyperGroup):
        def __init__(self, **settings: Any) -> None:  # noqa: ANN401 as typer has it
            super().__init__(**settings)
            for name, later in table.items():
                self.commands[name] = TyperCommand(name, help=later.help, hidden=later.hidden)

        def resolve_command(self, ctx: Any, args: list[str]) -> tuple[Any, Any, Any]:  # noqa: ANN401 typer hides its context's class
            """Lists and completion do without the command itself; to run one takes it."""
            later = table.get(args[0])
            if later is None:
                return super().resolve_command(ctx, args)
            command = get_command(import_module(later.module).app)
            command.name = args[0]
            return args[0], command, args[1:]

    return Lazily
