"""Any OpenAI-compatible chat endpoint in place of the served model.

It is asked without a grammar: the parser and the provenance gate behind it keep the promise.
"""

from dataclasses import replace
from typing import Final

import structlog

from errands.backends.chat_endpoint import ChatEndpoint
from errands.backends.model_http import Json
from errands.contracts.errors import ModelRefusedError
from errands.contracts.ports import Decision, Request

_log = structlog.get_logger(__name__)

INSTRUCTIONS: Final = """\
You operate a web browser for a person. You are shown what is known of the person, the chat, \
what has been done, and the page. Answer with exactly one line: the next action. \
No explanation, no quotes around the line, no Markdown.

click ID                  press a button, follow a link
fill ID "text"            type a text that stands in the chat, the profile or the page
fill ID @slot             type a slot of the profile, or a secret by its name
select ID "option"        choose an option of a list
check ID on|off           set a checkbox or a radio button
press KEY [ID]            one of Enter Escape Tab ArrowDown ArrowUp ArrowLeft ArrowRight \
PageDown PageUp
open CHUNK                show a part of the page that is listed behind "..."
goto URL                  only an address from the chat or the page
back                      go back one page
tab N                     switch to a tab; `tab close` closes this one
upload ID @file           attach a file of the session
ask "question" [slots]    ask the person, naming the slots that the answer fills
say "text"                tell the person something, when the errand is done or can't be done

ID is the number in [brackets] after a control's name. Never invent a value: what is undefined \
and can't be derived from the chat, the profile or the page has to be asked for.
"""


class OpenaiModel:
    """A `Model`."""

    def __init__(self, endpoint: ChatEndpoint) -> None:
        self._endpoint = endpoint

    async def decide(self, request: Request) -> Decision:
        try:
            return await self._ask(request)
        except ModelRefusedError:
            if request.candidates == 1:
                raise
            _log.info("model.several_refused")
            return await self.decide(replace(request, candidates=1))

    async def _ask(self, request: Request) -> Decision:
        more: dict[str, Json] = {
            "max_tokens": request.max_tokens,
            "temperature": request.temperature,
            "seed": request.seed,
        }
        if request.candidates > 1:
            more["n"] = request.candidates  # not every endpoint takes it
        chat = await self._endpoint.ask(INSTRUCTIONS, request.prompt, more)
        text, *others = (first_line(answer) for answer in chat.texts)
        return Decision(text=text, others=tuple(others), model=chat.model, usage=chat.spent)


def first_line(text: str) -> str:
    """The first line that says something; models like to fence what they write."""
    lines = (line.strip().strip("`").strip() for line in text.splitlines() if "```" not in line)
    return next((line for line in lines if line), "")
