"""Asking a model server over HTTP: what is tried again, for how long, and what is an error."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import TypeVar

import httpx
from pydantic import BaseModel, ConfigDict, ValidationError
from tenacity import AsyncRetrying, retry_if_exception_type, wait_random_exponential

from errands.contracts.errors import ModelRefusedError, ModelUnavailableError
from errands.contracts.step import Usage

_BUSY = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS})
_DETAIL = 200

AnswerT = TypeVar("AnswerT", bound=BaseModel)
ResultT = TypeVar("ResultT")
Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


class TryAgainError(Exception):
    """The server may answer if asked again. Never leaves the model clients."""


class UnknownModelError(TryAgainError):
    """The server doesn't serve this model, or doesn't yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long a client asks, in seconds: in all, and for one attempt.

    In all it outlasts a restart of the model server, and its adapters' return after that.
    """

    total: float = 150
    attempt: float = 30
    first_pause: float = 0.2
    longest_pause: float = 2


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class PromptDetails(_Answer):
    cached_tokens: int | None = None


class AnswerUsage(_Answer):
    """The `usage` object of the OpenAI API."""

    prompt_tokens: int = 0
    completion_tokens: int | None = 0
    prompt_tokens_details: PromptDetails | None = None

    def as_usage(self) -> Usage:
        details = self.prompt_tokens_details
        return Usage(
            prompt=self.prompt_tokens,
            cached=(details.cached_tokens or 0) if details else 0,
            completion=self.completion_tokens or 0,
        )


async def persist(attempt: Callable[[], Awaitable[ResultT]], patience: Patience) -> ResultT:
    """Attempts until there is a result, the server refuses, or the time is up.

    Raises:
        ModelUnavailableError: the time is up; the cause is the last failure.
    """
    last: TryAgainError | None = None

    async def remembering() -> ResultT:
        nonlocal last
        try:
            return await attempt()
        except TryAgainError as error:
            last = error
            raise

    retrying = AsyncRetrying(
        retry=retry_if_exception_type(TryAgainError),
        wait=wait_random_exponential(multiplier=patience.first_pause, max=patience.longest_pause),
        reraise=True,
    )
    try:
        async with asyncio.timeout(patience.total):
            return await retrying(remembering)
    except TimeoutError as error:
        detail = f"No answer in {patience.total:g} s; last: {last or 'still waiting'}"
        raise ModelUnavailableError(detail) from (last or error)


async def post(
    client: httpx.AsyncClient,
    url: str,
    body: dict[str, Json],
    answer: type[AnswerT],
    patience: Patience,
    *,
    headers: Mapping[str, str] | None = None,
) -> AnswerT:
    """One attempt. Cancelling it closes the connection, at which servers drop the request.

    Raises:
        TryAgainError: no connection, no whole answer, or a server that says it is busy.
        ModelRefusedError: the server says that the request is wrong.
    """
    try:
        response = await client.post(url, json=body, headers=headers, timeout=patience.attempt)
    except httpx.TransportError as error:
        raise TryAgainError(f"{type(error).__name__} {error}".rstrip()) from error
    _raise_for(response)
    try:
        return answer.model_validate_json(response.content)
    except ValidationError as error:
        raise TryAgainError(f"Not an answer: {response.text[:_DETAIL]!r}") from error


def _raise_for(response: httpx.Response) -> None:
    status = response.status_code
    detail = f"{status} {response.text[:_DETAIL]}"
    if status == HTTPStatus.NOT_FOUND:
        raise UnknownModelError(detail)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in _BUSY:
        raise TryAgainError(detail)
    if not response.is_success:
        raise ModelRefusedError(detail)
