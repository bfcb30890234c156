"""A turn that ends, and is told of, exactly once."""

from errands.contracts.event import TurnEnded
from errands.contracts.session import Session
from errands.contracts.turn import Turn
from tests.worker_process import Bench


async def ended_once(
    errands_bench: Bench, session: Session, turn: Turn, seconds: float = 60
) -> Turn:
    """The end is told by the write that makes it true: who sees the turn's end sees the event."""
    ended = await errands_bench.ended(turn, seconds)
    events = await errands_bench.events(session)
    told = [event for event in events if isinstance(event, TurnEnded) and event.turn.id == turn.id]
    assert [event.turn.status for event in told] == [ended.status]
    return ended
