"""A page that is stuck in a second browser too isn't what the next turn begins with."""

from errands.agent.loop import Desk, Outcome
from errands.backends.memory import ManualClock
from errands.contracts.browser_state import BrowserState
from errands.contracts.errors import PageStuckError
from errands.contracts.ids import SessionId
from errands.contracts.session import Session
from errands.contracts.turn import StopReason, Turn
from tests.faults.stage import Worker, World
from tests.ports.stores import BERT, ONE, a_session, a_turn, memory_stores
from tests.unit.agent.house import HOME, HOSTS


async def stuck(session: Session, turn: Turn, desk: Desk) -> Outcome:
    del session, turn, desk
    raise PageStuckError("hotel.test")


async def no_fence(_: SessionId) -> int | None:
    return None


async def test_the_next_turn_begins_where_the_session_began_and_is_still_logged_in() -> None:
    stores = memory_stores(ManualClock())
    worker = Worker(BERT, stores, World(no_fence), play=stuck)
    opened = {"start_url": HOME, "hosts": HOSTS}
    await stores.sessions.create(a_session().model_copy(update=opened), {})
    before = await stores.lease()
    await stores.state.save(ONE, BrowserState.at(f"{HOME}rooms", '{"maya": "in"}'), before.fence)
    await stores.leases.hand_over(before)
    await stores.turns.add(a_turn(), None)
    worker.gate.throw_open()
    await worker.hear(ONE)
    (turn,) = await stores.turns.all(ONE)
    assert turn.stop_reason is StopReason.PAGE_STUCK
    assert await stores.state.load(ONE) == BrowserState.at(HOME, '{"maya": "in"}')
