"""What the reconciler asks of vLLM's server."""

from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Protocol

import httpx
from pydantic import BaseModel, ConfigDict


class EngineDownError(RuntimeError):
    """The server doesn't answer: it is starting, or gone."""


class EngineRefusedError(RuntimeError):
    """The server answered, and would not do it."""


class EngineBusyError(EngineRefusedError):
    """The server has no room for it just now, or took too long: it may be asked again."""


class Engine(Protocol):
    """A served model whose adapters can be changed while it runs."""

    async def adapters(self) -> frozenset[str]:
        """Name what is loaded."""
        ...

    async def load(self, name: str, folder: Path) -> None:
        """Make the adapter in `folder` answer under `name`."""
        ...

    async def prewarm(self, name: str) -> None:
        """Make one token, so that the first user doesn't wait for what is done once.

        Raises `EngineBusyError` where the server has no time for it now.
        """
        ...

    async def unload(self, name: str) -> None:
        """Forget the name."""
        ...


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    parent: str | None = None


class _Models(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    data: tuple[_Model, ...]


class VllmEngine:
    """vLLM's OpenAI server with runtime adapters allowed."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        """Speak through `client`, whose base URL is the server's."""
        self._client = client

    async def adapters(self) -> frozenset[str]:
        """Name the models that have a parent: the adapters."""
        answer = await self._call("GET", "/v1/models")
        models = _Models.model_validate_json(answer.content).data
        return frozenset(model.id for model in models if model.parent is not None)

    async def load(self, name: str, folder: Path) -> None:
        """Load; the server reads the folder itself, so both need to see the same disk."""
        body = {"lora_name": name, "lora_path": str(folder)}
        await self._call("POST", "/v1/load_lora_adapter", body)

    async def prewarm(self, name: str) -> None:
        """Ask for one token."""
        body = {"model": name, "prompt": "Hello", "max_tokens": 1, "temperature": 0}
        try:
            await self._call("POST", "/v1/completions", body)
        except EngineDownError as error:
            if isinstance(error.__cause__, httpx.ReadTimeout):
                # It is at work on other requests; that it is gone the next round would see.
                raise EngineBusyError(str(error)) from error
            raise

    async def unload(self, name: str) -> None:
        """Unload; requests that are running finish."""
        await self._call("POST", "/v1/unload_lora_adapter", {"lora_name": name})

    async def _call(
        self, method: str, path: str, body: Mapping[str, object] | None = None
    ) -> httpx.Response:
        try:
            answer = await self._client.request(method, path, json=body)
        except httpx.TransportError as error:
            raise EngineDownError(str(error) or type(error).__name__) from error
        if answer.is_error:
            message = f"{path} answered {answer.status_code}: {answer.text[:300]}"
            is_busy = answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
            raise EngineBusyError(message) if is_busy else EngineRefusedError(message)
        return answer
