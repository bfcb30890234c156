"""An action as a JSON object."""

from dataclasses import dataclass
from typing import Final, TypeAlias, cast

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from errands.backends.heard import Fault, Heard, Line, action_of, without_thoughts
from errands.backends.model_http import Json
from errands.contracts.action import Action, Ask, Say, to_line
from errands.contracts.ports import Request

INSTRUCTIONS: Final = """\
You operate a web browser for a person. You are shown what is known of the person, the chat, \
what has been done, and the page. Answer with the next action as one JSON object and nothing else: \
{"thought": TEXT, "action": {"kind": ...}}. The thought is one short sentence: why this is next. \
The actions:

{"kind": "click", "element": ID}
  press a button, follow a link
{"kind": "fill", "element": ID, "value": {"kind": "text", "text": TEXT}}
  type a text that stands in the chat, the profile or the page
{"kind": "fill", "element": ID, "value": {"kind": "slot", "name": SLOT}}
  type a slot of the profile, or a secret by its name
{"kind": "select", "element": ID, "option": TEXT}
  choose an option of a list
{"kind": "check", "element": ID, "on": true}
  set a checkbox or a radio button, or with false unset it
{"kind": "press", "key": KEY, "element": ID}
  one of Enter Escape Tab ArrowDown ArrowUp ArrowLeft ArrowRight PageDown PageUp; element may \
be null
{"kind": "open", "chunk": NAME}
  show a part of the page that is listed behind "..."
{"kind": "goto", "url": URL}
  only an address from the chat or the page
{"kind": "back"}
  go back one page
{"kind": "tab", "number": N}
  switch to a tab; null closes this one
{"kind": "upload", "element": ID, "file": NAME}
  attach a file of the session
{"kind": "ask", "question": TEXT, "slots": [SLOT]}
  ask the person, naming the slots that the answer fills
{"kind": "say", "text": TEXT}
  tell the person something, when the errand is done or can't be done

ID is the number in [brackets] after a control's name. What has been done is shown as lines: \
`fill 3 "Rome"` is a fill with a text, `fill 3 @email` one with a slot. Never invent a value: what \
is undefined and can't be derived from the chat, the profile or the page has to be asked for.
"""


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    thought: str = ""
    action: Action


_Object: TypeAlias = _Answer | Action
"""Where no schema is kept to, models leave the outer object away, or the thought."""
_OBJECT: Final[TypeAdapter[_Object]] = TypeAdapter(_Object)
_LEFT_OUT: Final = frozenset({"discriminator", "default", "title", "description"})


def schema() -> Json:
    """Of an answer, in the strict part of JSON Schema that endpoints take.

    All properties are required, none other is allowed, and there is no `oneOf`.
    """
    return _strict(cast("Json", _Answer.model_json_schema()))


def _strict(node: Json) -> Json:
    if isinstance(node, list):
        return [_strict(item) for item in node]
    if not isinstance(node, dict):
        return node
    if "properties" in node:
        properties = cast("dict[str, Json]", node["properties"])
        rest = {key: value for key, value in node.items() if key != "properties"}
        return {
            **cast("dict[str, Json]", _strict(rest)),
            "properties": {name: _strict(value) for name, value in properties.items()},
            "required": list(properties),
            "additionalProperties": False,
        }
    names = {"oneOf": "anyOf"}
    return {names.get(key, key): _strict(v) for key, v in node.items() if key not in _LEFT_OUT}


_AS_SCHEMA: Final[Json] = {
    "type": "json_schema",
    "json_schema": {"name": "action", "strict": True, "schema": schema()},
}
_AS_JSON: Final[Json] = {"type": "json_object"}


@dataclass(frozen=True, slots=True)
class ObjectForm:
    """An `AnswerForm`. `held`: the endpoint holds answers to a schema, not just to JSON."""

    held: bool = True

    @property
    def instructions(self) -> str:
        return INSTRUCTIONS

    @property
    def reminder(self) -> str:
        form = '{"thought": ..., "action": {"kind": ...}}'
        return f"Answer with one JSON object, {form}, and nothing else."

    def fields(self, _request: Request) -> dict[str, Json]:
        return {"response_format": _AS_SCHEMA if self.held else _AS_JSON}

    def read(self, text: str) -> Heard:
        said = without_thoughts(text)
        try:
            found = _OBJECT.validate_json(said[said.find("{") : said.rfind("}") + 1])
        except ValidationError:
            return Fault("That is no such object.")
        answer = found if isinstance(found, _Answer) else _Answer(action=found)
        action = _in_one_line(answer.action)
        line = to_line(action)
        if action_of(line) != action:
            return Fault("A value may hold no quote marks, no line breaks and no arrows.")
        return Line(line, answer.thought)


def _in_one_line(action: Action) -> Action:
    """Words are the model's own: what can't stand in a line is written otherwise."""
    match action:
        case Say(text=words):
            return action.model_copy(update={"text": _plain(words)})
        case Ask(question=words):
            return action.model_copy(update={"question": _plain(words)})
        case _:
            return action


def _plain(words: str) -> str:
    return " ".join(words.replace('"', "'").split())
