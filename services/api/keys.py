"""Makes and revokes API keys: `python -m services.api.keys create --tenant NAME`."""

import argparse
import asyncio
import re
import sys

from errands.contracts.errors import ErrandsError
from errands.contracts.ids import KeyId, LabelerName, TenantId
from errands.contracts.keys import USUAL_SCOPES, ApiKey, LabelerKey, Scope
from errands.contracts.stores import KeyStore
from errands.settings import Settings
from services.api.auth import new_key, new_labeler_key
from services.api.bootstrap import build_ports

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")


def main(arguments: list[str] | None = None) -> int:
    """Returns the exit code."""
    chosen = _parser().parse_args(arguments)
    try:
        asyncio.run(_run(chosen))
    except ErrandsError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


async def _run(chosen: argparse.Namespace) -> None:
    ports = build_ports(Settings())
    try:
        if chosen.command == "create":
            await create(ports.keys, *_made(chosen, ports.clock.now()))
        else:
            await ports.keys.revoke(KeyId(chosen.key))
    finally:
        await ports.close()


def _made(chosen: argparse.Namespace, now: float) -> tuple[ApiKey | LabelerKey, str]:
    if chosen.labeler:
        return new_labeler_key(LabelerName(chosen.labeler))
    scopes = frozenset(chosen.scope or USUAL_SCOPES)
    return new_key(TenantId(chosen.tenant), scopes, created_at=now)


async def create(keys: KeyStore, key: ApiKey | LabelerKey, text: str) -> None:
    """The key goes to stdout, once, and nothing else does; its id, for `revoke`, to stderr."""
    await keys.add(key)
    sys.stderr.write(f"id: {key.id}\n")
    sys.stdout.write(f"{text}\n")


def name_of(text: str) -> str:
    """Whose a key may be. Raises `ValueError`."""
    if _NAME.fullmatch(text) is None:
        raise ValueError("a name has letters, digits, `_`, `.` and `-`, at most 64")
    return text


def _name(text: str) -> str:
    try:
        return name_of(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m services.api.keys", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    creating = commands.add_parser("create", help="make a key and print it, once")
    whose = creating.add_mutually_exclusive_group(required=True)
    whose.add_argument("--tenant", type=_name, help="whose key it is: opens sessions")
    whose.add_argument("--labeler", type=_name, help="who judges the steps of all sessions")
    creating.add_argument(
        "--scope",
        type=Scope,
        choices=list(Scope),
        action="append",
        help="what a tenant's key opens, once each; read and write unless said otherwise",
    )
    revoking = commands.add_parser("revoke", help="make a key useless, at once")
    revoking.add_argument("--key", required=True, help="the key's id, as `create` said it")
    return parser


if __name__ == "__main__":
    sys.exit(main())
