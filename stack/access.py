"""Which API a command talks to, and with which key."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Annotated, TypeAlias

import typer

from errands.client import Errands, Retries
from errands.client.call import base
from stack.calling import calling
from stack.failing import CommandError, ExitCode
from stack.here import Here

_PANEL = "The API"

Url: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--url",
        envvar="ERRANDS_URL",
        show_default=False,
        help="Its address; that of `errands up`, where none is named.",
        rich_help_panel=_PANEL,
    ),
]
Key: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--key",
        envvar="ERRANDS_API_KEY",
        show_default=False,
        help="A key. Others on this machine can see what is typed here: better in the environment.",
        rich_help_panel=_PANEL,
    ),
]


@dataclass(frozen=True, slots=True)
class Access:
    """`here` is the stack that runs on this machine, where it is the one that is called."""

    url: str
    key: str = field(repr=False)
    here: Here | None = None

    @staticmethod
    def chosen(url: str | None, key: str | None) -> "Access":
        """Flags and the environment go first, then what `errands up` has left word of.

        Raises `CommandError` where nothing says it.
        """
        here = Here.read()
        if url is None and here is not None:
            return Access(here.url, key or here.key, here)
        if url is None:
            raise CommandError(
                "no API is named, and none runs here",
                "start one by `errands up`, or name one by --url or ERRANDS_URL",
                ExitCode.USAGE,
            )
        url = base(url)
        if here is not None and url == here.url:
            return Access(url, key or here.key, here)
        if key is None:
            raise CommandError(
                f"no key for {url}",
                "export ERRANDS_API_KEY=errands_..., or give --key;"
                " `errands keys create --tenant NAME` makes one",
                ExitCode.USAGE,
            )
        return Access(url, key)

    @contextmanager
    def client(self) -> Iterator[Errands]:
        """Its errors come out as `CommandError`."""
        with (
            calling(self.url),
            Errands(self.url, self.key, retries=Retries(attempts=3, longest=10)) as errands,
        ):
            yield errands
