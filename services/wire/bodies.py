"""What all bodies on the wire have in common."""

from typing import Annotated, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints


class Sent(BaseModel):
    """What a caller sends: anything unknown is a mistake worth telling."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Answer(BaseModel):
    """What a caller gets: every field, those that have a default too."""

    model_config = ConfigDict(frozen=True, json_schema_serialization_defaults_required=True)


def whole(text: str) -> str:
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ValueError("half of a character (a lone surrogate)")
    return text


WholeText: TypeAlias = Annotated[str, AfterValidator(whole)]
Name: TypeAlias = Annotated[WholeText, StringConstraints(min_length=1, max_length=64)]
