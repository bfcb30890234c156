"""A turn on the wire."""

from errands.contracts.ids import SessionId, SlotName, TurnId
from errands.contracts.turn import StopReason, Turn, TurnStatus
from services.wire.bodies import Answer


class UsageBody(Answer):
    """Tokens; `cached` are those of `prompt` that the model had already seen."""

    prompt: int
    cached: int
    completion: int


class TurnBody(Answer):
    """`reply` is words for the person once the turn has ended. Times are unix seconds."""

    id: TurnId
    session: SessionId
    number: int
    status: TurnStatus
    message: str
    reply: str | None
    asked_slots: list[SlotName]
    stop_reason: StopReason | None
    steps: int
    usage: UsageBody
    created_at: float
    started_at: float | None
    ended_at: float | None

    @staticmethod
    def of(turn: Turn) -> "TurnBody":
        return TurnBody(
            id=turn.id,
            session=turn.session,
            number=turn.number,
            status=turn.status,
            message=turn.message,
            reply=turn.reply,
            asked_slots=list(turn.asked_slots),
            stop_reason=turn.stop_reason,
            steps=turn.steps,
            usage=UsageBody(**turn.usage.model_dump()),
            created_at=turn.created_at,
            started_at=turn.started_at,
            ended_at=turn.ended_at,
        )
