"""Everything the API answers that isn't a success: RFC 9457 problems with a stable `code`."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from typing import Any, Final, TypeAlias

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.routing import Match, Route

from errands.contracts import errors
from services.api.faults import Fault, faults_of

REQUEST_ID: Final = "request_id"
"""Where a request's id stands in the state of its scope."""
MEDIA_TYPE: Final = "application/problem+json"
RETRY_SECONDS: Final = 2
BUSY_SECONDS: Final = 5
"""About as long as a short turn takes: then there may be room."""

_log = structlog.get_logger(__name__)


class Code(StrEnum):
    """What went wrong, for a program to tell apart. Never renamed."""

    INVALID_REQUEST = "invalid_request"
    INVALID_CURSOR = "invalid_cursor"
    MALFORMED_BODY = "malformed_body"
    EMPTY_MESSAGE = "empty_message"
    ADDRESS_NOT_ALLOWED = "address_not_allowed"
    IDEMPOTENCY_CONFLICT = "idempotency_conflict"
    IDEMPOTENCY_IN_FLIGHT = "idempotency_in_flight"
    MISSING_KEY = "missing_key"
    INVALID_KEY = "invalid_key"
    KEY_NOT_FOR_THIS = "key_not_for_this"
    KEY_NOT_FOUND = "key_not_found"
    ITEM_NOT_FOUND = "item_not_found"
    LINE_NOT_POSSIBLE = "line_not_possible"
    ROUTE_NOT_FOUND = "route_not_found"
    PROFILE_REFUSED = "profile_refused"
    SESSION_NOT_FOUND = "session_not_found"
    TURN_NOT_FOUND = "turn_not_found"
    STEP_NOT_FOUND = "step_not_found"
    APPROVAL_NOT_FOUND = "approval_not_found"
    NOTHING_TO_APPROVE = "nothing_to_approve"
    APPROVAL_CHANGED = "approval_changed"
    SCREENSHOT_NOT_FOUND = "screenshot_not_found"
    FILE_NOT_FOUND = "file_not_found"
    FILE_NAME_NOT_SAFE = "file_name_not_safe"
    FILE_TOO_LARGE = "file_too_large"
    TOO_MANY_FILES = "too_many_files"
    FILE_CUT_OFF = "file_cut_off"
    WEBHOOK_NOT_FOUND = "webhook_not_found"
    DELIVERY_NOT_FOUND = "delivery_not_found"
    WEBHOOK_DISABLED = "webhook_disabled"
    TOO_MANY_WEBHOOKS = "too_many_webhooks"
    INVALID_TICKET = "invalid_ticket"
    TOO_MANY_VIEWERS = "too_many_viewers"
    TURN_RUNNING = "turn_running"
    NOT_TAKEN = "not_taken"
    NOT_DONE = "not_done"
    BROWSER_UNAVAILABLE = "browser_unavailable"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    SESSION_CLOSED = "session_closed"
    TOO_MANY_REQUESTS = "too_many_requests"
    SESSION_BUSY = "session_busy"
    OVERLOADED = "overloaded"
    MESSAGE_TOO_LARGE = "message_too_large"
    BODY_TOO_LARGE = "body_too_large"
    STORE_UNAVAILABLE = "store_unavailable"
    UNSAFE_SETUP = "unsafe_setup"
    SKILLS_UNKNOWN = "skills_unknown"
    INTERNAL_ERROR = "internal_error"


@dataclass(frozen=True, slots=True)
class _Kind:
    status: HTTPStatus
    title: str


_KINDS: Final[Mapping[Code, _Kind]] = {
    Code.INVALID_REQUEST: _Kind(HTTPStatus.UNPROCESSABLE_ENTITY, "The request isn't valid"),
    Code.INVALID_CURSOR: _Kind(
        HTTPStatus.UNPROCESSABLE_ENTITY, "This list has given out no such cursor"
    ),
    Code.MALFORMED_BODY: _Kind(HTTPStatus.BAD_REQUEST, "The body isn't JSON"),
    Code.EMPTY_MESSAGE: _Kind(HTTPStatus.UNPROCESSABLE_ENTITY, "The message is empty"),
    Code.ADDRESS_NOT_ALLOWED: _Kind(
        HTTPStatus.UNPROCESSABLE_ENTITY, "Private and local addresses can't be visited"
    ),
    Code.IDEMPOTENCY_CONFLICT: _Kind(
        HTTPStatus.UNPROCESSABLE_ENTITY, "This Idempotency-Key was used with another body"
    ),
    Code.IDEMPOTENCY_IN_FLIGHT: _Kind(
        HTTPStatus.CONFLICT, "The call with this Idempotency-Key hasn't ended yet"
    ),
    Code.MISSING_KEY: _Kind(HTTPStatus.UNAUTHORIZED, "An API key is needed"),
    Code.INVALID_KEY: _Kind(HTTPStatus.UNAUTHORIZED, "The API key isn't valid"),
    Code.KEY_NOT_FOR_THIS: _Kind(HTTPStatus.FORBIDDEN, "The API key isn't for this"),
    Code.KEY_NOT_FOUND: _Kind(HTTPStatus.NOT_FOUND, "There is no such key"),
    Code.ITEM_NOT_FOUND: _Kind(HTTPStatus.NOT_FOUND, "There is no such step to judge"),
    Code.LINE_NOT_POSSIBLE: _Kind(
        HTTPStatus.UNPROCESSABLE_ENTITY, "The line can't be done on this page"
    ),
    Code.ROUTE_NOT_FOUND: _Kind(HTTPStatus.NOT_FOUND, "There is no such address"),
    Code.PROFILE_REFUSED: _Kind(HTTPStatus.UNPROCESSABLE_ENTITY, "The profile can't become this"),
    Code.SESSION_NOT_FOUND: _Kind(HTTPStatus.NOT_FOUND, "There is no such session"),
    Code.TURN_NOT_FOUND: _Kind(HTTPStatus.NOT_FOUND, "There is no such turn"),
    Code.STEP_NOT_FOUND: _Kind(HTTPStatus.NOT_FOUND, "There is no such step"),
    Code.APPROVAL_NOT_FOUND: _Kind(HTTPStatus.NOT_FOUND, "Nothing waits for a yes"),
    Code.NOTHING_TO_APPROVE: _Kind(HTTPStatus.CONFLICT, "Nothing waits for a yes any more"),
    Code.APPROVAL_CHANGED: _Kind(HTTPStatus.CONFLICT, "Another effect waits for a yes"),
    Code.SCREENSHOT_NOT_FOUND: _Kind(HTTPStatus.NOT_FOUND, "There is no screenshot"),
    Code.FILE_NOT_FOUND: _Kind(HTTPStatus.NOT_FOUND, "The session has no such file"),
    Code.FILE_NAME_NOT_SAFE: _Kind(HTTPStatus.UNPROCESSABLE_ENTITY, "No file can have this name"),
    Code.FILE_TOO_LARGE: _Kind(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The file is too large"),
    Code.TOO_MANY_FILES: _Kind(HTTPStatus.CONFLICT, "The session holds as many files as it may"),
    Code.FILE_CUT_OFF: _Kind(HTTPStatus.BAD_REQUEST, "The file ended too early"),
    Code.WEBHOOK_NOT_FOUND: _Kind(HTTPStatus.NOT_FOUND, "There is no such webhook"),
    Code.DELIVERY_NOT_FOUND: _Kind(HTTPStatus.NOT_FOUND, "There is no such delivery"),
    Code.WEBHOOK_DISABLED: _Kind(HTTPStatus.CONFLICT, "The webhook is disabled"),
    Code.TOO_MANY_WEBHOOKS: _Kind(HTTPStatus.CONFLICT, "You have as many webhooks as you may"),
    Code.INVALID_TICKET: _Kind(HTTPStatus.UNAUTHORIZED, "The ticket opens nothing any more"),
    Code.TOO_MANY_VIEWERS: _Kind(
        HTTPStatus.TOO_MANY_REQUESTS, "As many people watch this page as may"
    ),
    Code.TURN_RUNNING: _Kind(HTTPStatus.CONFLICT, "A turn waits or runs; cancel it first"),
    Code.NOT_TAKEN: _Kind(HTTPStatus.CONFLICT, "You haven't taken over this page"),
    Code.NOT_DONE: _Kind(HTTPStatus.CONFLICT, "The browser didn't do it"),
    Code.BROWSER_UNAVAILABLE: _Kind(
        HTTPStatus.SERVICE_UNAVAILABLE, "No browser could open the page"
    ),
    Code.METHOD_NOT_ALLOWED: _Kind(HTTPStatus.METHOD_NOT_ALLOWED, "The method isn't allowed here"),
    Code.SESSION_CLOSED: _Kind(HTTPStatus.CONFLICT, "The session is closed"),
    Code.TOO_MANY_REQUESTS: _Kind(
        HTTPStatus.TOO_MANY_REQUESTS, "This key asks for work more often than it may"
    ),
    Code.SESSION_BUSY: _Kind(
        HTTPStatus.TOO_MANY_REQUESTS, "As many turns of this session wait as may"
    ),
    Code.OVERLOADED: _Kind(
        HTTPStatus.SERVICE_UNAVAILABLE, "As many sessions wait as may; try again"
    ),
    Code.MESSAGE_TOO_LARGE: _Kind(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The message is too long"),
    Code.BODY_TOO_LARGE: _Kind(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The body is too long"),
    Code.STORE_UNAVAILABLE: _Kind(
        HTTPStatus.SERVICE_UNAVAILABLE, "The session store can't be reached; try again"
    ),
    Code.UNSAFE_SETUP: _Kind(HTTPStatus.SERVICE_UNAVAILABLE, "The set-up would lose data"),
    Code.SKILLS_UNKNOWN: _Kind(
        HTTPStatus.SERVICE_UNAVAILABLE, "What is served can't be found out; try again"
    ),
    Code.INTERNAL_ERROR: _Kind(HTTPStatus.INTERNAL_SERVER_ERROR, "Something went wrong here"),
}

ERROR_CODES: Final[Mapping[type[errors.ErrandsError], Code]] = {
    errors.ErrandsError: Code.INTERNAL_ERROR,
    errors.NotFoundError: Code.SESSION_NOT_FOUND,
    errors.SessionClosedError: Code.SESSION_CLOSED,
    errors.IdempotencyConflictError: Code.IDEMPOTENCY_CONFLICT,
    errors.InFlightError: Code.IDEMPOTENCY_IN_FLIGHT,
    errors.BusyError: Code.INTERNAL_ERROR,
    errors.SessionBusyError: Code.SESSION_BUSY,
    errors.OverloadedError: Code.OVERLOADED,
    errors.FencedError: Code.INTERNAL_ERROR,
    errors.HandedOverError: Code.INTERNAL_ERROR,
    errors.StoreUnavailableError: Code.STORE_UNAVAILABLE,
    errors.SkillsUnknownError: Code.SKILLS_UNKNOWN,
    errors.ModelError: Code.INTERNAL_ERROR,
    errors.ModelUnavailableError: Code.INTERNAL_ERROR,
    errors.ModelRefusedError: Code.INTERNAL_ERROR,
    errors.BrowserError: Code.INTERNAL_ERROR,
    errors.BrowserGoneError: Code.INTERNAL_ERROR,
    errors.PageStuckError: Code.INTERNAL_ERROR,
    errors.HostBlockedError: Code.ADDRESS_NOT_ALLOWED,
    errors.UnreachableError: Code.INTERNAL_ERROR,
    errors.ProfileRefusedError: Code.PROFILE_REFUSED,
    errors.FileRefusedError: Code.INTERNAL_ERROR,
    errors.FileTooLargeError: Code.FILE_TOO_LARGE,
    errors.TooManyFilesError: Code.TOO_MANY_FILES,
    errors.FileNameError: Code.FILE_NAME_NOT_SAFE,
    errors.UnsafeSetupError: Code.UNSAFE_SETUP,
}
"""The whole error tree; a test keeps it whole."""

_HTTP_CODES: Final[Mapping[int, Code]] = {
    HTTPStatus.BAD_REQUEST: Code.MALFORMED_BODY,
    HTTPStatus.NOT_FOUND: Code.ROUTE_NOT_FOUND,
    HTTPStatus.METHOD_NOT_ALLOWED: Code.METHOD_NOT_ALLOWED,
}
"""What FastAPI itself raises."""


class Problem(BaseModel):
    """RFC 9457, with a stable `code` and, for a request that isn't valid, its `errors`."""

    type: str
    title: str
    status: int
    code: Code
    detail: str
    instance: str
    request_id: str = Field(description="As in `X-Request-Id`: it finds the request in our logs.")
    errors: list[Fault] | None = None


class ProblemError(Exception):
    """A problem as a route states it."""

    def __init__(
        self,
        code: Code,
        detail: str | None = None,
        faults: list[Fault] | None = None,
        retry_after: int | None = None,
    ) -> None:
        self.code = code
        self.detail = detail or f"{_KINDS[code].title}."
        self.faults = faults
        self.retry_after = retry_after
        super().__init__(f"{code}: {self.detail}")


Responses: TypeAlias = dict[int | str, dict[str, object]]


def documented(*codes: Code) -> Responses:
    """The problems an operation may answer with, for its OpenAPI."""
    responses: Responses = {}
    for status in sorted({_KINDS[code].status for code in codes}):
        names = [code for code in codes if _KINDS[code].status == status]
        headers = {name: told for code in names for name, told in _told_headers(code).items()}
        responses[int(status)] = {
            **({"headers": headers} if headers else {}),
            "description": "; ".join(f"`{code}`: {_KINDS[code].title}" for code in names),
            "content": {
                MEDIA_TYPE: {
                    "schema": {"$ref": "#/components/schemas/Problem"},
                    "examples": {code: {"$ref": f"#/components/examples/{code}"} for code in names},
                }
            },
        }
    return responses


def _told_headers(code: Code) -> dict[str, object]:
    if code is Code.IDEMPOTENCY_IN_FLIGHT:
        return {}  # others of its status have none
    described = {"Retry-After": "In how many seconds it may work.", "WWW-Authenticate": "Bearer."}
    return {
        name: {"description": described[name], "required": True, "schema": {"type": "string"}}
        for name in _headers(ProblemError(code))
    }


def problem_response(
    problem: ProblemError, scope: Mapping[str, Any], headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """The answer to a request, by its ASGI scope, with the headers its code calls for."""
    request_id = scope.get("state", {}).get(REQUEST_ID, "")
    body = _body(problem, scope["path"], request_id)
    return JSONResponse(
        body.model_dump(mode="json", exclude_none=True),
        status_code=body.status,
        media_type=MEDIA_TYPE,
        headers={**_headers(problem), **(headers or {})},
    )


def _body(problem: ProblemError, instance: str, request_id: str) -> Problem:
    kind = _KINDS[problem.code]
    return Problem(
        type=f"urn:errands:problem:{problem.code}",
        title=kind.title,
        status=kind.status,
        code=problem.code,
        detail=problem.detail,
        instance=instance,
        request_id=request_id,
        errors=problem.faults,
    )


def examples() -> dict[str, dict[str, object]]:
    """Of each problem, by its code, as the OpenAPI has them."""
    return {code: {"summary": _KINDS[code].title, "value": _example(code)} for code in Code}


def _example(code: Code) -> dict[str, object]:
    body = _body(ProblemError(code), "/v1/sessions", "req_5d0c1f6a9e27b3844c10f2aa")
    return body.model_dump(mode="json", exclude_none=True)


def _headers(problem: ProblemError) -> dict[str, str]:
    if problem.retry_after is not None:
        return {"Retry-After": str(problem.retry_after)}
    match problem.code:
        case Code.MISSING_KEY:
            return {"WWW-Authenticate": 'Bearer realm="errands"'}
        case Code.INVALID_KEY | Code.INVALID_TICKET:
            return {"WWW-Authenticate": 'Bearer realm="errands", error="invalid_token"'}
        case (
            Code.TOO_MANY_REQUESTS
            | Code.TOO_MANY_VIEWERS
            | Code.SESSION_BUSY
            | Code.OVERLOADED
            | Code.BROWSER_UNAVAILABLE
        ):
            return {"Retry-After": str(BUSY_SECONDS)}
        case (
            Code.STORE_UNAVAILABLE
            | Code.UNSAFE_SETUP
            | Code.SKILLS_UNKNOWN
            | Code.IDEMPOTENCY_IN_FLIGHT
        ):
            return {"Retry-After": str(RETRY_SECONDS)}
        case _:
            return {}


def install(app: FastAPI) -> None:
    """Makes every error of the app a problem."""
    app.exception_handler(ProblemError)(_answer_problem)
    app.exception_handler(errors.ErrandsError)(_answer_error)
    app.exception_handler(RequestValidationError)(_answer_invalid)
    app.exception_handler(HTTPException)(_answer_http)


async def _answer_problem(request: Request, problem: ProblemError) -> JSONResponse:
    return _answered(request, problem)


async def _answer_error(request: Request, error: errors.ErrandsError) -> JSONResponse:
    code = ERROR_CODES[type(error)]
    if _KINDS[code].status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        # its words may name hosts and ports of ours
        _log.error("request.failed", code=code, error=repr(error))
    return _answered(request, ProblemError(code))


async def _answer_invalid(request: Request, invalid: RequestValidationError) -> JSONResponse:
    found = invalid.errors()
    if any(one["type"] == "json_invalid" for one in found):
        return _answered(request, ProblemError(Code.MALFORMED_BODY))
    faults = faults_of(found, invalid.body)
    detail = "; ".join(f"{fault.pointer}: {fault.detail}" for fault in faults)
    return _answered(request, ProblemError(Code.INVALID_REQUEST, detail, faults))


async def _answer_http(request: Request, error: HTTPException) -> JSONResponse:
    code = _HTTP_CODES.get(error.status_code, Code.INTERNAL_ERROR)
    headers = dict(error.headers or {})
    if code is Code.METHOD_NOT_ALLOWED:
        headers["Allow"] = ", ".join(sorted(_methods(request)))
    return problem_response(ProblemError(code), request.scope, headers)


def _methods(request: Request) -> set[str]:
    """Of all routes of the path: Starlette tells of the first alone."""
    routes = [route for route in request.app.routes if isinstance(route, Route)]
    found = [one for one in routes if one.matches(request.scope)[0] is not Match.NONE]
    return {method for route in found for method in route.methods or ()}


def _answered(request: Request, problem: ProblemError) -> JSONResponse:
    return problem_response(problem, request.scope, getattr(request.state, "told", None))
