"""A chat endpoint of which it isn't known what it keeps to: it is tried, once a process."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import structlog

from errands.backends.chat_endpoint import ChatEndpoint, Message
from errands.backends.heard import AnswerForm
from errands.backends.model_http import Json
from errands.contracts.errors import ModelRefusedError
from errands.contracts.ids import SessionId, SkillName
from errands.contracts.model_api import ModelApi
from errands.contracts.ports import Decision, Model, Request

ONLY_LINE: Final = "click 7"
PROBE: Final = Request(
    skill=SkillName("probe"),
    session=SessionId("probe"),
    prompt="Write the word hello, and nothing else.",
    grammar=f'%llguidance {{}}\nstart: "{ONLY_LINE} ->"\n',
    stop=" ->",
)
"""What is asked for is not what the form allows: only an endpoint that keeps to it disobeys."""
_TOKENS: Final = 64

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What is tried: an answer that keeps to the `form` begins so, and then `model` is taken."""

    api: ModelApi
    form: AnswerForm
    begins: str
    model: Model


class ProbedModel:
    """A `Model`: that of the first trial which the endpoint passes, or `otherwise`."""

    def __init__(self, endpoint: ChatEndpoint, trials: Sequence[Trial], otherwise: Model) -> None:
        self._endpoint = endpoint
        self._trials = trials
        self._otherwise = otherwise
        self._taken: Model | None = None
        self._trying = asyncio.Lock()

    async def decide(self, request: Request) -> Decision:
        async with self._trying:
            model = self._taken = self._taken or await self._tried()
        try:
            return await model.decide(request)
        except ModelRefusedError:
            self._taken = None  # what refuses everything has refused the trials, too
            raise

    async def _tried(self) -> Model:
        """Raises `ModelUnavailableError` where the endpoint doesn't answer: it is tried later."""
        for trial in self._trials:
            if await self._keeps_to(trial):
                _log.info("model.api_found", api=trial.api)
                return trial.model
        _log.info("model.api_found", api=ModelApi.TEXT)
        return self._otherwise

    async def _keeps_to(self, trial: Trial) -> bool:
        fields: dict[str, Json] = {"max_tokens": _TOKENS, "temperature": 0.0}
        question = [Message("user", PROBE.prompt)]
        try:
            chat = await self._endpoint.ask(question, fields | trial.form.fields(PROBE))
        except ModelRefusedError:
            return False
        return chat.texts[0].strip().startswith(trial.begins)
