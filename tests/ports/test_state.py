"""One suite for every `StateStore`."""

from errands.contracts.browser_state import BrowserState
from tests.ports.stores import ONE, TWO, Stores

PNG = bytes(range(256))


async def test_nothing_is_there_at_first(stores: Stores) -> None:
    assert await stores.state.load(ONE) is None
    assert await stores.state.screenshot(ONE) is None


async def test_the_last_state_and_screenshot_are_kept(stores: Stores) -> None:
    fence = (await stores.lease()).fence
    state = BrowserState.at("http://hotel.test/zoë", '{"cookies": []}')
    await stores.state.save(ONE, BrowserState.at("about:blank"), fence)
    await stores.state.save(ONE, state, fence)
    await stores.state.save_screenshot(ONE, b"", fence)
    await stores.state.save_screenshot(ONE, PNG, fence)
    assert await stores.state.load(ONE) == state
    assert await stores.state.screenshot(ONE) == PNG


async def test_sessions_are_apart(stores: Stores) -> None:
    fence = (await stores.lease()).fence
    await stores.state.save_screenshot(ONE, PNG, fence)
    assert await stores.state.screenshot(TWO) is None
