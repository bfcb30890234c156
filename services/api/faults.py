"""What isn't valid in a request, each told by where it stands in what was sent."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pydantic import BaseModel
from pydantic_core import ErrorDetails

_BODY: Final = "body"
_NO_OBJECT: Final = frozenset({"dict_type", "model_type", "model_attributes_type"})


class Fault(BaseModel):
    """One thing that isn't valid. What was sent is never repeated: it may be a secret."""

    pointer: str
    detail: str


def faults_of(found: Sequence[ErrorDetails], body: object) -> list[Fault]:
    """Of what FastAPI found in a request with this body."""
    return [Fault(pointer=_pointer(one, body), detail=worded(one)) for one in found]


def worded(error: ErrorDetails) -> str:
    """As people read it, who know JSON: what pydantic says of itself and Python is left out."""
    if error["type"] in _NO_OBJECT:
        return "Input should be an object"
    return error["msg"].removeprefix("Value error, ").replace(" after validation", "")


def _pointer(error: ErrorDetails, body: object) -> str:
    where, *parts = error["loc"]
    told = _in_document(parts, body, error["type"]) if where == _BODY else parts
    return "".join(f"/{_escaped(part)}" for part in (where, *told))


def _in_document(parts: list[int | str], document: object, kind: str) -> Iterator[int | str]:
    """Pydantic's way to a value names validators and choices too; a pointer names members only."""
    for place, part in enumerate(parts, 1):
        match document:
            case Mapping() if part in document:
                document = document[part]
            case list() if isinstance(part, int) and part < len(document):
                document = document[part]
            case Mapping() if kind == "missing" and place == len(parts):
                pass
            case _:
                continue
        yield part


def _escaped(part: int | str) -> str:
    """As RFC 6901 has it."""
    return str(part).replace("~", "~0").replace("/", "~1")
