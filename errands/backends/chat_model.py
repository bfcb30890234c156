"""Any OpenAI-compatible chat endpoint in place of the served model.

What it answers is held against the page's grammar here, whatever the endpoint promised. The model
is told what was wrong, so often at most; the gates judge what is left.
"""

import asyncio
import time
from dataclasses import dataclass, field, replace
from typing import Final

import structlog

from errands.backends.chat_endpoint import Chat, ChatChoice, ChatEndpoint, Message
from errands.backends.heard import AnswerForm, Fault, Heard, Line, checked, thoughts_in
from errands.backends.model_http import Json
from errands.contracts.errors import ModelError, ModelRefusedError
from errands.contracts.model_place import USUAL_REPAIRS, USUAL_TOKENS
from errands.contracts.ports import Decision, Request
from errands.contracts.step import Usage
from errands.telemetry.labels import RepairOutcome
from errands.telemetry.metrics import MODEL_REPAIRS

_LONGEST: Final = 500
"""Characters of a wrong answer that the model is shown again, and of a thought that is kept."""

_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class _Exchange:
    """What was said so far about one request, and what it cost."""

    messages: list[Message]
    usage: Usage = field(default_factory=Usage)
    model: str = ""

    def heard(self, chat: Chat) -> None:
        self.usage += chat.spent
        self.model = chat.model

    def complain(self, said: str, why: str) -> None:
        self.messages.append(Message("assistant", said[:_LONGEST] or "(nothing)"))
        self.messages.append(Message("user", why))


class ChatModel:
    """A `Model`. `tokens` bound each answer; models that think first need many.

    A wrong answer is followed by `repairs` more questions at most, within the endpoint's patience
    for one decision. Where several candidates are wanted none is repaired.
    """

    def __init__(
        self,
        endpoint: ChatEndpoint,
        form: AnswerForm,
        *,
        repairs: int = USUAL_REPAIRS,
        tokens: int = USUAL_TOKENS,
    ) -> None:
        self._endpoint = endpoint
        self._form = form
        self._repairs = repairs
        self._tokens = tokens

    async def decide(self, request: Request) -> Decision:
        until = time.monotonic() + self._endpoint.patience.total
        exchange = _Exchange(
            [Message("system", self._form.instructions), Message("user", request.prompt)]
        )
        chat = await self._first(exchange, request)
        heard, *others = [self._heard(choice, request) for choice in chat.choices]
        if chat.choices[0].is_declined and not any(isinstance(one, Line) for one in others):
            raise ModelRefusedError(f"The model declines: {chat.texts[0][:_LONGEST]!r}")
        if isinstance(heard, Fault) and request.candidates == 1:
            heard = await self._repaired(heard, chat, exchange, request, until)
        return Decision(
            text=heard.text,
            others=tuple(other.text for other in others),
            model=exchange.model,
            usage=exchange.usage,
            thought=heard.thought,
        )

    async def _first(self, exchange: _Exchange, request: Request) -> Chat:
        try:
            chat = await self._endpoint.ask(exchange.messages, self._fields(request))
        except ModelRefusedError:
            if request.candidates == 1:
                raise
            _log.info("model.several_refused")  # not every endpoint gives more than one
            return await self._first(exchange, replace(request, candidates=1))
        exchange.heard(chat)
        return chat

    async def _repaired(
        self, fault: Fault, chat: Chat, exchange: _Exchange, request: Request, until: float
    ) -> Heard:
        """What comes of asking again; the last fault where nothing better does."""
        heard: Heard = fault
        for _ in range(self._repairs):
            exchange.complain(chat.texts[0], f"{fault.why} {self._form.reminder}")
            try:
                async with asyncio.timeout(until - time.monotonic()):
                    chat = await self._endpoint.ask(exchange.messages, self._fields(request))
            except (TimeoutError, ModelError) as error:
                # There is an answer, if a wrong one. Whether the server is down comes out next.
                _log.warning("model.not_repaired", error=repr(error))
                break
            exchange.heard(chat)
            heard = self._heard(chat.choices[0], request)
            if isinstance(heard, Line):
                break
            fault = heard
        if isinstance(heard, Fault):
            _log.warning("model.repaired_in_vain", model=exchange.model, why=heard.why)
        outcome = RepairOutcome.MENDED if isinstance(heard, Line) else RepairOutcome.IN_VAIN
        MODEL_REPAIRS.labels(outcome).inc()
        return heard

    def _heard(self, choice: ChatChoice, request: Request) -> Heard:
        if choice.is_declined:
            return Fault("That is no answer.")
        if choice.is_cut_off:
            return Fault("That was too long and has no end.")
        if choice.calls_a_tool:
            return Fault("There are no tools to call.")
        read = self._form.read(choice.text)
        if isinstance(read, Fault):
            return read
        thought = read.thought or choice.thought or thoughts_in(choice.text)
        return replace(checked(read.text, request), thought=_short(thought))

    def _fields(self, request: Request) -> dict[str, Json]:
        fields: dict[str, Json] = {
            "max_tokens": self._tokens,
            "temperature": request.temperature,
            "seed": request.seed,
            **self._form.fields(request),
        }
        if request.candidates > 1:
            fields["n"] = request.candidates
        return fields


def _short(thought: str) -> str:
    """In one line; models that think at length begin with what is asked."""
    words = " ".join(thought.split())
    return words if len(words) <= _LONGEST else f"…{words[1 - _LONGEST :]}"
