"""`errands demo`: does the whole work?"""

from datetime import UTC, datetime
from typing import Annotated

import typer

from stack.demo import play, scripts
from stack.running import console, make_key, new_layout, running

app = typer.Typer(add_completion=False)


@app.command()
def demo(
    scenario: Annotated[str, typer.Option(help="at_once, piecemeal, changed, or all.")] = "all",
) -> None:
    """Three simulated people book hotels: does it work?

    It starts everything, lets them talk to it, reads the bookings back from the site's database,
    and exits with 0 if all are right.

    [dim]errands demo --scenario piecemeal[/]
    """
    layout = new_layout()
    with running(layout):
        key = make_key(layout)
        today = datetime.now(UTC).date()
        played = [s for s in scripts(today) if scenario in {"all", s.kind.value}]
        right = [play(script, layout, key, console) for script in played]
    console.print(f"{sum(right)} of {len(right)} bookings right")
    raise SystemExit(0 if right and all(right) else 1)
