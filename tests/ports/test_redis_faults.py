"""What the Redis stores do when Redis is away, full, restarted, or set up to lose data."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import cast

import pytest
from redis.asyncio import Redis
from redis.exceptions import ResponseError

from errands import backends
from errands.backends.lua_script import Call, LuaScript, in_one_trip
from errands.backends.pace import redis_pace
from errands.backends.redis_connection import check_durability, connect, guard
from errands.backends.redis_deliveries import KEPT_SECONDS
from errands.backends.redis_events import RedisEvents
from errands.backends.redis_layout import SessionKeys, WebhookKeys, news_index, pending_index
from errands.backends.redis_leases import KEEP_TOUCHED_MS, RedisLeases
from errands.backends.redis_outbox import KEEP_NEWS_MS, RedisOutbox
from errands.backends.turn_rules import IDEMPOTENCY_SECONDS, digest
from errands.contracts.browser_state import BrowserState
from errands.contracts.errors import (
    ErrandsError,
    FencedError,
    OverloadedError,
    StoreUnavailableError,
    UnsafeSetupError,
)
from errands.contracts.event import SessionCreated
from errands.contracts.ids import Fence, KeyId, SlotName, TenantId, TurnId, ViewerId
from errands.contracts.keys import ApiKey
from errands.contracts.live import Frame, Ticket, Watched
from errands.contracts.profile import ProfileChange
from errands.contracts.stores import Lease
from tests.ports.stores import (
    ANNA,
    BERT,
    FIRST,
    ONE,
    SECOND,
    TWO,
    Stores,
    a_session,
    a_step,
    a_turn,
    redis_stores,
    running,
    said,
)
from tests.ports.told import HOOK, a_delivery, a_webhook
from tests.redis_process import RedisProcess, free_port

pytestmark = pytest.mark.redis

LUA = tuple((Path(backends.__file__).parent / "lua").glob("*.lua"))
FENCE = Fence(1)
LEASE = Lease(session=ONE, owner=ANNA, fence=FENCE)
KEY = ApiKey(id=KeyId("key"), tenant=TenantId("tenant"), digest="d" * 64)


async def first_event(stores: Stores) -> object:
    return await anext(stores.events.follow(ONE, None))


async def first_shown(stores: Stores) -> object:
    async with stores.live.watch(ONE) as shown:
        return await anext(shown)


async def error_of(call: Awaitable[object]) -> type[Exception] | None:
    try:
        await call
    except ErrandsError as error:
        return type(error)
    return None


VIEWER = ViewerId("maya")
CALLS: dict[str, Callable[[Stores], Awaitable[object]]] = {
    "create": lambda s: s.sessions.create(a_session(), {}),
    "load": lambda s: s.sessions.load(ONE),
    "save": lambda s: s.sessions.save(a_session(), FENCE),
    "close": lambda s: s.sessions.close(ONE),
    "idle": lambda s: s.sessions.idle(1, 1),
    "closed": lambda s: s.sessions.closed(1, 1),
    "forget": lambda s: s.sessions.forget(ONE),
    "of tenant": lambda s: s.sessions.of_tenant(a_session().tenant, None, 1),
    "secrets": lambda s: s.sessions.secrets(ONE),
    "add": lambda s: s.turns.add(a_turn(), None),
    "get": lambda s: s.turns.get(ONE, FIRST),
    "page of turns": lambda s: s.turns.page(ONE, 0, 1),
    "next": lambda s: s.turns.next(ONE),
    "save turn": lambda s: s.turns.save(a_turn(), FENCE),
    "cancel": lambda s: s.turns.cancel(ONE, FIRST),
    "cancelled": lambda s: s.turns.cancelled(ONE, FIRST),
    "acquire": lambda s: s.leases.acquire(ONE, ANNA),
    "renew": lambda s: s.leases.renew(LEASE),
    "release": lambda s: s.leases.release(LEASE),
    "waiting": lambda s: s.leases.waiting(),
    "begin": lambda s: s.journal.begin(a_step(1), FENCE),
    "steps": lambda s: s.journal.steps(ONE, FIRST),
    "save state": lambda s: s.state.save(ONE, BrowserState.at(""), FENCE),
    "load state": lambda s: s.state.load(ONE),
    "append": lambda s: s.events.append(SessionCreated(session=ONE, at=1)),
    "follow": first_event,
    "add key": lambda s: s.keys.add(KEY),
    "find key": lambda s: s.keys.find(KEY.digest),
    "revoke key": lambda s: s.keys.revoke(KEY.id),
    "begin call": lambda s: s.calls.begin("call", "sent"),
    "end call": lambda s: s.calls.end("call", "sent"),
    "drop call": lambda s: s.calls.drop("call"),
    "events after": lambda s: s.events.after(ONE, None, 1),
    "get event": lambda s: s.events.get(ONE, "1-0"),
    "add webhook": lambda s: s.webhooks.add(a_webhook()),
    "get webhook": lambda s: s.webhooks.get(HOOK),
    "all webhooks": lambda s: s.webhooks.everyone(),
    "replace webhook": lambda s: s.webhooks.replace(a_webhook(), a_webhook()),
    "remove webhook": lambda s: s.webhooks.remove(HOOK),
    "add delivery": lambda s: s.deliveries.add(HOOK, [a_delivery(1)]),
    "claim": lambda s: s.deliveries.claim(HOOK, 1, 1),
    "settle": lambda s: s.deliveries.settle(a_delivery(1), a_delivery(1)),
    "release delivery": lambda s: s.deliveries.release(a_delivery(1)),
    "get delivery": lambda s: s.deliveries.get(HOOK, a_delivery(1).id),
    "page": lambda s: s.deliveries.page(HOOK, None, 1),
    "oldest": lambda s: s.deliveries.oldest(HOOK),
    "forget deliveries": lambda s: s.deliveries.forget(ONE),
    "drop": lambda s: s.deliveries.drop(HOOK),
    "cease": lambda s: s.deliveries.cease(HOOK),
    "news": lambda s: s.outbox.sessions(),
    "told": lambda s: s.outbox.told(ONE),
    "mark": lambda s: s.outbox.mark(ONE, HOOK, "1-0"),
    "ask takeover": lambda s: s.takeovers.ask(ONE, VIEWER),
    "withdraw takeover": lambda s: s.takeovers.withdraw(ONE, VIEWER),
    "find takeover": lambda s: s.takeovers.find(ONE),
    "begin takeover": lambda s: s.takeovers.begin(LEASE),
    "end takeover": lambda s: s.takeovers.end(LEASE),
    "add ticket": lambda s: s.tickets.add("a", Ticket(ONE, "key"), 1),
    "use ticket": lambda s: s.tickets.use(ONE, "a"),
    "tell a worker": lambda s: s.live.tell(ANNA, Watched(session=ONE, viewer=VIEWER)),
    "show": lambda s: s.live.show(ONE, Frame(ANNA, b"")),
    "watch": first_shown,
    "viewers": lambda s: s.live.viewers(ONE),
    "rest": lambda s: s.outbox.rest(ONE, None),
}


@pytest.fixture
async def client(own_redis: RedisProcess) -> AsyncIterator[Redis]:
    opened = connect(own_redis.url)
    yield opened
    await opened.aclose()


async def test_every_call_says_that_redis_is_away(own_redis: RedisProcess, client: Redis) -> None:
    stores = redis_stores(client)
    own_redis.kill()
    assert {name: await error_of(call(stores)) for name, call in CALLS.items()} == dict.fromkeys(
        CALLS, StoreUnavailableError
    )


async def test_all_is_there_after_a_kill_and_a_restart(
    own_redis: RedisProcess, client: Redis
) -> None:
    stores = redis_stores(client)
    await stores.sessions.create(a_session(), {})
    lease = await stores.lease()
    turn = await stores.turns.add(a_turn(), "key")
    await stores.turns.save(running(turn), lease.fence)
    await stores.turns.add(a_turn(SECOND), None)
    await stores.journal.begin(a_step(1), lease.fence)

    own_redis.kill()
    with pytest.raises(StoreUnavailableError):
        await stores.turns.next(ONE)
    own_redis.start()

    assert await stores.turns.next(ONE) == running(turn)
    assert await stores.turns.add(a_turn(), "key") == running(turn)
    assert await stores.journal.interrupted(ONE, FIRST) == a_step(1)
    assert await stores.leases.renew(lease)
    await client.delete("errands:{one}:lease")
    assert (await stores.leases.waiting()).orphans == (ONE,)
    assert (await stores.lease(owner=BERT)).fence > lease.fence
    with pytest.raises(FencedError):
        await stores.turns.save(running(turn), lease.fence)


async def test_a_follower_goes_on_after_a_restart(own_redis: RedisProcess, client: Redis) -> None:
    stores = redis_stores(client)
    first = await stores.events.append(SessionCreated(session=ONE, at=1))
    own_redis.kill()
    with pytest.raises(StoreUnavailableError):
        await anext(stores.events.follow(ONE, first))
    own_redis.start()
    await stores.events.append(SessionCreated(session=ONE, at=2))
    logged = await anext(stores.events.follow(ONE, first))
    assert logged is not None
    assert logged.event.at == 2


async def test_a_full_redis_is_unavailable_and_changes_nothing(client: Redis) -> None:
    stores = redis_stores(client)
    await stores.sessions.create(a_session(), {})
    await client.config_set("maxmemory", "1")
    with pytest.raises(StoreUnavailableError):
        await stores.turns.add(a_turn(), None)
    await client.config_set("maxmemory", "0")
    assert (await stores.sessions.load(ONE)).turns == 0
    assert await stores.turns.next(ONE) is None


async def test_a_redis_without_the_replicas_it_wants_is_unavailable(client: Redis) -> None:
    stores = redis_stores(client)
    await client.config_set("min-replicas-to-write", "1")
    with pytest.raises(StoreUnavailableError):
        await stores.sessions.create(a_session(), {})
    with pytest.raises(StoreUnavailableError):
        await in_one_trip(client, Call(LuaScript(client, "touch_news"), ["news"], [ONE]))
    await client.config_set("min-replicas-to-write", "0")
    await stores.sessions.create(a_session(), {})


async def test_what_goes_in_one_trip_is_sent_again_where_a_script_is_forgotten(
    client: Redis,
) -> None:
    known, forgotten = LuaScript(client, "touch_news"), LuaScript(client, "touch_pending")
    for script in (known, forgotten):
        await client.script_flush()
        await client.script_load(script.source)
        calls = (Call(known, ["news"], [ONE]), Call(forgotten, ["pending"], [ONE, 9]))
        nothing, (now,) = await in_one_trip(client, *calls)
        assert nothing == ()
        assert isinstance(now, int)
        assert await client.zrange("news", 0, -1) == await client.zrange("pending", 0, -1)


async def test_the_same_call_finds_its_turn_though_nothing_more_is_taken(client: Redis) -> None:
    """Its session has left the index, and all places there are taken."""
    stores = redis_stores(client)
    for session in (ONE, TWO):
        await stores.sessions.create(a_session(session), {})
    lease = await stores.lease()
    done = said(await stores.turns.add(a_turn(), "key"))
    await stores.turns.save(done, lease.fence)
    await client.zrem(pending_index("errands"), ONE)
    await stores.turns.add(a_turn(session=TWO), None)
    assert await stores.narrow.add(a_turn(SECOND), "key") == done
    with pytest.raises(OverloadedError):
        await stores.narrow.add(a_turn(SECOND), "another")


async def test_a_mistake_of_ours_is_not_called_an_outage(client: Redis) -> None:
    with pytest.raises(ResponseError), guard():
        await raw(client, "NO SUCH COMMAND")


async def test_a_setup_that_keeps_turns_is_accepted(client: Redis) -> None:
    await check_durability(client, trial=False)


@pytest.mark.parametrize(
    ("setting", "value"), [("appendonly", "no"), ("maxmemory-policy", "allkeys-lru")]
)
async def test_a_setup_that_loses_turns_is_refused(client: Redis, setting: str, value: str) -> None:
    await client.config_set(setting, value)
    with pytest.raises(UnsafeSetupError, match=setting):
        await check_durability(client, trial=False)
    await check_durability(client, trial=True)


async def test_a_durability_check_without_redis(own_redis: RedisProcess, client: Redis) -> None:
    own_redis.kill()
    with pytest.raises(StoreUnavailableError):
        await check_durability(client, trial=False)


async def test_the_index_forgets_a_session_only_long_after_its_last_touch(client: Redis) -> None:
    stores = redis_stores(client)
    index = pending_index("errands")
    await stores.sessions.create(a_session(), {})
    await stores.turns.add(a_turn(), None)
    await stores.turns.cancel(ONE, FIRST)
    assert (await stores.leases.waiting()).orphans == ()
    assert await client.zscore(index, ONE) is not None, "someone may be about to add a turn"
    await client.zincrby(index, -KEEP_TOUCHED_MS - 1, ONE)
    assert (await stores.leases.waiting()).orphans == ()
    assert await client.zscore(index, ONE) is None


async def test_the_index_keeps_a_session_whose_turn_waits_for_long(client: Redis) -> None:
    stores = redis_stores(client)
    await stores.sessions.create(a_session(), {})
    await stores.turns.add(a_turn(), None)
    await client.zincrby(pending_index("errands"), -10 * KEEP_TOUCHED_MS, ONE)
    for _ in range(2):
        assert (await stores.leases.waiting()).orphans == (ONE,)


async def test_an_entry_of_the_index_without_a_session_is_no_orphan(client: Redis) -> None:
    await client.zadd(pending_index("errands"), {"never-created": 1})
    assert (await redis_stores(client).leases.waiting()).orphans == ()
    assert await client.zcard(pending_index("errands")) == 0


async def test_a_turn_is_refused_when_its_touch_of_the_index_is_long_past(client: Redis) -> None:
    stores = redis_stores(client)
    await stores.sessions.create(a_session(), {})
    keys = SessionKeys("errands", ONE)
    names = [keys.session, keys.turns, keys.pending, keys.idempotency("none")]
    long_past_ms, kept, most = 1, 5000, 2
    with pytest.raises(StoreUnavailableError):
        await LuaScript(client, "add_turn")(
            names,
            [FIRST, a_turn().model_dump_json(), "digest", "", long_past_ms, kept, "{}", most, 0],
        )
    assert await stores.turns.next(ONE) is None


async def test_deliveries_go_by_themselves_when_no_more_come(client: Redis) -> None:
    await redis_stores(client).deliveries.add(HOOK, [a_delivery(1)])
    keys = WebhookKeys("errands", HOOK)
    for key in (keys.due, keys.log, keys.order):
        assert KEPT_SECONDS - 60 <= await client.ttl(key) <= KEPT_SECONDS


async def test_an_entry_of_the_news_stays_for_a_while_after_its_touch(client: Redis) -> None:
    await redis_stores(client).events.append(SessionCreated(session=ONE, at=1))
    await RedisOutbox(client).rest(ONE, None)
    assert await RedisOutbox(client).sessions() == (ONE,), "someone may be about to write"
    await client.zincrby(news_index("errands"), -KEEP_NEWS_MS - 1, ONE)
    await RedisOutbox(client).rest(ONE, None)
    assert await RedisOutbox(client).sessions() == ()


async def test_an_idempotency_key_is_kept_for_a_day(client: Redis) -> None:
    stores = redis_stores(client)
    await stores.sessions.create(a_session(), {})
    await stores.turns.add(a_turn(), "key")
    record = SessionKeys("errands", ONE).idempotency(digest("key"))
    assert IDEMPOTENCY_SECONDS - 60 <= await client.ttl(record) <= IDEMPOTENCY_SECONDS
    await client.delete(record)
    assert (await stores.turns.add(a_turn(SECOND), "key")).number == 2


@pytest.mark.parametrize("interrupts", [False, True])
async def test_a_record_that_does_not_say_whether_it_interrupts_is_replayed(
    client: Redis,
    interrupts: bool,  # noqa: FBT001
) -> None:
    """As earlier releases made them."""
    stores = redis_stores(client)
    await stores.sessions.create(a_session(), {})
    first = await stores.turns.add(a_turn(), "key")
    record = SessionKeys("errands", ONE).idempotency(digest("key"))
    assert await raw(client, "HDEL", record, "interrupts") == 1
    assert await stores.turns.replayed(a_turn(SECOND), "key", interrupts=interrupts) == first
    assert await stores.turns.add(a_turn(SECOND), "key", interrupts=interrupts) == first


async def test_a_renewed_lease_has_its_whole_time_again(client: Redis) -> None:
    lease = await RedisLeases(client, ttl=60).acquire(ONE, ANNA)
    assert lease is not None
    assert await RedisLeases(client, ttl=600).renew(lease)
    assert await client.ttl(SessionKeys("errands", ONE).lease) > 60


async def test_old_events_are_dropped(client: Redis) -> None:
    events = RedisEvents(client, kept=100)
    for number in range(500):
        await events.append(SessionCreated(session=ONE, at=number))
    assert 100 <= await client.xlen(SessionKeys("errands", ONE).events) < 300


async def test_no_key_names_a_forgotten_session(client: Redis) -> None:
    await _a_whole_life(redis_stores(client))
    assert len(await client.keys("*one*")) > 5
    async with asyncio.timeout(60):
        await client.delete(SessionKeys("errands", ONE).lease)
        await client.delete(SessionKeys("errands", ONE).pending)  # as its worker would
    await redis_stores(client).deliveries.forget(ONE)
    assert await redis_stores(client).sessions.forget(ONE)
    assert await client.keys("*one*") == []
    await client.delete(pending_index("errands"))  # goes by itself, a minute after its last touch
    assert all(b"one" not in str(value).encode() for value in await _values(client))


async def _values(client: Redis) -> list[object]:
    found: list[object] = []
    for key in await client.keys():
        kind = await client.type(key)
        found.append(
            await client.hgetall(key)
            if kind == b"hash"
            else await client.zrange(key, 0, -1)
            if kind == b"zset"
            else await client.smembers(key)
        )
    return found


async def test_namespaces_are_apart(client: Redis) -> None:
    here, there = redis_stores(client, "here"), redis_stores(client, "there")
    for stores in (here, there):
        await stores.sessions.create(a_session(), {})
    await here.turns.add(a_turn(), None)
    assert await there.turns.next(ONE) is None
    assert (await there.leases.waiting()).orphans == ()


async def test_every_script_keeps_to_one_slot_of_a_cluster(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    options = ("--cluster-enabled", "yes", "--cluster-port", str(free_port()))
    server = RedisProcess(tmp_path_factory.mktemp("cluster"), options)
    server.start()
    client = connect(server.url)
    try:
        await raw(client, "CLUSTER", "ADDSLOTSRANGE", 0, 16383)
        async with asyncio.timeout(60):
            while b"cluster_state:ok" not in cast("bytes", await raw(client, "CLUSTER", "INFO")):
                pass
        stores = redis_stores(client)
        await _a_whole_life(stores)
        await _its_end(stores)
        room = await redis_pace(client, 10).take(KEY.id)
        assert room is not None
        assert room.left == 9
        assert await _scripts_it_knows(client) == {path.stem for path in LUA}
    finally:
        await client.aclose()
        server.kill()


async def _scripts_it_knows(client: Redis) -> set[str]:
    """Those that have been called."""
    found: set[str] = set()
    for path in LUA:
        sha = client.register_script(path.read_text()).sha
        if await client.script_exists(sha) == [True]:
            found.add(path.stem)
    return found


def test_a_script_names_no_key_that_it_wasnt_called_with() -> None:
    """A cluster finds the server that runs a script by the keys that it is called with."""
    for path in LUA:
        for command, key in re.findall(r"redis\.call\('(\w+)'(?:, ([\w(]+))?", path.read_text()):
            assert command == "TIME" or key in {"KEYS", "unpack(KEYS"}, path.name


async def raw(client: Redis, *command: str | int) -> object:
    return await client.execute_command(*command)  # type: ignore[no-untyped-call]


async def _people(stores: Stores) -> None:
    lease = await stores.lease()
    await stores.takeovers.ask(ONE, VIEWER)
    assert await stores.takeovers.withdraw(ONE, VIEWER)
    await stores.takeovers.ask(ONE, VIEWER)
    assert await stores.takeovers.begin(lease) is not None
    await stores.takeovers.end(lease)
    await stores.tickets.add("a", Ticket(ONE, "key"), 60)
    assert await stores.tickets.use(ONE, "a") is not None
    await stores.leases.hand_over(lease)


async def _its_end(stores: Stores) -> None:
    """After its life."""
    turn, lease = await stores.turns.next(ONE), await stores.lease()
    assert turn is not None
    await stores.turns.save(said(turn), lease.fence)
    await stores.leases.hand_over(lease)
    assert (await stores.leases.waiting()).orphans == ()
    await stores.deliveries.forget(ONE)
    assert await stores.deliveries.cease(HOOK) == 1
    assert await stores.sessions.forget(ONE)


async def _a_whole_life(stores: Stores) -> None:
    await stores.sessions.create(a_session(), {}, SessionCreated(session=ONE, at=1))
    assert len(await stores.sessions.of_tenant(a_session().tenant, None, 5)) == 1
    await stores.sessions.change_profile(ONE, ProfileChange(slots={SlotName("phone"): "0420"}))
    assert await stores.calls.begin("call", "sent")
    await stores.calls.end("call", "sent")
    await _people(stores)
    turn = await stores.turns.add(a_turn(), "key")
    assert (await stores.leases.waiting()).orphans == (ONE,)
    lease = await stores.lease()
    await stores.turns.save(running(turn), lease.fence)
    await stores.journal.begin(a_step(1), lease.fence)
    await stores.journal.finish(a_step(1), lease.fence)
    await stores.state.save(ONE, BrowserState.at(""), lease.fence)
    await stores.sessions.save(a_session(), lease.fence)
    await stores.turns.add(a_turn(SECOND), None)
    await stores.turns.cancel(ONE, SECOND)
    assert await stores.leases.renew(lease)
    assert not await stores.leases.release(lease)
    assert await stores.turns.page(ONE, 0, 1) == (running(turn),)
    assert await stores.turns.next(ONE) == running(turn)
    await stores.sessions.load(ONE)
    await stores.keys.add(KEY)
    await stores.keys.expire(KEY, 2_000_000_000)
    await stores.keys.revoke(KEY.id)
    await _tell_a_webhook(stores)
    await stores.turns.add(a_turn(TurnId("third")), None)
    assert len(await stores.sessions.close(ONE)) == 1


async def _tell_a_webhook(stores: Stores) -> None:
    await stores.webhooks.add(a_webhook())
    assert await stores.webhooks.replace(a_webhook(), a_webhook(url="https://b.test/"))
    assert await stores.outbox.mark(ONE, HOOK, "1-0")
    await stores.deliveries.add(HOOK, [a_delivery(1), a_delivery(2, TWO)])
    (first, _) = await stores.deliveries.claim(HOOK, 60, 4)
    await stores.deliveries.release(first)
    assert await stores.deliveries.settle(first, first)
    await stores.outbox.rest(ONE, "1-0")
    await stores.events.append(SessionCreated(session=ONE, at=1))


async def test_hundreds_of_readers_may_wait_at_once(client: Redis) -> None:
    """Each holds a connection; a pool of redis-py's own size turns the hundredth away."""
    stores = redis_stores(client)
    await stores.sessions.create(a_session(ONE), {})
    events = RedisEvents(client, heartbeat=1)
    async with asyncio.timeout(60):
        told = await asyncio.gather(*(anext(events.follow(ONE, None)) for _ in range(300)))
    assert told == [None] * 300
