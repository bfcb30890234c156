"""The served model: vLLM's completions with a grammar, one adapter a skill."""

import time

import httpx
import structlog
from pydantic import SecretStr

from errands.backends.circuit import Circuit
from errands.backends.completion import Completion, asked
from errands.backends.live_adapters import LiveAdapters
from errands.backends.model_http import UnknownModelError, bearer, persist, post
from errands.contracts.errors import ModelRefusedError
from errands.contracts.model_place import Patience
from errands.contracts.ports import Decision, Request
from errands.contracts.priority import PRIORITY_HEADER, Priority
from errands.contracts.served import SERVED_MODEL_NAME

_log = structlog.get_logger(__name__)


class VllmModel:
    """A `Model`. `base_url` ends with the API's version, as in `http://127.0.0.1:8200/v1`.

    `priority` is that of all its requests: a process serves people, or it doesn't.
    """

    def __init__(
        self,
        base_url: str,
        adapters_url: str,
        client: httpx.AsyncClient,
        *,
        base_model: str = SERVED_MODEL_NAME,
        api_key: SecretStr | None = None,
        priority: Priority = Priority.INTERACTIVE,
        patience: Patience | None = None,
    ) -> None:
        self._url = f"{base_url.rstrip('/')}/completions"
        self._base_model = base_model
        self._client = client
        self._key = api_key
        self._priority = {PRIORITY_HEADER: str(int(priority))}
        self._live = LiveAdapters(adapters_url, client)
        self._patience = patience or Patience()
        self._circuit = Circuit(self._url, self._patience.probe)

    async def decide(self, request: Request) -> Decision:
        # Counted from the first "not here": a restarted server loads its adapters after it answers.
        give_up: float | None = None

        async def attempt() -> Decision:
            nonlocal give_up
            adapter = await self._live.of(request.skill, request.session)
            if adapter is None or (give_up is not None and time.monotonic() >= give_up):
                return await self._ask_base(request)
            try:
                return await self._ask(adapter, request)
            except UnknownModelError:
                give_up = give_up or time.monotonic() + self._patience.adapter
                self._live.forget()
                _log.info("adapter.not_loaded", adapter=adapter)
                raise

        return await persist(attempt, self._patience, self._circuit)

    async def _ask_base(self, request: Request) -> Decision:
        try:
            return await self._ask(self._base_model, request)
        except UnknownModelError as error:
            raise ModelRefusedError(str(error)) from error

    async def _ask(self, model: str, request: Request) -> Decision:
        completion = await post(
            self._client,
            self._url,
            {**asked(request, model), "structured_outputs": {"grammar": request.grammar}},
            Completion,
            self._patience,
            headers=self._priority | bearer(self._key),
        )
        return completion.decision([choice.text for choice in completion.choices])
