"""Addresses a session may begin at and visit, asked for before a session is made."""

from pydantic import HttpUrl

from errands.contracts.address import Resolve, host_of_entry, leads_inside, parse_address
from services.api.problems import Code, ProblemError


def entry_of(url: HttpUrl) -> str:
    """The host policy's entry for an address: `host`, with its port where it isn't the usual."""
    found = parse_address(str(url))
    return found.entry if found else ""


async def refuse_private(entries: tuple[str, ...], resolve: Resolve) -> None:
    """Raises a problem where a host is, or leads to, an address that isn't public.

    The worker's browser asks again at every request: names may lead elsewhere by then.
    """
    for entry in entries:
        host = host_of_entry(entry)
        if await leads_inside(host, resolve):
            raise ProblemError(
                Code.ADDRESS_NOT_ALLOWED, f"{host} is, or leads to, a private or local address."
            )
