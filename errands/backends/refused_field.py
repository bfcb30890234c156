"""Which field of a request a server doesn't take, where its refusal says so."""

from typing import TypeAlias

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _Error(_Answer):
    param: str


class _Named(_Answer):
    """As OpenAI says it: `{"error": {"param": "seed", ...}}`."""

    error: _Error


class _Place(_Answer):
    loc: tuple[str | int, ...]


class _Placed(_Answer):
    """As FastAPI says it: `{"detail": [{"loc": ["body", "seed"], ...}]}`."""

    detail: tuple[_Place, ...]


_Refusal: TypeAlias = _Named | _Placed
_REFUSAL: TypeAdapter[_Refusal] = TypeAdapter(_Refusal)


def refused_field(body: bytes) -> str | None:
    """The field's name at the top of the request; `None` where nothing tells it."""
    try:
        refusal = _REFUSAL.validate_json(body)
    except ValidationError:
        return None
    match refusal:
        case _Named(error=error):
            return error.param.partition(".")[0]
        case _Placed(detail=places):
            named = [
                place.loc[1] for place in places if place.loc[:1] == ("body",) and place.loc[1:]
            ]
            return next((name for name in named if isinstance(name, str)), None)
