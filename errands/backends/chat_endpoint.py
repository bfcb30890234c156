"""One model behind any OpenAI-compatible chat endpoint."""

from collections.abc import Mapping

import httpx
from pydantic import BaseModel, ConfigDict, Field, SecretStr

from errands.backends.circuit import Circuit
from errands.backends.model_http import (
    AnswerUsage,
    Json,
    Patience,
    UnknownModelError,
    persist,
    post,
)
from errands.contracts.errors import ModelRefusedError
from errands.contracts.step import Usage


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _Message(_Answer):
    content: str | None = None


class _Choice(_Answer):
    message: _Message


class Chat(_Answer):
    """What the endpoint answered."""

    model: str
    choices: list[_Choice] = Field(min_length=1)
    usage: AnswerUsage = AnswerUsage()

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(choice.message.content or "" for choice in self.choices)

    @property
    def spent(self) -> Usage:
        return self.usage.as_usage()


class ChatEndpoint:
    """`base_url` ends with the API's version, as in `http://127.0.0.1:8200/v1`."""

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
        self._headers = {"Authorization": f"Bearer {api_key.get_secret_value()}"} if api_key else {}
        self._patience = patience or Patience()
        self._circuit = Circuit(self._url, self._patience.probe)

    async def ask(self, system: str, user: str, more: Mapping[str, Json]) -> Chat:
        """One exchange; `more` are further fields of the request.

        Raises:
            ModelRefusedError: the endpoint won't answer such a request.
            ModelUnavailableError: it doesn't answer, for as long as patience lasts.
        """
        body: dict[str, Json] = {
            "model": self._model,
            "messages": [
                {"role": "system", "content": system},
                {"role": "user", "content": user},
            ],
            **more,
        }

        async def attempt() -> Chat:
            try:
                return await post(
                    self._client, self._url, body, Chat, self._patience, headers=self._headers
                )
            except UnknownModelError as error:
                raise ModelRefusedError(str(error)) from error

        return await persist(attempt, self._patience, self._circuit)
