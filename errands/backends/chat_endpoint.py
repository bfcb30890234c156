"""One model behind any OpenAI-compatible chat endpoint."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import httpx
import structlog
from pydantic import BaseModel, ConfigDict, Field, SecretStr

from errands.backends.circuit import Circuit
from errands.backends.model_http import (
    AnswerUsage,
    Json,
    UnknownModelError,
    bearer,
    persist,
    post,
)
from errands.contracts.errors import ModelRefusedError
from errands.contracts.model_place import Patience
from errands.contracts.step import Usage

_LENGTH: Final = "max_tokens"
_NEW_LENGTH: Final = "max_completion_tokens"
_SPARED: Final = frozenset({"temperature", "seed", "n", "stop"})
"""Fields that an endpoint may do without."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Message:
    role: Literal["system", "user", "assistant"]
    content: str

    def as_json(self) -> Json:
        return {"role": self.role, "content": self.content}


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _Part(_Answer):
    text: str = ""


class _Said(_Answer):
    content: str | tuple[_Part, ...] | None = None
    refusal: str | None = None
    reasoning: str | None = None
    reasoning_content: str | None = None
    tool_calls: tuple[object, ...] | None = None


class ChatChoice(_Answer):
    """One answer. `finish_reason` is as the endpoint words it."""

    message: _Said
    finish_reason: str | None = None

    @property
    def text(self) -> str:
        match self.message.content:
            case str(text):
                return text
            case None:
                return ""
            case parts:
                return "".join(part.text for part in parts)

    @property
    def thought(self) -> str:
        """Of a model that thinks apart from its answer; endpoints have two names for that."""
        return self.message.reasoning or self.message.reasoning_content or ""

    @property
    def is_cut_off(self) -> bool:
        return self.finish_reason == "length"

    @property
    def is_declined(self) -> bool:
        """By the model, or by what watches over it."""
        return bool(self.message.refusal) or self.finish_reason == "content_filter"

    @property
    def calls_a_tool(self) -> bool:
        return bool(self.message.tool_calls) and not self.text.strip()


class Chat(_Answer):
    """What the endpoint answered."""

    model: str
    choices: list[ChatChoice] = Field(min_length=1)
    usage: AnswerUsage = AnswerUsage()

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(choice.text for choice in self.choices)

    @property
    def spent(self) -> Usage:
        return self.usage.as_usage()


class ChatEndpoint:
    """`base_url` ends with the API's version, as in `http://127.0.0.1:8200/v1`.

    Remembers which fields the endpoint doesn't take, and leaves them away.
    """

    def __init__(
        self,
        base_url: str,
        model: str,
        client: httpx.AsyncClient,
        *,
        api_key: SecretStr | None = None,
        patience: Patience | None = None,
    ) -> None:
        self._url = f"{base_url.rstrip('/')}/chat/completions"
        self._model = model
        self._client = client
        self._key = api_key
        self.patience = patience or Patience()
        self._circuit = Circuit(self._url, self.patience.probe)
        self._unwanted: set[str] = set()

    async def ask(self, messages: Sequence[Message], more: Mapping[str, Json]) -> Chat:
        """One exchange; `more` are further fields of the request.

        Raises:
            ModelRefusedError: the endpoint won't answer such a request.
            ModelUnavailableError: it doesn't answer, for as long as patience lasts.
        """
        told: list[Json] = [message.as_json() for message in messages]
        while True:
            body = self._wanted({"model": self._model, "messages": told, **more})
            try:
                return await self._ask(body)
            except ModelRefusedError as error:
                if error.field not in body or error.field not in _SPARED | {_LENGTH}:
                    raise
                _log.info("model.field_refused", field=error.field)
                self._unwanted.add(error.field)

    def _wanted(self, body: dict[str, Json]) -> dict[str, Json]:
        wanted = {name: value for name, value in body.items() if name not in self._unwanted}
        if _LENGTH in self._unwanted and _LENGTH in body:
            wanted[_NEW_LENGTH] = body[_LENGTH]
        return wanted

    async def _ask(self, body: dict[str, Json]) -> Chat:
        async def attempt() -> Chat:
            headers = bearer(self._key)
            try:
                return await post(
                    self._client, self._url, body, Chat, self.patience, headers=headers
                )
            except UnknownModelError as error:
                raise ModelRefusedError(str(error)) from error

        return await persist(attempt, self.patience, self._circuit)
