"""Saying something in a session: a message of its own, or the yes or no to what it was asked."""

from typing import Annotated, Final

from fastapi import BackgroundTasks, Header, Response

from errands.contracts.event import TurnQueued
from errands.contracts.session import Session
from errands.contracts.turn import Turn
from errands.telemetry.observe import observe_event
from services.api.ids import new_turn_id
from services.api.pace import RATE_HEADERS
from services.api.ports import Ports
from services.api.problems import Responses
from services.wire.turns import TurnBody

IdempotencyKey = Annotated[
    str | None,
    Header(
        min_length=1,
        max_length=255,
        description="The same key with the same body is one call, for a day at least.",
    ),
]

LOCATION: Final[dict[str, object]] = {
    "Location": {
        "description": "Where it can be read.",
        "required": True,
        "schema": {"type": "string"},
    }
}
REPLAYED: Final[dict[str, object]] = {
    "Idempotent-Replayed": {
        "description": "`true` where an earlier call made what this one answers.",
        "schema": {"type": "string"},
    }
}
QUEUED: Final[Responses] = {
    202: {"description": "Queued.", "headers": {**REPLAYED, **LOCATION, **RATE_HEADERS}}
}


def drafted(ports: Ports, session: Session, message: str, answers: str | None = None) -> Turn:
    """A turn that isn't queued yet. What it `answers` is a pending effect, by its fingerprint."""
    now = ports.clock.now()
    return Turn(
        id=new_turn_id(now),
        session=session.id,
        number=0,
        message=message,
        answers=answers,
        created_at=now,
    )


async def is_replay(
    ports: Ports, draft: Turn, key: str | None, *, interrupts: bool = False
) -> bool:
    """Whether an earlier call with this key said the same. Raises `IdempotencyConflictError`."""
    if key is None:
        return False
    return await ports.turns.replayed(draft, key, interrupts=interrupts) is not None


async def say(
    ports: Ports,
    draft: Turn,
    key: str | None,
    response: Response,
    later: BackgroundTasks,
    *,
    interrupts: bool = False,
) -> TurnBody:
    """Queues a turn, or finds the one that an earlier call with this key made.

    Its hint goes out once the caller has the answer: what is written down isn't lost any more.
    """
    turn = await ports.turns.add(draft, key, interrupts=interrupts)
    if turn.id == draft.id:
        observe_event(TurnQueued(session=turn.session, at=draft.created_at, turn=turn))
    else:
        response.headers["Idempotent-Replayed"] = "true"
    if not turn.ended:
        # of a replayed one too: the first call may have been cut off before its hint
        later.add_task(ports.hints.send, turn.session)
    response.headers["Location"] = f"/v1/sessions/{turn.session}/turns/{turn.id}"
    return TurnBody.of(turn)
