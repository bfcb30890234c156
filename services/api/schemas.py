"""The bodies on the wire. Apart from the contracts, so that those may change and these not."""

from collections.abc import Mapping
from typing import Annotated, Literal, TypeAlias

from pydantic import (
    AfterValidator,
    Discriminator,
    Field,
    HttpUrl,
    SecretStr,
    StringConstraints,
    Tag,
    WithJsonSchema,
    model_validator,
)
from pydantic.config import JsonDict

from errands.contracts.address import parse_host
from errands.contracts.files import KeptFile
from errands.contracts.ids import SessionId, SlotName, TurnId
from errands.contracts.profile import ProfileChange
from errands.contracts.session import Limits, PendingEffect, Session, SessionStatus
from services.wire.bodies import JSON_NUMBER, Answer, Name, Sent, WholeText
from services.wire.steps import StepBody
from services.wire.turns import TurnBody

_MAX_VALUE = 2000
_NOT_BLANK: JsonDict = {"pattern": r"^[^\u0000]*[^\s\u0000][^\u0000]*$"}
_TYPABLE: JsonDict = {"type": "string", "minLength": 1, "maxLength": _MAX_VALUE, **_NOT_BLANK}
"""As `_typable` has it."""
_TEXT = "[text]"
_WITH_HOSTS = "[with hosts]"


def _without_user(url: HttpUrl) -> HttpUrl:
    if url.username is not None or url.password is not None:
        raise ValueError("an address with a user or a password isn't taken; use `secrets`")
    return url


def _typable(text: str) -> str:
    """A blank would stand in a form as if something were known; no page takes U+0000."""
    if not text.strip() or "\0" in text:
        raise ValueError("blanks alone are no value, and U+0000 is in none")
    return text


def _good_secret(secret: SecretStr) -> SecretStr:
    """Its length and its characters are looked at here: pydantic would tell of its items."""
    text = secret.get_secret_value()
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ValueError("half of a character (a lone surrogate)")
    if not 1 <= len(text) <= _MAX_VALUE:
        raise ValueError(f"a secret has 1 to {_MAX_VALUE} characters")
    _typable(text)
    return secret


_Slot: TypeAlias = Annotated[
    SlotName, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=64)
]
_Value: TypeAlias = Annotated[
    str,
    StringConstraints(min_length=1, max_length=_MAX_VALUE),
    AfterValidator(_typable),
    WithJsonSchema(_TYPABLE),
]
_Secret: TypeAlias = Annotated[
    SecretStr,
    AfterValidator(_good_secret),
    WithJsonSchema({**_TYPABLE, "format": "password", "writeOnly": True}),
]
_Host: TypeAlias = Annotated[
    str,
    StringConstraints(min_length=1, max_length=260),
    AfterValidator(parse_host),
    WithJsonSchema({"type": "string", "format": "host", "minLength": 1, "maxLength": 260}),
]
_Start: TypeAlias = Annotated[HttpUrl, AfterValidator(_without_user)]
_Note: TypeAlias = Annotated[WholeText, StringConstraints(max_length=500)]


def _named_so_only(schema: JsonDict) -> None:
    """Names of another form are refused, which pydantic's schema doesn't say."""
    schema["additionalProperties"] = False


class SecretSent(Sent):
    """A secret and the only hosts it may be typed on."""

    value: _Secret
    hosts: list[_Host] = Field(min_length=1, max_length=20)


def _form_of(secret: object) -> str | None:
    match secret:
        case str() | SecretStr():
            return _TEXT
        case Mapping() | SecretSent():
            return _WITH_HOSTS
        case _:
            return None


_AnySecret: TypeAlias = Annotated[
    Annotated[_Secret, Tag(_TEXT)] | Annotated[SecretSent, Tag(_WITH_HOSTS)],
    Discriminator(
        _form_of,
        custom_error_type="secret_form",
        custom_error_message="Input should be a string, or an object with `value` and `hosts`",
    ),
]
"""Told apart by its form, so that what is wrong is told of the one that was meant."""


class LimitsSent(Sent):
    """Bounds of one turn."""

    max_steps: Annotated[int, Field(ge=1, le=200), JSON_NUMBER] = Limits().max_steps
    max_seconds: Annotated[float, Field(gt=0, le=1800), JSON_NUMBER] = Limits().max_seconds


class NewSession(Sent):
    start_url: _Start = Field(
        description="The page to begin at (http or https). Its host may be visited.",
        examples=["https://shop.example/cart"],
    )
    profile: dict[_Slot, _Value] = Field(
        default={},
        max_length=50,
        description="What is known of the person. Nothing else about them is ever typed.",
        json_schema_extra=_named_so_only,
        examples=[{"first_name": "Maya"}],
    )
    secrets: dict[_Slot, _AnySecret] = Field(
        default={},
        max_length=50,
        description=(
            "Values that only the browser types: no model, log or answer holds them."
            " One without hosts is typed on the start address's host only."
        ),
        json_schema_extra=_named_so_only,
    )
    allowed_hosts: list[_Host] = Field(
        default=[],
        max_length=50,
        description="Further hosts that may be visited: `name`, or `name:port`.",
    )
    limits: LimitsSent = LimitsSent()
    metadata: dict[Name, _Note] = Field(
        default={},
        max_length=20,
        description="Yours; kept.",
        json_schema_extra=_named_so_only,
    )

    @model_validator(mode="after")
    def _told_apart(self) -> "NewSession":
        both = sorted(self.profile.keys() & self.secrets.keys())
        if both:
            raise ValueError(f"in both profile and secrets: {', '.join(both)}")
        return self

    def secret_values(self) -> dict[SlotName, SecretStr]:
        return {
            name: sent.value if isinstance(sent, SecretSent) else sent
            for name, sent in self.secrets.items()
        }

    def secret_hosts(self) -> dict[SlotName, tuple[str, ...]]:
        return _hosts_of(self.secrets)


class ProfileSent(Sent):
    """What has become known of the person; null for what isn't true any more. The rest stays."""

    slots: dict[_Slot, _Value | None] = Field(
        default={},
        max_length=50,
        description="Null makes a slot undefined: it is asked for where it is needed.",
        json_schema_extra=_named_so_only,
        examples=[{"first_name": "Maya", "phone": None}],
    )
    secrets: dict[_Slot, _AnySecret | None] = Field(
        default={},
        max_length=50,
        description="As they are given with a new session. Null removes one.",
        json_schema_extra=_named_so_only,
    )

    def change(self) -> ProfileChange:
        return ProfileChange(
            slots=dict(self.slots),
            secrets={name: _value_of(sent) for name, sent in self.secrets.items()},
            secret_hosts=_hosts_of(self.secrets),
        )


def _value_of(sent: SecretStr | SecretSent | None) -> SecretStr | None:
    return sent.value if isinstance(sent, SecretSent) else sent


def _hosts_of(
    secrets: Mapping[SlotName, SecretStr | SecretSent | None],
) -> dict[SlotName, tuple[str, ...]]:
    return {
        name: tuple(sent.hosts) for name, sent in secrets.items() if isinstance(sent, SecretSent)
    }


class NewTurn(Sent):
    message: WholeText = Field(
        description="What the person says: something that isn't blank.",
        examples=["Book me a hotel in Rome for two nights"],
        json_schema_extra=_NOT_BLANK,
    )
    interrupt: bool = Field(
        default=False,
        strict=True,
        description="Whether unfinished turns are cancelled for it; otherwise it waits for them.",
    )


class ApprovalSaid(Sent):
    """`id` is that of the effect which was read: nobody says yes to another one."""

    id: str = Field(pattern=r"^[0-9a-f]{64}$", examples=["3f" * 32])
    approved: bool = Field(strict=True)

    @property
    def words(self) -> str:
        return "yes" if self.approved else "no"


class LimitsBody(Answer):
    max_steps: int
    max_seconds: float


class SessionBody(Answer):
    """`secrets` holds names. Times are unix seconds."""

    id: SessionId
    status: SessionStatus
    start_url: str
    profile: dict[SlotName, str | None]
    secrets: list[SlotName]
    allowed_hosts: list[str]
    limits: LimitsBody
    metadata: dict[str, str]
    turns: int
    created_at: float

    @staticmethod
    def of(session: Session) -> "SessionBody":
        return SessionBody(
            id=session.id,
            status=session.status,
            start_url=session.start_url,
            profile=session.profile.slots,
            secrets=list(session.profile.secrets),
            allowed_hosts=list(session.hosts.allowed),
            limits=LimitsBody(
                max_steps=session.limits.max_steps, max_seconds=session.limits.max_seconds
            ),
            metadata=session.metadata,
            turns=session.turns,
            created_at=session.created_at,
        )


class ApprovalBody(Answer):
    """An effect that waits for a yes.

    `question` is how the person was asked. `control` is what would be pressed or chosen, `host` is
    where, `facts` are what the page says of it, `amounts` those of them that hold a price. The same
    effect has the same `id`; another price, another `id`.
    """

    id: str = Field(examples=["3f" * 32])
    session: SessionId
    turn: TurnId | None = Field(description="The turn that asked.")
    question: str = Field(examples=['Shall I press "Pay" on shop.example? It says: Total: €24'])
    control: str = Field(examples=["Pay"])
    host: str = Field(examples=["shop.example"])
    facts: list[str] = Field(examples=[["Total: €24"]])
    amounts: list[str] = Field(examples=[["Total: €24"]])

    @staticmethod
    def of(session: Session, effect: PendingEffect) -> "ApprovalBody":
        return ApprovalBody(
            id=effect.fingerprint,
            session=session.id,
            turn=session.ended.id if session.ended else None,
            question=effect.question,
            control=effect.control,
            host=effect.host,
            facts=list(effect.facts),
            amounts=list(effect.amounts),
        )


class SessionList(Answer):
    """`next_cursor` is after the last that was looked at.

    Where sessions of other statuses are left out, a page may hold fewer than `limit`, none even,
    while `has_more` says that there are more to look at.
    """

    sessions: list[SessionBody]
    has_more: bool
    next_cursor: str | None


class TurnList(Answer):
    """`next_cursor` is after the last of these, for those that come later too."""

    turns: list[TurnBody]
    has_more: bool
    next_cursor: str | None


class StepList(Answer):
    """`next_cursor` is after the last of these, for steps that come later too."""

    steps: list[StepBody]
    has_more: bool
    next_cursor: str | None


class FileBody(Answer):
    """`size` is bytes."""

    name: str = Field(examples=["cv.pdf"])
    size: int

    @staticmethod
    def of(file: KeptFile) -> "FileBody":
        return FileBody(name=file.name, size=file.size)


class FileList(Answer):
    """All of them, in alphabetical order, and what one file and one session may hold."""

    files: list[FileBody]
    max_bytes: int
    max_files: int


class Health(Answer):
    status: Literal["ok"] = "ok"
