"""So much work a key may ask for: routes that take work on depend on `PACED`."""

from math import ceil
from typing import Final

from fastapi import Depends

from services.api.auth import Holder
from services.api.ports import Given
from services.api.problems import Code, ProblemError


async def _paced(ports: Given, key: Holder) -> None:
    seconds = ceil(await ports.pace.wait(key.id))
    if seconds:
        raise ProblemError(Code.TOO_MANY_REQUESTS, retry_after=seconds)


PACED: Final = Depends(_paced)
