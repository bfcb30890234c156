"""What a server writes that holds its model to a form, as far as it does."""

import json
import re
from collections.abc import Collection
from typing import Literal

from errands.agent.parse import ParseFailure, parse
from errands.backends.sayable import sayable

Guide = Literal["grammar", "json_schema", "json_object"]
GUIDES: frozenset[Guide] = frozenset({"grammar", "json_schema", "json_object"})

_LITERAL = re.compile(r'start: "([^"]*?)(?: ->)?"')


def guided(body: dict[str, object], line: str, keeps: Collection[Guide]) -> str:
    """The model's line in the form that the request asks for, where the server keeps to it."""
    match body:
        case {"structured_outputs": {"grammar": str(grammar)}} if "grammar" in keeps:
            only = _LITERAL.search(grammar)
            return only[1] if only and not sayable(grammar, line) else line
        case {"response_format": {"type": "json_schema"}} if "json_schema" in keeps:
            return as_object(line)
        case {"response_format": {"type": "json_object"}} if "json_object" in keeps:
            return as_object(line)
        case _:
            return line


def as_object(line: str) -> str:
    """A line that is no action becomes some action: so does a model that is held to a schema."""
    action = parse(line)
    if isinstance(action, ParseFailure):
        return '{"action": {"kind": "back"}}'
    return json.dumps({"action": action.model_dump(mode="json")})
