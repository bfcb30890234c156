"""Asking a model server over HTTP: what is tried again, for how long, and what is an error."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TypeVar

import httpx
from pydantic import BaseModel, ConfigDict, SecretStr, ValidationError
from tenacity import (
    AsyncRetrying,
    retry_if_exception_type,
    stop_before_delay,
    wait_exception,
    wait_random_exponential,
)

from errands.backends.circuit import Circuit, Entry
from errands.backends.refused_field import refused_field
from errands.contracts.errors import ModelRefusedError, ModelUnavailableError
from errands.contracts.model_place import Patience
from errands.contracts.step import Usage

_BUSY = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS})
_DETAIL = 200

AnswerT = TypeVar("AnswerT", bound=BaseModel)
ResultT = TypeVar("ResultT")
Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


class TryAgainError(Exception):
    """The server may answer if asked again. Never leaves the model clients."""


class NoAnswerError(TryAgainError):
    """No connection, no whole answer, or a server that failed itself."""


class UnknownModelError(TryAgainError):
    """The server doesn't serve this model, or doesn't yet."""


class BusyError(TryAgainError):
    """The server has no room now; it wants to be asked again `after` seconds at the earliest."""

    def __init__(self, detail: str, after: float) -> None:
        super().__init__(detail)
        self.after = after


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


async def persist(
    attempt: Callable[[], Awaitable[ResultT]], patience: Patience, circuit: Circuit
) -> ResultT:
    """Attempts until there is a result, the server refuses, or the time is up.

    The time is up, too, when the server wants to be asked again later than that.

    Raises:
        ModelUnavailableError: the time is up, and the cause is the last failure; or the circuit
            is open, and the server wasn't asked.
    """
    last: TryAgainError | None = None
    entry = circuit.enter()

    async def remembering() -> ResultT:
        nonlocal last
        try:
            return await _heard(attempt, circuit, entry)
        except TryAgainError as error:
            last = error
            raise

    try:
        async with asyncio.timeout(patience.total):
            return await _retrying(patience)(remembering)
    except (TimeoutError, TryAgainError) as error:
        circuit.gave_up(entry)
        detail = f"No answer within {patience.total:g} s; last: {last or 'still waiting'}"
        raise ModelUnavailableError(detail) from (last or error)
    finally:
        circuit.leave(entry)


def _retrying(patience: Patience) -> AsyncRetrying:
    jitter = wait_random_exponential(multiplier=patience.first_pause, max=patience.longest_pause)
    return AsyncRetrying(
        retry=retry_if_exception_type(TryAgainError),
        wait=wait_exception(_asked_for) + jitter,
        stop=stop_before_delay(patience.total),
        reraise=True,
    )


def _asked_for(error: BaseException) -> float:
    return error.after if isinstance(error, BusyError) else 0


async def _heard(
    attempt: Callable[[], Awaitable[ResultT]], circuit: Circuit, entry: Entry
) -> ResultT:
    """One attempt, of whose outcome the circuit hears. A probe has no more than one."""
    try:
        result = await attempt()
    except NoAnswerError as error:
        if circuit.is_probe(entry):
            circuit.gave_up(entry)
            raise ModelUnavailableError(f"Still no answer; last: {error}") from error
        raise
    except (TryAgainError, ModelRefusedError):
        circuit.answered()
        raise
    circuit.answered()
    return result


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
        TryAgainError: one of its kinds, each of which may be otherwise at the next attempt.
        ModelRefusedError: the server says that the request is wrong.
    """
    try:
        response = await client.post(url, json=body, headers=headers, timeout=patience.attempt)
    except httpx.TransportError as error:
        raise NoAnswerError(f"{type(error).__name__} {error}".rstrip()) from error
    _raise_for(response, headers or {})
    try:
        return answer.model_validate_json(response.content)
    except ValidationError as error:
        raise NoAnswerError(
            f"Not an answer: {_without_key(response.text, headers or {})[:_DETAIL]!r}"
        ) from error


def bearer(key: SecretStr | None) -> dict[str, str]:
    """The header that a key is sent in."""
    return {"Authorization": f"Bearer {key.get_secret_value()}"} if key else {}


def _raise_for(response: httpx.Response, sent: Mapping[str, str]) -> None:
    status = response.status_code
    detail = f"{status} {_without_key(response.text, sent)[:_DETAIL]}"
    if status == HTTPStatus.NOT_FOUND:
        raise UnknownModelError(detail)
    later = response.headers.get("Retry-After")
    if status in _BUSY or (status == HTTPStatus.SERVICE_UNAVAILABLE and later is not None):
        raise BusyError(detail, _seconds(later or ""))
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise NoAnswerError(detail)
    if not response.is_success:
        raise ModelRefusedError(detail, refused_field(response.content))


def _without_key(text: str, sent: Mapping[str, str]) -> str:
    """Some servers say which key it was that they don't know; what they say is logged."""
    _, _, key = sent.get("Authorization", "").partition(" ")
    return text.replace(key, "***") if key else text


def _seconds(later: str) -> float:
    """From now on, by a `Retry-After`: a number of seconds or an HTTP date; else 0."""
    if later.isascii() and later.isdigit():
        return float(later)
    try:
        at = parsedate_to_datetime(later)
    except ValueError:
        return 0
    return max(0, (at.replace(tzinfo=at.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
