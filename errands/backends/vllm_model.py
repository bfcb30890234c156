"""The served model: vLLM's completions with a grammar, one adapter a skill."""

import asyncio
import time
from collections.abc import Callable
from typing import Final

import httpx
import structlog
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from errands.backends.model_http import (
    AnswerUsage,
    Patience,
    UnknownModelError,
    persist,
    post,
)
from errands.contracts.errors import ModelRefusedError
from errands.contracts.ids import SkillName
from errands.contracts.ports import Decision, Request

BASE_MODEL: Final = "errands-base"
_LIVE_SECONDS: Final = 2.0
_LIVE_TIMEOUT: Final = 2.0

_log = structlog.get_logger(__name__)


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _Choice(_Answer):
    text: str


class _Completion(_Answer):
    model: str
    choices: list[_Choice] = Field(min_length=1)
    usage: AnswerUsage = AnswerUsage()


class _Adapters(_Answer):
    live: dict[SkillName, str]


class LiveAdapters:
    """Which adapter serves a skill now, asked for at most once in two seconds.

    While nobody answers, the last table stands: a step with yesterday's adapter is better
    than no step.
    """

    def __init__(
        self,
        url: str,
        client: httpx.AsyncClient,
        elapsed: Callable[[], float] = time.monotonic,
    ) -> None:
        self._url = url
        self._client = client
        self._elapsed = elapsed
        self._table: dict[SkillName, str] = {}
        self._read_at: float | None = None
        self._reading = asyncio.Lock()

    async def of(self, skill: SkillName) -> str | None:
        # Who comes while the table is being read waits for it: an empty one names no adapter.
        async with self._reading:
            now = self._elapsed()
            if self._read_at is None or now - self._read_at >= _LIVE_SECONDS:
                self._table = await self._read()
                self._read_at = self._elapsed()
        return self._table.get(skill)

    def forget(self) -> None:
        """The next question asks the server again."""
        self._read_at = None

    async def _read(self) -> dict[SkillName, str]:
        try:
            response = await self._client.get(self._url, timeout=_LIVE_TIMEOUT)
            response.raise_for_status()
            return _Adapters.model_validate_json(response.content).live
        except (httpx.HTTPError, ValidationError) as error:
            _log.warning("adapters.unknown", url=self._url, error=repr(error))
            return self._table


class VllmModel:
    """A `Model`. `base_url` ends with the API's version, as in `http://127.0.0.1:8200/v1`.

    `adapter_seconds` bounds the wait for an adapter that isn't loaded yet.
    """

    def __init__(
        self,
        base_url: str,
        adapters_url: str,
        client: httpx.AsyncClient,
        *,
        base_model: str = BASE_MODEL,
        patience: Patience | None = None,
        adapter_seconds: float = 10,
    ) -> None:
        self._url = f"{base_url.rstrip('/')}/completions"
        self._base_model = base_model
        self._client = client
        self._live = LiveAdapters(adapters_url, client)
        self._patience = patience or Patience()
        self._adapter_seconds = adapter_seconds

    async def decide(self, request: Request) -> Decision:
        # Counted from the first "not here": a restarted server loads its adapters after it answers.
        give_up: float | None = None

        async def attempt() -> Decision:
            nonlocal give_up
            adapter = await self._live.of(request.skill)
            if adapter is None or (give_up is not None and time.monotonic() >= give_up):
                return await self._ask_base(request)
            try:
                return await self._ask(adapter, request)
            except UnknownModelError:
                give_up = give_up or time.monotonic() + self._adapter_seconds
                self._live.forget()
                _log.info("adapter.not_loaded", adapter=adapter)
                raise

        return await persist(attempt, self._patience)

    async def _ask_base(self, request: Request) -> Decision:
        try:
            return await self._ask(self._base_model, request)
        except UnknownModelError as error:
            raise ModelRefusedError(str(error)) from error

    async def _ask(self, model: str, request: Request) -> Decision:
        completion = await post(
            self._client,
            self._url,
            {
                "model": model,
                "prompt": request.prompt,
                "max_tokens": request.max_tokens,
                "temperature": request.temperature,
                "seed": request.seed,
                "stop": [request.stop],
                "structured_outputs": {"grammar": request.grammar},
            },
            _Completion,
            self._patience,
        )
        return Decision(
            text=completion.choices[0].text,
            model=completion.model,
            usage=completion.usage.as_usage(),
        )
