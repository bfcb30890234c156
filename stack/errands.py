"""`errands`: the whole of Errands on one machine, its suites, and the cases of what went wrong."""

import typer

from stack.__main__ import answer_signals, demo, evaluate, learning_round, up
from stack.cases import add

app = typer.Typer(help=__doc__, no_args_is_help=True, pretty_exceptions_enable=False)
suites = typer.Typer(help="Play suites, and add cases to them.", no_args_is_help=True)
suites.command()(add)
suites.command("run")(evaluate)
app.add_typer(suites, name="eval")
app.command()(up)
app.command()(demo)
app.command("round")(learning_round)


def main() -> None:
    answer_signals()
    app()


if __name__ == "__main__":
    main()
