"""What happens reaches somebody's server: by the API, Redis, and a sender that may die."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager

import httpx
import psutil
import pytest
from standardwebhooks.webhooks import WebhookVerificationError

from errands.backends.celery_hints import KEY_PREFIX
from errands.backends.redis_connection import connect
from errands.backends.redis_layout import WebhookKeys
from errands.backends.redis_webhooks import RedisWebhooks
from errands.contracts.event import Event, SessionCreated
from errands.contracts.ids import SessionId, TenantId
from errands.contracts.keys import Scope
from errands.contracts.tasks import SHARED_QUEUE
from errands.contracts.webhook import delivery_id
from errands.settings import Settings
from services.api.app import create_app
from services.api.auth import new_key
from services.api.bootstrap import build_ports
from tests.ports.stores import ONE, TWO, a_session, a_turn, redis_stores
from tests.ports.told import HOOK, a_webhook
from tests.receiver import Receiver, receiving
from tests.unit.api.house import client_of, told
from tests.worker_process import Bench, Processes, broker_of, kill_at_once, until

pytestmark = pytest.mark.redis


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving(Receiver()) as running:
        yield running


@pytest.fixture
def senders(processes: Processes) -> Processes:
    processes.allow_local_hosts = True
    return processes


@asynccontextmanager
async def api(redis_url: str) -> AsyncIterator[httpx.AsyncClient]:
    """The API as it is served, and a client with a key for all of it."""
    ports = build_ports(Settings(redis_url=redis_url, allow_local_hosts=True))
    app = create_app(ports)
    async with app.router.lifespan_context(app):
        key, text = new_key(TenantId("maya-inc"), frozenset(Scope))
        await ports.keys.add(key)
        async with client_of(app, {"Authorization": f"Bearer {text}"}) as client:
            yield client


async def test_a_webhook_is_sent_what_the_stream_tells_and_can_verify_it(
    redis_url: str, receiver: Receiver, senders: Processes
) -> None:
    senders.reconciler()
    async with api(redis_url) as maya:
        made = (await maya.post("/v1/webhooks", json={"url": receiver.url})).json()
        path = f"/v1/webhooks/{made['id']}"
        opened = await maya.post("/v1/sessions", json={"start_url": "http://127.0.0.1:9/"})
        session = opened.headers["location"]
        turn = (await maya.post(f"{session}/turns", json={"message": "Hi"})).headers["location"]
        await maya.post(f"{turn}/cancel")
        await maya.delete(session)
        stream = told((await maya.get(f"{session}/events")).text)
        assert len(stream) == 4

        async def all_came() -> bool | None:
            return len(receiver.got) >= len(stream) or None

        await until(all_came)
        assert [json.loads(one.body)["data"] for one in receiver.got] == [
            json.loads(event.data) for event in stream
        ]
        for one in receiver.got:
            one.verify(made["secret"])
            with pytest.raises(WebhookVerificationError):
                one.verify("whsec_b3RoZXJvdGhlcm90aGVyb3RoZXI=")

        rotated = (await maya.post(f"{path}/rotate", json={})).json()["secret"]
        await maya.post(f"{path}/test")

        async def trial_came() -> bool | None:
            return receiver.got[-1].type == "webhook.test" or None

        await until(trial_came)
        for secret in (made["secret"], rotated):
            receiver.got[-1].verify(secret)

        first = receiver.got[0].id
        await maya.post(f"{path}/deliveries/{first}/replay")

        async def came_again() -> bool | None:
            return [one.id for one in receiver.got].count(first) == 2 or None

        await until(came_again)
        listed = (await maya.get(f"{path}/deliveries")).json()["deliveries"]
        assert [one["type"] for one in listed][:4] == [event.event for event in stream]
        assert all(one["outcome"] == "delivered" for one in listed)
    assert receiver.most_at_once == 1, "they are all of one session, or came after"


async def test_no_event_is_lost_over_the_death_of_a_sender(
    errands_bench: Bench, receiver: Receiver, senders: Processes
) -> None:
    stores = redis_stores(errands_bench.redis)
    for session in (ONE, TWO):
        await stores.sessions.create(a_session(session), {})
    await RedisWebhooks(errands_bench.redis).add(a_webhook(url=receiver.url))
    receiver.holds = True
    happened = [await _happen(stores.events.append, n) for n in range(60)]
    dying: list[psutil.Process] = [senders.reconciler(), senders.reconciler()]

    async def under_way() -> bool | None:
        return len(receiver.got) == 2 or None

    await until(under_way)
    kill_at_once(dying)
    happened += [await _happen(stores.events.append, n) for n in range(60, 80)]
    receiver.holds = False
    receiver.go.set()
    await errands_bench.redis.delete(WebhookKeys("errands", HOOK).out)  # as its time would
    senders.reconciler()

    async def all_came() -> bool | None:
        return {one.id for one in receiver.got} >= set(happened) or None

    await until(all_came)
    ids = [one.id for one in receiver.got]
    assert set(ids) == set(happened)
    assert len(ids) == len(happened) + 2, "only what the dead were over comes again"
    for session in (ONE, TWO):
        first = [id_ for id_ in dict.fromkeys(ids) if id_.endswith(f"_{session}")]
        assert first == sorted(first)


async def _happen(append: Callable[[Event], Awaitable[str]], number: int) -> str:
    session = (ONE, TWO)[number % 2]
    id_ = await append(SessionCreated(session=session, at=1_900_000_000))
    return delivery_id(SessionId(session), id_)


async def test_what_nobody_can_read_ends_no_reconciler_and_hides_no_event(
    errands_bench: Bench, receiver: Receiver, senders: Processes
) -> None:
    stores, redis = redis_stores(errands_bench.redis), errands_bench.redis
    await stores.sessions.create(a_session(), {})
    await stores.turns.add(a_turn(), None)
    await RedisWebhooks(redis).add(a_webhook(url=receiver.url))
    await redis.hset("errands:{webhooks}", "wrong", "no webhook")
    reconciler = senders.reconciler()
    id_ = await _happen(stores.events.append, 0)

    async def is_healed() -> bool | None:
        """The orphan has its hint."""
        async with connect(broker_of(errands_bench.redis_url)) as broker:
            return await broker.llen(f"{KEY_PREFIX}{SHARED_QUEUE}") > 0 or None

    await until(is_healed)
    assert reconciler.is_running()
    assert receiver.got == []
    await redis.hdel("errands:{webhooks}", "wrong")

    async def came() -> bool | None:
        return id_ in {one.id for one in receiver.got} or None

    await until(came)
    assert reconciler.is_running()


async def test_a_receiver_that_was_away_is_told_later(
    errands_bench: Bench, receiver: Receiver, senders: Processes
) -> None:
    stores = redis_stores(errands_bench.redis)
    await stores.sessions.create(a_session(), {})
    await RedisWebhooks(errands_bench.redis).add(a_webhook(url=receiver.url))
    receiver.status = 503
    senders.reconciler()
    await _happen(stores.events.append, 0)

    async def failed() -> bool | None:
        return len(receiver.got) == 1 or None

    await until(failed)
    receiver.status = 200

    async def delivered() -> bool | None:
        (one,) = await stores.deliveries.page(HOOK, None, 9)
        return (one.attempts == 2 and one.next_at is None) or None

    await until(delivered)
    assert len({one.id for one in receiver.got}) == 1
