"""`errands chat`: a conversation in the terminal."""

import sys
from typing import Annotated, TypeAlias

import typer

from errands.client import ClientError, Errands, Session
from errands.client.calls import HostSecret, SessionOptions
from errands.contracts.session import SessionStatus
from errands.contracts.turn import TurnStatus
from stack.access import Access, Key, Url
from stack.failing import CommandError, ExitCode
from stack.talk.conversation import Conversation
from stack.talk.lines import LinesScreen
from stack.talk.objects import ObjectsScreen
from stack.talk.screen import Screen

app = typer.Typer(add_completion=False)
_PANEL = "A new session"

Start: TypeAlias = Annotated[
    str | None,
    typer.Option(
        show_default=False,
        help="The address it begins at; the demo's start page, where `errands up` runs.",
        rich_help_panel=_PANEL,
    ),
]
Hosts: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--host", help="Another host it may visit.", rich_help_panel=_PANEL),
]
Slots: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--slot", metavar="NAME=VALUE", help="What is known of you.", rich_help_panel=_PANEL
    ),
]
Secrets: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--secret",
        metavar="NAME[@HOST]",
        help="Asked for without an echo; typed on the start's host, or on this one.",
        rich_help_panel=_PANEL,
    ),
]


@app.command()
def chat(  # noqa: PLR0913, PLR0917 the flags of a command
    words: Annotated[str | None, typer.Argument(help="What is said first.")] = None,
    url: Url = None,
    key: Key = None,
    session: Annotated[
        str | None, typer.Option(help="Go on with this one instead of a new one.")
    ] = None,
    start: Start = None,
    host: Hosts = None,
    slot: Slots = None,
    secret: Secrets = None,
    close: Annotated[  # noqa: FBT002 a flag
        bool, typer.Option("--close", help="Close the session at the end.")
    ] = False,
    as_json: Annotated[  # noqa: FBT002 a flag
        bool, typer.Option("--json", help="One JSON object a line: each event, each question.")
    ] = False,
) -> None:
    """Talk to it in the terminal, and see each step.

    What can't be undone is shown on a card; y does it, n doesn't. Ctrl-C cancels the turn that
    runs, a second one leaves. The session stays open, unless --close is given. Without a terminal
    each line of stdin is a message.

    [dim]errands chat "I need a hotel in Kyoto"
    errands chat --slot first_name=Maya --secret password --start https://shop.example/
    errands chat --session ses_...
    echo "a hotel in Lisbon" | errands chat --json --close[/]
    """
    access = Access.chosen(url, key)
    if session is not None and (start or host or slot or secret):
        raise typer.BadParameter("a session that is there keeps its start, hosts, slots, secrets")
    with access.client() as errands:
        if session is None:
            opened = _new(errands, access, start, host or [], slot or [], secret or [])
        else:
            opened = _open(errands.get_session(session))
        screen = _screen(as_json=as_json)
        talk = Conversation(errands, opened, screen)
        again = f"`errands chat --session {opened.id}`, `errands sessions close {opened.id}`"
        try:
            code = _held(talk, opened, screen, access, words)
        except ClientError:
            screen.note(f"the session may go on: {again}")
            raise
        if close:
            errands.close_session(opened.id)
        else:
            screen.note(f"the session stays open: {again}")
    raise SystemExit(code)


def _held(
    talk: Conversation, session: Session, screen: Screen, access: Access, words: str | None
) -> ExitCode:
    try:
        screen.opened(session, access.url)
        talk.resume()
        talk.hold(words)
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    finally:
        screen.rest()
    failed = talk.last is not None and talk.last.status == TurnStatus.FAILED
    return ExitCode.WRONG if failed else ExitCode.OK


def _screen(*, as_json: bool) -> Screen:
    if as_json:
        return ObjectsScreen()
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return LinesScreen()
    # Here, as pipes shouldn't wait for it.
    from stack.talk.terminal import TerminalScreen  # noqa: PLC0415

    return TerminalScreen()


def _open(session: Session) -> Session:
    if session.status == SessionStatus.CLOSED:
        raise CommandError(f"{session.id} is closed", "`errands chat` opens a new one")
    return session


def _new(
    errands: Errands,
    access: Access,
    start: str | None,
    hosts: list[str],
    slots: list[str],
    secrets: list[str],
) -> Session:
    if start is None and access.here is None:
        raise typer.BadParameter("which address does it begin at? --start")
    if start is None and access.here is not None:
        start, hosts = access.here.start, [*access.here.hosts, *hosts]
    options = SessionOptions(
        profile=dict(map(_slot, slots)),
        secrets=dict(map(_secret, secrets)),
        allowed_hosts=hosts,
    )
    return errands.create_session(str(start), **options)


def _slot(given: str) -> tuple[str, str]:
    name, found, value = given.partition("=")
    if not found:
        raise typer.BadParameter(f"--slot {given}: NAME=VALUE is wanted")
    return name, value


def _secret(given: str) -> tuple[str, str | HostSecret]:
    name, _, host = given.partition("@")
    if not sys.stdin.isatty():
        raise CommandError(
            f"the secret {name} is asked for at a terminal, and there is none",
            "the REST API or errands.client takes secrets from programs",
            ExitCode.USAGE,
        )
    value = typer.prompt(name, hide_input=True)
    return name, HostSecret(value=value, hosts=[host]) if host else value
