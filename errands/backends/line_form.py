"""An action as a line of the action language."""

from dataclasses import dataclass
from typing import Final

from errands.agent.parse import ParseFailure
from errands.backends.heard import Fault, Heard, Line, action_of, before_arrow, without_thoughts
from errands.backends.model_http import Json
from errands.contracts.ports import Request

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


@dataclass(frozen=True, slots=True)
class LineForm:
    """An `AnswerForm`. `guided`: the endpoint takes vLLM's `structured_outputs`."""

    guided: bool = False

    @property
    def instructions(self) -> str:
        return INSTRUCTIONS

    @property
    def reminder(self) -> str:
        return "Answer with exactly one line, the next action, and nothing else."

    def fields(self, request: Request) -> dict[str, Json]:
        if not self.guided:
            return {}
        return {"structured_outputs": {"grammar": request.grammar}, "stop": [request.stop]}

    def read(self, text: str) -> Heard:
        return Line(line) if (line := line_of(text)) else Fault("That was empty.")


def line_of(text: str) -> str:
    """The first line that is an action, else the first that says something.

    Models like to fence what they write, and to say something before it.
    """
    lines = [line for line in map(_bare, without_thoughts(text).split("\n")) if line]
    actions = [line for line in lines if not isinstance(action_of(line), ParseFailure)]
    return next(iter((*actions, *lines)), "")


def _bare(line: str) -> str:
    bare = before_arrow(line)
    return bare.strip("`").strip() if bare.startswith("`") else bare
