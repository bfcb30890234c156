"""One suite for every `CallStore`."""

import pytest

from errands.backends.memory import ManualClock, MemoryCalls
from errands.backends.redis_calls import RedisCalls
from errands.backends.redis_connection import connect
from errands.backends.turn_rules import IDEMPOTENCY_SECONDS
from errands.contracts.errors import IdempotencyConflictError, InFlightError
from errands.contracts.stores import CALL_SECONDS
from tests.ports.stores import Stores


async def test_a_call_is_done_once(empty: Stores) -> None:
    assert await empty.calls.begin("call", "this") is True
    with pytest.raises(InFlightError):
        await empty.calls.begin("call", "this")
    await empty.calls.end("call", "this")
    assert await empty.calls.begin("call", "this") is False
    assert await empty.calls.begin("another", "this") is True


async def test_a_key_is_for_what_was_sent_first(empty: Stores) -> None:
    await empty.calls.begin("call", "this")
    with pytest.raises(IdempotencyConflictError):
        await empty.calls.begin("call", "that")
    await empty.calls.end("call", "this")
    with pytest.raises(IdempotencyConflictError):
        await empty.calls.begin("call", "that")


async def test_what_came_to_nothing_may_be_tried_again(empty: Stores) -> None:
    await empty.calls.begin("call", "this")
    await empty.calls.drop("call")
    assert await empty.calls.begin("call", "that") is True


async def test_what_ended_after_all_is_known(empty: Stores) -> None:
    await empty.calls.end("call", "this")
    assert await empty.calls.begin("call", "this") is False


@pytest.mark.redis
async def test_redis_keeps_a_call_for_a_while_and_what_ended_for_a_day(redis_url: str) -> None:
    client = connect(redis_url)
    calls = RedisCalls(client)
    await calls.begin("call", "this")
    assert 0 < await client.ttl("errands:call:call") <= CALL_SECONDS
    await calls.end("call", "this")
    assert CALL_SECONDS < await client.ttl("errands:call:call") <= IDEMPOTENCY_SECONDS
    await client.aclose()


async def test_the_twin_keeps_them_as_long() -> None:
    clock = ManualClock()
    calls = MemoryCalls(clock)
    await calls.begin("call", "this")
    clock.advance(CALL_SECONDS)
    assert await calls.begin("call", "this") is True
    await calls.end("call", "this")
    clock.advance(IDEMPOTENCY_SECONDS - 1)
    assert await calls.begin("call", "this") is False
    clock.advance(1)
    assert await calls.begin("call", "this") is True
