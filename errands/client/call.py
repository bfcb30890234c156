"""One request as a plain value, and how it goes to httpx and comes back. No I/O here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Generic, TypeVar
from urllib.parse import quote

import httpx
from pydantic import BaseModel, ValidationError

from errands.client.answers import Problem
from errands.client.errors import ErrandsApiError, UnreadableError, error_of

AnswerT = TypeVar("AnswerT")
ModelT = TypeVar("ModelT", bound=BaseModel)

BROKEN: Final = (
    httpx.NetworkError,
    httpx.ProxyError,
    httpx.RemoteProtocolError,
    httpx.TimeoutException,
)
"""What a connection may come to by no fault of the caller."""
MANY: Final = httpx.Limits(max_connections=None, max_keepalive_connections=20)
"""Each stream that is followed has a connection of its own."""
CONNECT_SECONDS: Final = 10
ANSWER_SECONDS: Final = 30
_STEPS_OF_A_PATH: Final = frozenset({"", ".", ".."})


class Method(StrEnum):
    GET = "GET"
    POST = "POST"
    PUT = "PUT"
    PATCH = "PATCH"
    DELETE = "DELETE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Generic[AnswerT]):
    """A request, and how its answer is read.

    `patience` is how many seconds the server may take on purpose, `pause` how many pass before it
    is sent. All may be sent twice: a `POST` has an `Idempotency-Key`, or does nothing new.
    """

    method: Method
    path: str
    read: Callable[[httpx.Response], AnswerT]
    query: Mapping[str, str | float | Sequence[str]] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, object] | None = None
    content: bytes | None = None
    patience: float = 0
    pause: float = 0


def base(url: str) -> str:
    """An API's address without the `/v1` that it may be told with."""
    return url.rstrip("/").removesuffix("/v1").rstrip("/")


def path(*parts: str) -> str:
    """Under `/v1`. Raises `ValueError` for a part that would lead elsewhere."""
    for part in parts:
        if part in _STEPS_OF_A_PATH:
            raise ValueError(f"{part!r} names nothing")
    return "/".join(("/v1", *(quote(part, safe="") for part in parts)))


def requested(http: httpx.Client | httpx.AsyncClient, call: Call[AnswerT]) -> httpx.Request:
    return http.build_request(
        call.method,
        call.path,
        params=call.query,
        headers=call.headers,
        json=call.body,
        content=call.content,
        timeout=httpx.Timeout(ANSWER_SECONDS + call.patience, connect=CONNECT_SECONDS),
    )


def answered(call: Call[AnswerT], response: httpx.Response) -> AnswerT:
    """What was answered. Raises `ErrandsApiError`, or `UnreadableError`."""
    if not response.is_success:
        raise problem_of(response)
    return call.read(response)


def problem_of(response: httpx.Response) -> ErrandsApiError:
    """Of what stands before the API too, which answers with no problem: `http_502` and alike."""
    try:
        problem = Problem.model_validate_json(response.content)
    except ValidationError:
        problem = Problem(
            type="about:blank",
            title=response.reason_phrase,
            status=response.status_code,
            code=f"http_{response.status_code}",
            detail=f"{response.request.method} {response.request.url.path} was answered so",
            instance=response.request.url.path,
            request_id=response.headers.get("x-request-id", ""),
        )
    return error_of(problem, _seconds(response.headers.get("retry-after")))


def _seconds(text: str | None) -> float | None:
    """Of a `Retry-After`, which this API tells in seconds, never as a date."""
    return float(text) if text is not None and text.isascii() and text.isdigit() else None


def model(kind: type[ModelT]) -> Callable[[httpx.Response], ModelT]:
    """Reads an answer's JSON."""

    def read(response: httpx.Response) -> ModelT:
        try:
            return kind.model_validate_json(response.content)
        except ValidationError as error:
            raise UnreadableError(f"not a {kind.__name__}: {error}") from error

    return read


def nothing(response: httpx.Response) -> None:
    """Nothing is said but that it is done."""
    del response


def content(response: httpx.Response) -> bytes:
    return response.content
