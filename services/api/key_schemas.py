"""The bodies of keys on the wire."""

from typing import Annotated, TypeAlias

from pydantic import Field
from pydantic.config import JsonDict

from errands.contracts.ids import KeyId
from errands.contracts.keys import USUAL_SCOPES, ApiKey, Scope
from services.wire.bodies import JSON_NUMBER, Answer, Name, Sent

_Life: TypeAlias = Annotated[
    Annotated[int, Field(ge=1, le=366 * 86400), JSON_NUMBER] | None,
    Field(description="Without it, good until it is revoked."),
]


def _as_list(schema: JsonDict) -> None:
    """A word that comes twice is no mistake, and a set has no order that a document could keep."""
    schema.pop("uniqueItems", None)
    schema["default"] = [*sorted(USUAL_SCOPES)]


class NewKey(Sent):
    name: Name = Field(description="For you to tell it by.", examples=["checkout service"])
    scopes: frozenset[Scope] = Field(
        default=USUAL_SCOPES,
        min_length=1,
        description=(
            "`read` and `write` open sessions; `keys` makes and revokes keys;"
            " `webhooks` makes webhooks, which are sent all that happens."
        ),
        json_schema_extra=_as_list,
    )
    expires_in_seconds: _Life = None


class Rotation(Sent):
    grace_seconds: Annotated[int, Field(ge=0, le=7 * 86400), JSON_NUMBER] = Field(
        default=3600, description="How long the old key is still good."
    )
    expires_in_seconds: _Life = None


class KeyBody(Answer):
    """What is kept of a key. Times are unix seconds."""

    id: KeyId = Field(examples=["3f9c2a7be410"])
    name: str
    scopes: list[Scope]
    created_at: float
    expires_at: float | None

    @staticmethod
    def of(key: ApiKey) -> "KeyBody":
        return KeyBody(
            id=key.id,
            name=key.name,
            scopes=sorted(key.scopes),
            created_at=key.created_at,
            expires_at=key.expires_at,
        )


class NewKeyBody(KeyBody):
    """`key` is told this once: only its hash is kept. Nothing where an earlier call made it."""

    key: str | None = Field(examples=["errands_3f9c2a7be410_" + "0" * 64])

    @staticmethod
    def made(key: ApiKey, text: str | None) -> "NewKeyBody":
        return NewKeyBody(**KeyBody.of(key).model_dump(), key=text)


class KeyList(Answer):
    """`next_cursor` is after the last of these."""

    keys: list[KeyBody]
    has_more: bool
    next_cursor: str | None
