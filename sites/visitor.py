"""Who visits a site: told by the address once, and remembered in a cookie."""

import re
from collections.abc import Awaitable, Callable
from typing import Annotated, Final
from uuid import uuid4

from fastapi import Depends, FastAPI, Request
from fastapi.responses import Response

_VISIT: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")


def remember_visitors(app: FastAPI, cookie: str) -> None:
    """Give every request of `app` a visitor: of `?visit=`, of the cookie, or a new one."""

    async def remember(
        request: Request,
        call_next: Callable[[Request], Awaitable[Response]],
    ) -> Response:
        known = request.cookies.get(cookie, "")
        asked = request.query_params.get("visit", "")
        valid = (name for name in (asked, known) if _VISIT.fullmatch(name))
        request.state.visitor = next(valid, None) or uuid4().hex
        response = await call_next(request)
        if request.state.visitor != known:
            response.set_cookie(cookie, request.state.visitor, httponly=True, samesite="lax")
        return response

    app.middleware("http")(remember)


def _visitor(request: Request) -> str:
    return str(request.state.visitor)


Visitor = Annotated[str, Depends(_visitor)]
