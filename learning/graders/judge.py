"""A larger model as a grader, behind any OpenAI-compatible endpoint: an option, never needed."""

import json
from dataclasses import dataclass
from typing import Final

from pydantic import ValidationError

from errands.backends.chat_endpoint import ChatEndpoint, Message
from errands.backends.line_form import INSTRUCTIONS
from errands.backends.model_http import Json
from errands.contracts.errors import ModelRefusedError
from errands.contracts.recording import Recording
from learning.graders.mark import UNSURE, Opinion

_QUESTION: Final = """\
You judge a step of an assistant that is told:

{instructions}
You are shown what it saw, the line it wrote, and what became of it. Was that line the right next \
step? It is wrong if it types or says what nobody said, asks what is known already, chooses \
something else than the person wants, or does again what had no effect.

Answer with JSON alone: {{"mark": "good" | "bad" | "unsure", "why": "a few words"}}
"""
_FORM: Final[dict[str, Json]] = {
    "type": "object",
    "properties": {
        "mark": {"type": "string", "enum": ["good", "bad", "unsure"]},
        "why": {"type": "string"},
    },
    "required": ["mark", "why"],
    "additionalProperties": False,
}
_AS_FORM: Final[dict[str, Json]] = {
    "type": "json_schema",
    "json_schema": {"name": "opinion", "strict": True, "schema": _FORM},
}


@dataclass(slots=True)
class Judge:
    """Mutable: remembers whether the endpoint refuses to be held to a form."""

    endpoint: ChatEndpoint
    formless: bool = False

    async def opinion(self, step: Recording) -> Opinion:
        """Unsure where the answer can't be read.

        Raises:
            ModelRefusedError: the endpoint won't answer such a request.
            ModelUnavailableError: it doesn't answer.
        """
        asked = [
            Message("system", _QUESTION.format(instructions=INSTRUCTIONS)),
            Message("user", f"{step.prompt}{step.output} -> {step.effect}"),
        ]
        more: dict[str, Json] = {"temperature": 0, "max_tokens": 200}
        if self.formless:
            return _read((await self.endpoint.ask(asked, more)).texts[0])
        try:
            chat = await self.endpoint.ask(asked, {**more, "response_format": _AS_FORM})
        except ModelRefusedError:
            self.formless = True
            return await self.opinion(step)
        return _read(chat.texts[0])


def _read(text: str) -> Opinion:
    start, end = text.find("{"), text.rfind("}")
    try:
        return Opinion.model_validate(json.loads(text[start : end + 1]))
    except (ValueError, ValidationError):
        return UNSURE
