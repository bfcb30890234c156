"""A model behind any OpenAI-compatible completions endpoint: one that was trained on our prompts.

It reads no instructions, so it isn't told what was wrong either: what isn't an action of the page
is asked for again by the loop, as other candidates.
"""

from dataclasses import replace

import httpx
import structlog
from pydantic import SecretStr

from errands.backends.circuit import Circuit
from errands.backends.completion import Completion, CompletionChoice, asked
from errands.backends.heard import checked
from errands.backends.line_form import line_of
from errands.backends.model_http import UnknownModelError, bearer, persist, post
from errands.contracts.errors import ModelRefusedError
from errands.contracts.model_place import Patience
from errands.contracts.ports import Decision, Request

_log = structlog.get_logger(__name__)


class CompletionsModel:
    """A `Model`. `base_url` ends with the API's version, as in `http://127.0.0.1:8200/v1`."""

    def __init__(
        self,
        base_url: str,
        model: str,
        client: httpx.AsyncClient,
        *,
        api_key: SecretStr | None = None,
        patience: Patience | None = None,
    ) -> None:
        self._url = f"{base_url.rstrip('/')}/completions"
        self._model = model
        self._client = client
        self._key = api_key
        self._patience = patience or Patience()
        self._circuit = Circuit(self._url, self._patience.probe)

    async def decide(self, request: Request) -> Decision:
        try:
            return await self._ask(request)
        except ModelRefusedError:
            if request.candidates == 1:
                raise
            _log.info("model.several_refused")  # not every endpoint gives more than one
            return await self._ask(replace(request, candidates=1))

    async def _ask(self, request: Request) -> Decision:
        body = asked(request, self._model)
        headers = bearer(self._key)

        async def attempt() -> Completion:
            try:
                return await post(
                    self._client, self._url, body, Completion, self._patience, headers=headers
                )
            except UnknownModelError as error:
                raise ModelRefusedError(str(error)) from error

        completion = await persist(attempt, self._patience, self._circuit)
        return completion.decision([_line(choice, request) for choice in completion.choices])


def _line(choice: CompletionChoice, request: Request) -> str:
    return "" if choice.is_cut_off else checked(line_of(choice.text), request).text
