"""`errands eval add`: what failed in a recording becomes a case of a suite."""

import asyncio
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Final

import typer

from errands.backends.archived_lines import LinePlace
from errands.backends.recordings import GzipRecordings
from errands.backends.system_clock import SystemClock
from errands.contracts.ids import SessionId
from errands.contracts.label import key_of
from errands.contracts.recording import Recording
from learning.calibrate import labels_in
from learning.case import Case, add_cases
from learning.episode import Episode, read_episodes
from learning.failed_script import NeverRight, NotFailedError, script_case
from learning.failure import Failure, failure_at, failure_of
from learning.wrong_step import JudgedSteps, NoCaseError
from stack.layout import ROOT

CASES: Final = ROOT / "learning/suites/cases.jsonl"
app = typer.Typer(add_completion=False)
_CONVERSATIONS: Final = "Recorded conversations, whose scripts are known"
_PEOPLE: Final = "Recorded sessions of people, of which no script is known"


@app.command()
def add(  # noqa: PLR0913, PLR0917 the flags of a command
    episodes: Annotated[
        Path | None,
        typer.Option(
            help="JSON lines of learning.selfplay or learning.record.",
            rich_help_panel=_CONVERSATIONS,
        ),
    ] = None,
    script: Annotated[
        list[str] | None,
        typer.Option(
            help="A script by its name, or one try at it. May be repeated.",
            rich_help_panel=_CONVERSATIONS,
        ),
    ] = None,
    failed: Annotated[
        Path | None,
        typer.Option(
            help="failed.json of learning.mine: all scripts in it.", rich_help_panel=_CONVERSATIONS
        ),
    ] = None,
    recordings: Annotated[
        str | None,
        typer.Option(
            help="Where a worker's recordings and their labels are kept: a folder, or an address.",
            rich_help_panel=_PEOPLE,
        ),
    ] = None,
    session: Annotated[
        str, typer.Option(help="The session of the wrong step.", rich_help_panel=_PEOPLE)
    ] = "",
    turn: Annotated[
        str, typer.Option(help="Its turn, where several are recorded.", rich_help_panel=_PEOPLE)
    ] = "",
    step: Annotated[
        int | None,
        typer.Option(
            help="Its number; without one, all of the session whose labels tell what is right.",
            rich_help_panel=_PEOPLE,
        ),
    ] = None,
    right: Annotated[
        list[str] | None,
        typer.Option(
            help='What should have been said there, as "click 3", in place of what labels tell.'
            " May be repeated.",
            rich_help_panel=_PEOPLE,
        ),
    ] = None,
    cases: Annotated[
        Path,
        typer.Option(
            help="The suite that it goes into.", show_default=str(CASES.relative_to(ROOT))
        ),
    ] = CASES,
) -> None:
    """Turn what failed in a recording into a case.

    It tells how often it fails like that. `errands eval run --suite learning/suites/cases.jsonl`
    plays a conversation's script again, and asks a step of a person's session again at the very
    prompt. Without a script or a session this lists the kinds of failure there are and adds
    nothing. A case that is there stays as it is.

    [dim]errands eval add --episodes var/learning/round-1/selfplay.jsonl --script t1001-00007[/]
    """
    if (episodes is None) == (recordings is None):
        raise typer.BadParameter("it needs either --episodes or --recordings")
    try:
        if episodes is not None:
            _of_conversations(list(read_episodes(episodes)), script or [], failed, cases)
        elif recordings is not None:
            judged = asyncio.run(_judged(recordings))
            _of_people(judged, _chosen(judged, session, turn, step), right or [], cases, session)
    except (NotFailedError, NoCaseError) as error:
        raise typer.BadParameter(str(error)) from error


def _of_conversations(
    episodes: Sequence[Episode], named: Sequence[str], failed: Path | None, cases: Path
) -> None:
    if failed is not None:
        named = (*named, *NeverRight.model_validate_json(failed.read_text()).scripts)
    if not named:
        ways = ((failure_of(e), e.script.id) for e in episodes)
        _list_kinds((way, name) for way, name in ways if way is not None)
        return
    _add(cases, [script_case(name, episodes) for name in named], "conversations")


def _of_people(
    judged: JudgedSteps,
    chosen: Sequence[Recording],
    right: Sequence[str],
    cases: Path,
    session: str,
) -> None:
    if not session:
        _list_kinds((failure_at(one), "/".join(map(str, key_of(one)))) for one in judged.wrong)
        return
    if right and len(chosen) != 1:
        raise NoCaseError(f"--right is of one step, and {len(chosen)} are meant: --turn, --step")
    made = [judged.case(key_of(one), right) for one in chosen]
    if not made:
        raise NoCaseError(f"no label tells what is right in {session}: --step and --right do")
    _add(cases, made, "judged steps")
    for case in made:
        _, unjudged = judged.alike(case.failure)
        typer.echo(f"{case.id}: {unjudged} steps that nobody has judged look the same")
    typer.echo(
        f"{cases} holds what people said now: forget it there too, if a session is forgotten"
    )


async def _judged(recordings: str) -> JudgedSteps:
    store = GzipRecordings(LinePlace.at(recordings), SystemClock())
    return JudgedSteps.of([one async for one in store.read()], await labels_in(recordings))


def _chosen(
    judged: JudgedSteps, session: str, turn: str, number: int | None
) -> Sequence[Recording]:
    """The steps that are meant; without a number those whose labels tell what is right."""
    own = [
        one
        for one in judged.recordings
        if one.session == SessionId(session) and turn in {"", one.turn}
    ]
    if number is not None:
        return [one for one in own if one.number == number]
    return [one for one in own if one in judged.wrong and judged.right_lines(one)]


def _list_kinds(failed: Iterable[tuple[Failure, str]]) -> None:
    """Tells each kind of failure, how often it occurred, and where first."""
    names: dict[Failure, list[str]] = {}
    for failure, name in failed:
        names.setdefault(failure, []).append(name)
    for failure in sorted(names, key=lambda failure: -len(names[failure])):
        typer.echo(f"{len(names[failure]):>4}  {failure}  ({names[failure][0]})")
    if not names:
        typer.echo("nothing is known to have failed")


def _add(path: Path, made: Sequence[Case], counted: str) -> None:
    added = {case.id for case in add_cases(path, made)}
    for case in made:
        was = "added" if case.id in added else "already there"
        typer.echo(
            f"{was}: {case.id}, {case.failure}; so failed {case.times} of {case.of} {counted}"
        )
