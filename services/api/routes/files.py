"""A session's files: what pages may upload, and what they gave."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Path, Request, Response
from starlette.requests import ClientDisconnect

from errands.contracts.errors import FileNameError, NotFoundError
from errands.contracts.files import FileLimits, KeptFile
from errands.contracts.session import SessionStatus
from services.api.lookup import OwnSession
from services.api.middleware import announced
from services.api.ports import Given
from services.api.problems import Code, ProblemError, documented
from services.api.schemas import FileBody, FileList

router = APIRouter(prefix="/v1/sessions/{session}/files", tags=["files"])

_MEDIA_TYPE = "application/octet-stream"
_CONTENT = {_MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}}
Name = Annotated[str, Path(description="A file's name.", examples=["cv.pdf"])]


@router.get(
    "",
    operation_id="listFiles",
    summary="List the files",
    responses=documented(Code.SESSION_NOT_FOUND),
)
async def list_files(ports: Given, session: OwnSession) -> FileList:
    """What was put in by you, and what pages gave to be downloaded."""
    drawer = ports.files.of(session.id)
    return FileList(
        files=[FileBody.of(file) for file in await drawer.all()],
        max_bytes=drawer.limits.max_bytes,
        max_files=drawer.limits.max_files,
    )


@router.put(
    "/{name}",
    operation_id="putFile",
    summary="Put a file in",
    openapi_extra={"requestBody": {"content": _CONTENT}},  # none is an empty file
    responses={
        200: {"description": "It took the place of another."},
        201: {"description": "There was none of this name.", "model": FileBody},
        **documented(
            Code.FILE_CUT_OFF,
            Code.SESSION_NOT_FOUND,
            Code.SESSION_CLOSED,
            Code.TOO_MANY_FILES,
            Code.FILE_TOO_LARGE,
            Code.FILE_NAME_NOT_SAFE,
            Code.INVALID_REQUEST,
        ),
    },
)
async def put_file(
    ports: Given, session: OwnSession, name: Name, request: Request, response: Response
) -> FileBody:
    """The body is the file, whatever its type. A page gets it where the person wants it sent.

    Doing it again changes nothing. A name is one word: letters, digits, `.`, `_` and `-`.
    """
    _check_open(session.status)
    drawer = ports.files.of(session.id)
    content = await _content(request, drawer.limits)
    try:
        is_new = await drawer.replace(name, content)
    except FileNameError as error:
        raise ProblemError(Code.FILE_NAME_NOT_SAFE, str(error)) from None
    current = await ports.sessions.load(session.id)
    if current.status is SessionStatus.CLOSED:
        # closed while the file came in: nothing of the session may stay
        await ports.files.forget(session.id)
    _check_open(current.status)
    if is_new:
        response.status_code = 201
        response.headers["Location"] = request.url.path
    return FileBody.of(KeptFile(name=name, size=len(content)))


def _check_open(status: SessionStatus) -> None:
    if status is SessionStatus.CLOSED:
        raise ProblemError(Code.SESSION_CLOSED)


async def _content(request: Request, limits: FileLimits) -> bytes:
    """The whole body, of which no more is read than a file may have."""
    content = bytearray()
    too_large = ProblemError(Code.FILE_TOO_LARGE, f"A file has at most {limits.max_bytes} bytes.")
    if announced(request.headers) > limits.max_bytes:
        raise too_large
    try:
        async for piece in request.stream():
            content += piece
            if len(content) > limits.max_bytes:
                raise too_large
    except ClientDisconnect:
        raise ProblemError(Code.FILE_CUT_OFF) from None
    return bytes(content)


@router.get(
    "/{name}",
    operation_id="getFile",
    summary="Fetch a file",
    response_class=Response,
    responses={
        200: {"description": "The file, to be saved and not to be shown.", "content": _CONTENT},
        **documented(Code.SESSION_NOT_FOUND, Code.FILE_NOT_FOUND),
    },
)
async def get_file(ports: Given, session: OwnSession, name: Name) -> Response:
    """Its bytes as they are, and nothing said of their type: a page may have made them."""
    try:
        content = await ports.files.of(session.id).get(name)
    except NotFoundError:
        raise ProblemError(Code.FILE_NOT_FOUND) from None
    return Response(content, media_type=_MEDIA_TYPE, headers=_saved_as(name))


def _saved_as(name: str) -> dict[str, str]:
    plain = name.encode("ascii", "replace").decode().replace("?", "_")
    return {
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }


@router.delete(
    "/{name}",
    status_code=204,
    operation_id="removeFile",
    summary="Remove a file",
    responses=documented(Code.SESSION_NOT_FOUND, Code.FILE_NOT_FOUND),
)
async def remove_file(ports: Given, session: OwnSession, name: Name) -> None:
    """A page that has it already keeps it."""
    try:
        await ports.files.of(session.id).remove(name)
    except NotFoundError:
        raise ProblemError(Code.FILE_NOT_FOUND) from None
