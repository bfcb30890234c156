"""`errands skills`: versions of the skills, of which one is live."""

from collections.abc import Callable, Mapping
from typing import Final

import typer

from services.inference import skills
from stack.layout import MANIFEST

_COMMANDS: Final[Mapping[str, Callable[..., None]]] = {
    "list": skills.show,
    "canary": skills.canary,
    "end": skills.end,
    "promote": skills.promote,
    "rollback": skills.rollback,
}
app = typer.Typer(
    help="Which version of a skill answers, and for whom.",
    epilog="[dim]errands skills canary fill-form 5 --share 0.1; then promote it, or end the canary:"
    " errands skills promote fill-form 5, errands skills end fill-form[/]",
    no_args_is_help=True,
    add_completion=False,
    context_settings={"default_map": {name: {"manifest": str(MANIFEST)} for name in _COMMANDS}},
)
for _name, _function in _COMMANDS.items():
    app.command(_name)(_function)
