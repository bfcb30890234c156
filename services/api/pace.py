"""So much work a key may ask for: routes that take work on depend on `PACED`."""

from math import ceil
from typing import Final

from fastapi import Depends, Request, Response

from errands.contracts.stores import Room
from services.api.auth import Holder
from services.api.ports import Given
from services.api.problems import Code, ProblemError

_POLICY: Final = "key"
RATE_HEADERS: Final[dict[str, object]] = {
    "RateLimit-Policy": {
        "description": "How many requests (`q`) in so many seconds (`w`), where that is limited.",
        "schema": {"type": "string", "examples": ['"key";q=600;w=60']},
    },
    "RateLimit": {
        "description": "How many are left (`r`), and in how many seconds all are back (`t`).",
        "schema": {"type": "string", "examples": ['"key";r=598;t=41']},
    },
}
"""As the draft of the IETF's HTTPAPI group has them."""


async def _paced(ports: Given, key: Holder, request: Request, response: Response) -> None:
    room = await ports.pace.take(key.id)
    if room is None:
        return
    told = headers_of(room)
    response.headers.update(told)
    request.state.told = told  # where it comes to a problem, that tells it too
    if room.wait:
        raise ProblemError(Code.TOO_MANY_REQUESTS, retry_after=ceil(room.wait))


def headers_of(room: Room) -> dict[str, str]:
    return {
        "RateLimit-Policy": f'"{_POLICY}";q={room.limit};w=60',
        "RateLimit": f'"{_POLICY}";r={room.left};t={ceil(room.fresh)}',
    }


PACED: Final = Depends(_paced)
