"""What is said on the connection that shows a page."""

from typing import Annotated, Final, Literal, TypeAlias

from pydantic import Field, TypeAdapter

from errands.contracts.live import HeldBy
from errands.contracts.touch import Touch
from services.api.problems import Code
from services.wire.bodies import Answer, Sent


class LiveTicketBody(Answer):
    """Opens one connection, once: `GET /v1/sessions/{session}/live?ticket=...`.

    `expires_at` is unix seconds.
    """

    ticket: str = Field(examples=["q3V0Y2tldCBvZiAyNTYgcmFuZG9tIGJpdHMhISEhISE"])
    expires_at: float


class Take(Sent):
    type: Literal["take"]


class GiveBack(Sent):
    type: Literal["hand_back"]


LiveSaid: TypeAlias = Take | GiveBack | Touch
LIVE_SAID: Final[TypeAdapter[LiveSaid]] = TypeAdapter(
    Annotated[LiveSaid, Field(discriminator="type")]
)


class StateTold(Answer):
    """`live` tells whether pictures come; the rest is of the page then."""

    type: Literal["state"] = "state"
    live: bool
    width: int = 0
    height: int = 0
    address: str = ""
    held_by: HeldBy = HeldBy.NOBODY


class TakenTold(Answer):
    type: Literal["taken"] = "taken"


class HandedBackTold(Answer):
    type: Literal["handed_back"] = "handed_back"


class ProblemTold(Answer):
    type: Literal["problem"] = "problem"
    code: Code
    detail: str


LiveTold: TypeAlias = StateTold | TakenTold | HandedBackTold | ProblemTold
