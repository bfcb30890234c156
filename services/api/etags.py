"""`ETag` and `If-None-Match`: who has an answer already is told that it is still the same.

Answers stay `no-store` for whatever lies between: they are one person's.
"""

import hashlib
from typing import Annotated, Final, TypeAlias

from fastapi import Header, Response
from fastapi.encoders import jsonable_encoder
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from services.api.problems import Responses

IfNoneMatch: TypeAlias = Annotated[
    str | None,
    Header(max_length=2000, description="The `ETag` of the answer that you have."),
]
ETAG: Final[dict[str, object]] = {
    "ETag": {
        "description": "For `If-None-Match`.",
        "required": True,
        "schema": {"type": "string", "examples": ['"9f86d081884c7d659a2feaa0c55ad015"']},
    }
}
NOT_MODIFIED: Final[Responses] = {
    304: {"description": "What you have is still the same.", "headers": ETAG}
}
TAGGED: Final[Responses] = {200: {"headers": ETAG}, **NOT_MODIFIED}


def tagged(body: BaseModel, known: str | None) -> Response:
    """The body, or that it is what the caller has."""
    return _fresh(JSONResponse(jsonable_encoder(body)), known)


def picture(png: bytes, known: str | None) -> Response:
    """As `tagged`, for a PNG."""
    return _fresh(Response(png, media_type="image/png"), known)


def _fresh(response: Response, known: str | None) -> Response:
    tag = f'"{hashlib.sha256(response.body).hexdigest()[:32]}"'
    headers = {"ETag": tag}
    if known is not None and _names(known, tag):
        return Response(status_code=304, headers=headers)
    response.headers.update(headers)
    return response


def _names(known: str, tag: str) -> bool:
    tags = {one.strip().removeprefix("W/") for one in known.split(",")}
    return bool({tag, "*"} & tags)
