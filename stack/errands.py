"""`errands`: the command. Each of its commands is a module below `stack/command`."""

from typing import Final

import typer

from stack.failing import CommandError, ExitCode, tell
from stack.lazily import Later, lazily
from stack.signals import answer_signals

COMMANDS: Final = {
    "up": Later("stack.command.up", "Start everything on this machine and keep it running."),
    "chat": Later("stack.command.chat", "Talk to it in the terminal, and see each step."),
    "doctor": Later("stack.command.doctor", "Look for what is broken, and say how to mend it."),
    "sessions": Later("stack.command.sessions", "See sessions, follow them, close them."),
    "keys": Later("stack.command.keys", "Make, list, rotate and revoke API keys."),
    "skills": Later("stack.command.skills", "Which version of a skill answers, and for whom."),
    "learn": Later("stack.command.learn", "Learn: a whole round, or one of its steps."),
    "eval": Later("stack.command.evaluate", "Play suites, and add cases to them."),
    "demo": Later("stack.command.demo", "Three simulated people book hotels: does it work?"),
    "processes": Later("stack.command.processes", "Run the processes.", hidden=True),
}
app = typer.Typer(
    cls=lazily(COMMANDS),
    name="errands",
    help="A web assistant as a service: start it, talk to it, look after it.",
    epilog="Begin with `errands up`, then `errands chat` in another terminal. What is wrong,"
    " `errands doctor` tells.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


@app.callback()
def errands() -> None:
    """Nothing is done before a command."""


def main() -> None:
    answer_signals()
    try:
        app(prog_name="errands")
    except CommandError as error:
        tell(error)
        raise SystemExit(error.code) from error
    except KeyboardInterrupt:
        raise SystemExit(ExitCode.INTERRUPTED) from None


if __name__ == "__main__":
    main()
