"""`errands keys`: a tenant's API keys, by the API or, for the first one, in Redis."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import Annotated, Final, TypeAlias, TypeVar

import typer

from errands.client import Key as KeptKey
from errands.client import NewKey
from errands.contracts.errors import ErrandsError
from errands.contracts.ids import KeyId, LabelerName, TenantId
from errands.contracts.keys import USUAL_SCOPES, Scope
from services.api.auth import new_key, new_labeler_key
from services.api.bootstrap import build_ports
from services.api.keys import name_of
from services.api.ports import Ports
from stack.access import Access, Key, Url
from stack.failing import CommandError, ExitCode
from stack.here import Here, settings_here
from stack.table import AsJson, moment, show_json, show_rows

DoneT = TypeVar("DoneT")
_DAY: Final = 86400
_PANEL: Final = "In Redis (ERRANDS_REDIS_URL, or that of `errands up`), which takes no key"
app = typer.Typer(
    help="Make, list, rotate and revoke API keys.", no_args_is_help=True, add_completion=False
)
Named: TypeAlias = Annotated[
    str, typer.Argument(metavar="KEY", help="Its id: what stands between its underscores.")
]
Days: TypeAlias = Annotated[
    int | None,
    typer.Option(min=1, max=366, help="How long it is good; until it is revoked, without it."),
]


@app.command()
def create(  # noqa: PLR0913, PLR0917 the flags of a command
    name: Annotated[str | None, typer.Argument(help="For you to tell it by.")] = None,
    scope: Annotated[
        list[Scope] | None,
        typer.Option(help="What it opens, once each; read and write unless said otherwise."),
    ] = None,
    days: Days = None,
    tenant: Annotated[
        str | None, typer.Option(help="Whose key it is; opens sessions.", rich_help_panel=_PANEL)
    ] = None,
    labeler: Annotated[
        str | None,
        typer.Option(help="Who judges the steps of all sessions.", rich_help_panel=_PANEL),
    ] = None,
    url: Url = None,
    key: Key = None,
    as_json: AsJson = False,  # noqa: FBT002 a flag
) -> None:
    """Make a key and print it, once: only its hash is kept.

    By the API for your own tenant, with a key that has the scope keys; the first one is made
    where Redis can be reached, by --tenant. The key alone goes to stdout, its id to stderr.

    [dim]errands keys create --tenant shop --scope read --scope write --scope keys
    errands keys create "checkout service" --days 90[/]
    """
    if tenant or labeler:
        _create_in_redis(tenant, labeler, scope, days, name or "", as_json=as_json)
        return
    if name is None:
        raise typer.BadParameter("NAME is wanted, to tell it by; or --tenant, for a first key")
    with Access.chosen(url, key).client() as errands:
        life = days * _DAY if days else None
        _show(errands.create_key(name, scope or (), expires_in_seconds=life), as_json=as_json)


@app.command("list")
def show(url: Url = None, key: Key = None, as_json: AsJson = False) -> None:  # noqa: FBT002 a flag
    """Your tenant's keys, without the keys themselves.

    [dim]errands keys list[/]
    """
    found: list[KeptKey] = []
    with Access.chosen(url, key).client() as errands:
        page = errands.list_keys()
        found += page.keys
        while page.has_more and page.next_cursor is not None:
            page = errands.list_keys(after=page.next_cursor)
            found += page.keys
    if as_json:
        show_json(found)
        return
    show_rows(
        ("key", "name", "scopes", "made", "good until"),
        (
            (
                one.id,
                one.name,
                " ".join(map(str, one.scopes)),
                moment(one.created_at),
                moment(one.expires_at),
            )
            for one in found
        ),
    )


@app.command()
def rotate(
    key_id: Named,
    grace_hours: Annotated[
        float, typer.Option(min=0, max=168, help="How long the old one is still good.")
    ] = 1,
    days: Days = None,
    url: Url = None,
    key: Key = None,
    as_json: AsJson = False,  # noqa: FBT002 a flag
) -> None:
    """Make a key in another's place, and print it, once. Both are good for a while.

    [dim]errands keys rotate 3f9c2a7be410 --grace-hours 24[/]
    """
    with Access.chosen(url, key).client() as errands:
        new = errands.rotate_key(
            key_id,
            grace_seconds=round(grace_hours * 3600),
            expires_in_seconds=days * _DAY if days else None,
        )
    _show(new, as_json=as_json)


@app.command()
def revoke(
    key_id: Named,
    in_redis: Annotated[  # noqa: FBT002 a flag
        bool,
        typer.Option("--in-redis", help="Any tenant's, or a labeler's.", rich_help_panel=_PANEL),
    ] = False,
    url: Url = None,
    key: Key = None,
) -> None:
    """Make a key useless, at once.

    [dim]errands keys revoke 3f9c2a7be410[/]
    """
    if in_redis:
        _with_redis(lambda ports: ports.keys.revoke(KeyId(key_id)))
    else:
        with Access.chosen(url, key).client() as errands:
            errands.revoke_key(key_id)
    typer.echo(f"{key_id} is revoked")


def _create_in_redis(
    tenant: str | None,
    labeler: str | None,
    scopes: list[Scope] | None,
    days: int | None,
    name: str,
    *,
    as_json: bool,
) -> None:
    if tenant and labeler:
        raise typer.BadParameter("a key is a tenant's or a labeler's: --tenant or --labeler")
    if labeler and (scopes or days):
        raise typer.BadParameter("a labeler's key has no scopes, and doesn't run out")
    try:
        whose = name_of(tenant or labeler or "")
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error

    async def add(ports: Ports) -> NewKey:
        now = ports.clock.now()
        if labeler:
            judge, text = new_labeler_key(LabelerName(whose))
            await ports.keys.add(judge)
            return NewKey(
                id=judge.id, name=name, scopes=(), created_at=now, expires_at=None, key=text
            )
        kept, text = new_key(
            TenantId(whose),
            frozenset(scopes or USUAL_SCOPES),
            name=name,
            created_at=now,
            expires_at=now + days * _DAY if days else None,
        )
        await ports.keys.add(kept)
        return NewKey(
            id=kept.id,
            name=kept.name,
            scopes=tuple(sorted(kept.scopes)),
            created_at=kept.created_at,
            expires_at=kept.expires_at,
            key=text,
        )

    _show(_with_redis(add), as_json=as_json)


def _with_redis(work: Callable[[Ports], Awaitable[DoneT]]) -> DoneT:
    settings = settings_here(Here.read())

    async def run() -> DoneT:
        ports = build_ports(settings)
        try:
            return await work(ports)
        finally:
            await ports.close()

    try:
        return asyncio.run(run())
    except ErrandsError as error:
        raise CommandError(
            str(error), "ERRANDS_REDIS_URL says where Redis is; `errands doctor`", ExitCode.AWAY
        ) from error


def _show(new: NewKey, *, as_json: bool) -> None:
    if as_json:
        show_json(new)
        return
    if new.key is None:
        raise CommandError(
            f"{new.id} was made, but its text came to nobody", f"errands keys rotate {new.id}"
        )
    sys.stderr.write(f"id: {new.id}\n")
    sys.stdout.write(f"{new.key}\n")
