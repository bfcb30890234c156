"""A browser is closed between turns where it has grown, and only then."""

import pytest

from errands.backends.memory import ManualClock, MemoryFiles
from errands.backends.memory_browser import MemoryBrowsers
from errands.contracts.errors import BrowserGoneError
from errands.contracts.session import Session
from services.worker.recycling import Recycling
from services.worker.warm import WarmContexts
from tests.ports.stores import ONE, Stores, a_session, memory_stores
from tests.unit.agent.house import HOME, HOSTS, site


class CountedBrowsers(MemoryBrowsers):
    def __init__(self) -> None:
        super().__init__(site())
        self.closed = 0

    async def close(self) -> None:
        self.closed += 1


async def scene() -> tuple[Stores, CountedBrowsers, WarmContexts, Session]:
    clock = ManualClock()
    stores, browsers = memory_stores(clock), CountedBrowsers()
    session = a_session().model_copy(update={"start_url": HOME, "hosts": HOSTS})
    await stores.sessions.create(session, {})
    return stores, browsers, WarmContexts(browsers, stores.state, MemoryFiles(), clock), session


@pytest.mark.parametrize(("most", "closed"), [(0, 0), (100, 0), (99, 1)])
async def test_it_is_closed_where_it_is_larger_than_it_may_be(most: int, closed: int) -> None:
    _, browsers, warm, _ = await scene()
    await Recycling(browsers, warm, most, lambda: 100.0).between_turns()
    assert browsers.closed == closed


async def test_what_stood_in_it_is_restored_with_the_next_turn() -> None:
    stores, browsers, warm, session = await scene()
    taken = await warm.take(session)
    state = await taken.browser.state()
    await stores.state.save(ONE, state, (await stores.lease()).fence)
    warm.leave(ONE, state)
    assert not (await warm.take(session)).reloaded
    warm.leave(ONE, state)
    await Recycling(browsers, warm, 1, lambda: 100.0).between_turns()
    with pytest.raises(BrowserGoneError):
        await taken.browser.observe()
    again = await warm.take(session)
    assert again.reloaded
    assert (await again.browser.observe()).url == HOME
