"""One suite for every `Journal`."""

from errands.contracts.step import EffectKind
from tests.ports.stores import FIRST, ONE, SECOND, TWO, Stores, a_step


async def test_an_empty_journal(stores: Stores) -> None:
    assert await stores.journal.steps(ONE, FIRST) == ()
    assert await stores.journal.interrupted(ONE, FIRST) is None


async def test_finished_steps_in_order(stores: Stores) -> None:
    fence = (await stores.lease()).fence
    for number in range(1, 13):
        await stores.journal.begin(a_step(number), fence)
        await stores.journal.finish(a_step(number, effect=EffectKind.PAGE_CHANGED), fence)
    expected = tuple(a_step(n, effect=EffectKind.PAGE_CHANGED) for n in range(1, 13))
    assert await stores.journal.steps(ONE, FIRST) == expected
    assert await stores.journal.interrupted(ONE, FIRST) is None


async def test_a_step_that_never_finished_is_the_interrupted_one(stores: Stores) -> None:
    fence = (await stores.lease()).fence
    await stores.journal.begin(a_step(1), fence)
    await stores.journal.finish(a_step(1), fence)
    await stores.journal.begin(a_step(2), fence)
    assert await stores.journal.steps(ONE, FIRST) == (a_step(1),)
    assert await stores.journal.interrupted(ONE, FIRST) == a_step(2)


async def test_a_step_begun_again_with_another_action_is_the_latter(stores: Stores) -> None:
    fence = (await stores.lease()).fence
    await stores.journal.begin(a_step(1), fence)
    await stores.journal.begin(a_step(1, effect=EffectKind.MAYBE), fence)
    assert await stores.journal.interrupted(ONE, FIRST) == a_step(1, effect=EffectKind.MAYBE)


async def test_turns_and_sessions_are_apart(stores: Stores) -> None:
    fence = (await stores.lease()).fence
    await stores.journal.finish(a_step(1), fence)
    await stores.journal.begin(a_step(2, SECOND), fence)
    assert await stores.journal.interrupted(ONE, FIRST) is None
    assert await stores.journal.steps(ONE, SECOND) == ()
    assert await stores.journal.steps(TWO, FIRST) == ()


async def test_a_running_turn_of_a_closed_session_is_still_journalled(stores: Stores) -> None:
    fence = (await stores.lease()).fence
    await stores.journal.begin(a_step(1), fence)
    await stores.sessions.close(ONE)
    await stores.journal.finish(a_step(1), fence)
    assert await stores.journal.steps(ONE, FIRST) == (a_step(1),)
