"""What a client of the model does while the server is down, hangs, or has no room."""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TypeAlias

import httpx
import pytest

from errands.contracts.errors import ModelRefusedError, ModelUnavailableError
from errands.contracts.model_place import Patience
from errands.contracts.ports import Model
from tests.model_peer import Fault, ModelPeer, model_peer
from tests.ports.models import REQUEST, text, vllm

Make: TypeAlias = Callable[[ModelPeer, httpx.AsyncClient, Patience], Model]

TRIES = 10_000
both = pytest.mark.parametrize("make", [vllm, text])


def short(total: float, probe: float = 60) -> Patience:
    return Patience(total=total, first_pause=0.01, longest_pause=0.02, probe=probe)


async def spend(model: Model, match: str = "within") -> None:
    with pytest.raises(ModelUnavailableError, match=match):
        await model.decide(REQUEST)


async def turned_away(model: Model, peer: ModelPeer) -> None:
    asked = len(peer.asked)
    await spend(model, "Not asked")
    assert len(peer.asked) == asked


@both
async def test_once_a_whole_patience_was_in_vain_the_next_is_told_at_once(
    make: Make, peer: ModelPeer, client: httpx.AsyncClient
) -> None:
    model = make(peer, client, short(0.2))
    peer.faults = deque(["failing"] * TRIES)
    await spend(model)
    await turned_away(model, peer)


async def test_a_server_that_hangs_is_down_too(peer: ModelPeer, client: httpx.AsyncClient) -> None:
    model = vllm(peer, client, short(0.2))
    peer.faults = deque(["slow"])
    await spend(model)
    await turned_away(model, peer)


async def test_who_was_let_in_before_is_answered_after_the_restart_and_so_is_everyone(
    client: httpx.AsyncClient,
) -> None:
    away = ModelPeer(answer=lambda _prompt: "click 1")
    with model_peer(away):
        model = vllm(away, client, short(5))
    first = asyncio.create_task(model.decide(REQUEST))
    await asyncio.wait([first], timeout=3)
    second = asyncio.create_task(model.decide(REQUEST))
    with pytest.raises(ModelUnavailableError):
        await first
    await turned_away(model, away)
    with model_peer(away):
        assert (await second).text == "click 1"
        assert (await model.decide(REQUEST)).text == "click 1"


@both
async def test_a_probe_is_one_attempt_and_its_answer_ends_the_outage(
    make: Make, peer: ModelPeer, client: httpx.AsyncClient
) -> None:
    model = make(peer, client, short(2, probe=0))
    peer.faults = deque(["failing"] * TRIES)
    await spend(model)
    # Counted where they leave: the one that patience ended for may come to the server late.
    # What only asks which adapters there are is no attempt.
    sent: list[httpx.Request] = []

    async def count(request: httpx.Request) -> None:
        if request.method == "POST":
            sent.append(request)

    client.event_hooks = {"request": [count]}
    await spend(model, "Still no answer")
    assert len(sent) == 1
    peer.faults.clear()
    await model.decide(REQUEST)
    peer.faults = deque(["failing"])
    assert (await model.decide(REQUEST)).text == "click 1"


async def test_while_a_probe_is_out_the_others_are_turned_away(
    peer: ModelPeer, client: httpx.AsyncClient
) -> None:
    model = vllm(peer, client, short(2, probe=0))
    peer.faults = deque(["failing"] * TRIES)
    await spend(model)
    peer.faults = deque(["slow"] * TRIES)  # the last that failed may come late and take one
    probe = asyncio.create_task(model.decide(REQUEST))
    assert await asyncio.to_thread(peer.waiting.wait, 60)
    await turned_away(model, peer)
    probe.cancel()
    with pytest.raises(asyncio.CancelledError):
        await probe
    peer.faults.clear()
    assert (await model.decide(REQUEST)).text == "click 1"


async def test_a_refused_probe_was_answered(peer: ModelPeer, client: httpx.AsyncClient) -> None:
    model = vllm(peer, client, short(2, probe=0))
    peer.faults = deque(["failing"] * TRIES)
    await spend(model)
    peer.faults = deque(["refuse"] * TRIES)  # the last that failed may come late and take one
    with pytest.raises(ModelRefusedError):
        await model.decide(REQUEST)
    peer.faults = deque(["failing"])
    assert (await model.decide(REQUEST)).text == "click 1"


async def test_nobody_is_turned_away_while_others_are_answered(
    peer: ModelPeer, client: httpx.AsyncClient
) -> None:
    model = vllm(peer, client, short(2))
    peer.faults = deque(["slow"])
    hanging = asyncio.create_task(model.decide(REQUEST))
    assert await asyncio.to_thread(peer.waiting.wait, 60)
    await model.decide(REQUEST)
    with pytest.raises(ModelUnavailableError):
        await hanging
    assert (await model.decide(REQUEST)).text == "click 1"


@both
@pytest.mark.parametrize("fault", ["later", "too many"])
async def test_a_server_without_room_is_not_down(
    make: Make, fault: Fault, peer: ModelPeer, client: httpx.AsyncClient
) -> None:
    model = make(peer, client, short(2))
    peer.retry_after = "0"
    peer.faults = deque([fault] * TRIES)
    await spend(model)
    assert len(peer.asked) > 2
    peer.faults.clear()
    assert (await model.decide(REQUEST)).text == "click 1"


@pytest.mark.parametrize("fault", ["later", "too many"])
@pytest.mark.parametrize("as_date", [True, False])
async def test_is_asked_again_when_it_wants_to_be(
    *, fault: Fault, as_date: bool, peer: ModelPeer, client: httpx.AsyncClient
) -> None:
    began = time.monotonic()
    in_two = datetime.now(UTC) + timedelta(seconds=2)
    peer.retry_after = format_datetime(in_two, usegmt=True) if as_date else "1"
    peer.faults = deque([fault])
    assert (await vllm(peer, client).decide(REQUEST)).text == "click 1"
    assert time.monotonic() - began > 0.9
    assert len(peer.asked) == 2


@pytest.mark.parametrize("said", ["3600", "Fri, 31 Dec 2199 23:59:59 GMT"])
async def test_later_than_anyone_waits_is_told_at_once(
    said: str, peer: ModelPeer, client: httpx.AsyncClient
) -> None:
    peer.retry_after = said
    peer.faults = deque(["later"])
    async with asyncio.timeout(30):
        await spend(vllm(peer, client, short(60)), "full")
    assert len(peer.asked) == 1


@pytest.mark.parametrize("said", ["soon", "-5", "", "Thu, 01 Jan 1970 00:00:00 -0000"])
async def test_what_says_no_time_to_come_is_as_if_unsaid(
    said: str, peer: ModelPeer, client: httpx.AsyncClient
) -> None:
    peer.retry_after = said
    peer.faults = deque(["later"])
    assert (await vllm(peer, client).decide(REQUEST)).text == "click 1"
