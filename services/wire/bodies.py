"""What all bodies on the wire have in common."""

from typing import Annotated, Final, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints


class Sent(BaseModel):
    """What a caller sends: anything unknown is a mistake worth telling."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Answer(BaseModel):
    """What a caller gets: every field, those that have a default too."""

    model_config = ConfigDict(frozen=True, json_schema_serialization_defaults_required=True)


WholeText: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[^\u0000]*$")]
"""What any page, store and program takes: no U+0000, and (as of all that has a pattern, pydantic
sees to it) no half of a character, a lone surrogate.
"""
Name: TypeAlias = Annotated[WholeText, StringConstraints(min_length=1, max_length=64)]


def _no_other(value: object) -> object:
    """JSON tells numbers from what looks like one; pydantic would take `true` and `"1"`, too."""
    if isinstance(value, bool | str):
        raise ValueError("a number is needed")  # noqa: TRY004 pydantic wants this one
    return value


JSON_NUMBER: Final = BeforeValidator(_no_other)
"""Comes after the bounds of a number, so that its schema keeps them. `5.0` is a whole one."""
