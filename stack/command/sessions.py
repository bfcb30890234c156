"""`errands sessions`: what goes on in sessions, and their end."""

import json
import sys
from contextlib import closing
from pathlib import Path
from typing import Annotated, Final, TypeAlias

import typer

from errands.client import (
    Errands,
    Session,
    Step,
    StepTaken,
    Told,
    Turn,
    TurnEnded,
    TurnQueued,
)
from errands.client.calls import Page, SessionQuery
from errands.contracts.session import SessionStatus
from stack.access import Access, Key, Url
from stack.all_turns import all_turns
from stack.step_line import step_line
from stack.table import AsJson, moment, show_json, show_rows

_PAGE: Final = 100
app = typer.Typer(
    help="See sessions, follow them, close them.", no_args_is_help=True, add_completion=False
)
Named: TypeAlias = Annotated[str, typer.Argument(metavar="SESSION", help="As in `ses_...`.")]


@app.command("list")
def list_(
    status: Annotated[
        list[SessionStatus] | None, typer.Option(help="Of this status only. May be repeated.")
    ] = None,
    most: Annotated[int, typer.Option(min=1, help="So many at most.")] = 20,
    url: Url = None,
    key: Key = None,
    as_json: AsJson = False,  # noqa: FBT002 a flag
) -> None:
    """Your tenant's sessions, newest first; closed ones until they are forgotten.

    [dim]errands sessions list --status running[/]
    """
    found: list[Session] = []
    query = SessionQuery(limit=min(most, _PAGE), status=status or ())
    with Access.chosen(url, key).client() as errands:
        page = errands.list_sessions(**query)
        found += page.sessions
        while page.has_more and page.next_cursor is not None and len(found) < most:
            query["after"] = page.next_cursor
            page = errands.list_sessions(**query)
            found += page.sessions
    if as_json:
        show_json(found[:most])
        return
    show_rows(
        ("session", "status", "turns", "opened", "start"),
        (
            (one.id, str(one.status), str(one.turns), moment(one.created_at), one.start_url)
            for one in found[:most]
        ),
    )


@app.command()
def show(session: Named, url: Url = None, key: Key = None, as_json: AsJson = False) -> None:  # noqa: FBT002 a flag
    """A session and its turns.

    [dim]errands sessions show ses_...[/]
    """
    with Access.chosen(url, key).client() as errands:
        found, turns = errands.get_session(session), all_turns(errands, session)
    if as_json:
        show_json(found)
        return
    known = {name: value for name, value in found.profile.items() if value is not None}
    rows = {
        "status": str(found.status),
        "start": found.start_url,
        "hosts": ", ".join(found.allowed_hosts),
        "profile": ", ".join(f"{name}={value}" for name, value in known.items()),
        "undefined": ", ".join(name for name, value in found.profile.items() if value is None),
        "secrets": ", ".join(found.secrets),
        "opened": moment(found.created_at),
    }
    show_rows((found.id, ""), rows.items())
    show_rows(("turn", "status", "steps", "said", "reply"), map(_turn_row, turns))


@app.command()
def steps(
    session: Named,
    turn: Annotated[str | None, typer.Option(help="Of this turn only.")] = None,
    url: Url = None,
    key: Key = None,
    as_json: AsJson = False,  # noqa: FBT002 a flag
) -> None:
    """All finished steps, with where each was taken and what it took.

    [dim]errands sessions steps ses_... --turn trn_...[/]
    """
    with Access.chosen(url, key).client() as errands:
        found = _all_steps(errands, session, turn)
    if as_json:
        show_json(found)
        return
    show_rows(
        ("turn", "step", "ms", "did", "tokens", "where"),
        (
            (
                one.turn,
                str(one.number),
                f"{one.timings.total:.0f}",
                step_line(one),
                f"{one.usage.prompt}+{one.usage.completion}",
                one.url,
            )
            for one in found
        ),
    )


@app.command()
def events(
    session: Named,
    after: Annotated[str | None, typer.Option(help="Begin after the event with this id.")] = None,
    url: Url = None,
    key: Key = None,
    as_json: AsJson = False,  # noqa: FBT002 a flag
) -> None:
    """What happened, and what happens, until the session is closed or Ctrl-C comes.

    [dim]errands sessions events ses_... --json | jq .type[/]
    """
    with (
        Access.chosen(url, key).client() as errands,
        closing(errands.follow(session, after=after)) as following,
    ):
        for told in following:
            line = _object(told) if as_json else f"{moment(told.event.at)}  {_told(told)}"
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()


@app.command()
def screenshot(
    session: Named,
    output: Annotated[Path, typer.Option(help="Where the PNG goes.")],
    url: Url = None,
    key: Key = None,
) -> None:
    """The page after the last step, as a picture.

    [dim]errands sessions screenshot ses_... --output page.png[/]
    """
    with Access.chosen(url, key).client() as errands:
        output.write_bytes(errands.get_screenshot(session))
    typer.echo(f"wrote {output}")


@app.command()
def close(session: Named, url: Url = None, key: Key = None) -> None:
    """Cancel its turns; remove its secrets, its files, and its browser's state.

    [dim]errands sessions close ses_...[/]
    """
    with Access.chosen(url, key).client() as errands:
        errands.close_session(session)
    typer.echo(f"{session} is closed")


def _turn_row(turn: Turn) -> tuple[str, str, str, str, str]:
    status = str(turn.status) + (f" ({turn.stop_reason})" if turn.stop_reason else "")
    return turn.id, status, str(turn.steps), turn.message, turn.reply or ""


def _all_steps(errands: Errands, session: str, turn: str | None) -> list[Step]:
    found: list[Step] = []
    after: str | None = None
    while True:
        page = Page(limit=_PAGE) if after is None else Page(limit=_PAGE, after=after)
        got = (
            errands.list_steps(session, **page)
            if turn is None
            else errands.list_turn_steps(session, turn, **page)
        )
        found += got.steps
        if not got.has_more:
            return found
        after = got.next_cursor


def _object(told: Told) -> str:
    return json.dumps({"id": told.id, **told.event.model_dump(mode="json")}, ensure_ascii=False)


def _told(told: Told) -> str:
    match told.event:
        case StepTaken(step=step):
            return f"  {step_line(step)}"
        case TurnQueued(turn=turn):
            return f"said  {turn.message}"
        case TurnEnded(turn=turn):
            return f"{turn.status}  {turn.reply or ''}"
        case other:
            return other.type
