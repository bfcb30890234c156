"""What the client raises, as a person at a terminal is told it."""

from collections.abc import Iterator
from contextlib import contextmanager

from errands.client import (
    ClientError,
    ErrandsApiError,
    InvalidError,
    RefusedKeyError,
    UnreachableError,
)
from stack.failing import CommandError, ExitCode


@contextmanager
def calling(url: str) -> Iterator[None]:
    """Turns what the client raises into `CommandError`."""
    try:
        yield
    except RefusedKeyError as error:
        raise CommandError(said(error), _mends_key(error), ExitCode.REFUSED) from error
    except UnreachableError as error:
        raise CommandError(
            f"{url} doesn't answer",
            "start one by `errands up`, or name another by --url or ERRANDS_URL;"
            " `errands doctor` tells more",
            ExitCode.AWAY,
        ) from error
    except ClientError as error:
        raise CommandError(said(error)) from error


def said(error: ClientError) -> str:
    """In one line."""
    if not isinstance(error, ErrandsApiError):
        return str(error)
    faults = [f"{one.pointer}: {one.detail}" for one in error.faults]
    detail = "; ".join(faults) if isinstance(error, InvalidError) and faults else error.detail
    request = f" (request {error.request_id})" if error.request_id else ""
    return f"{error.title}: {detail}{request}"


def _mends_key(error: RefusedKeyError) -> str:
    if error.code == "key_not_for_this":
        return "a key that has the scope: `errands keys create --tenant NAME --scope ...`"
    return "--key or ERRANDS_API_KEY; `errands keys create --tenant NAME` makes a key"
