"""One suite for every `Model`; the served ones talk to a real server over the wire."""

import asyncio
from collections import deque
from dataclasses import replace

import httpx
import pytest

from errands.backends.memory_model import ScriptedModel
from errands.contracts.errors import ModelRefusedError, ModelUnavailableError
from errands.contracts.ids import SessionId
from errands.contracts.model_api import ModelApi
from errands.contracts.model_place import Patience
from errands.contracts.ports import Model, Request
from errands.contracts.priority import Priority
from errands.contracts.step import Usage
from tests.model_peer import Fault, ModelPeer, model_peer
from tests.ports.models import REQUEST, made, vllm

ADAPTER = "fill-form@3"
SAMPLED = replace(REQUEST, candidates=4, temperature=0.7)


SERVED = [api for api in ModelApi if api is not ModelApi.AUTO]


@pytest.fixture(params=["twin", *ModelApi])
def model(request: pytest.FixtureRequest, peer: ModelPeer, client: httpx.AsyncClient) -> Model:
    if request.param == "twin":
        return ScriptedModel(lambda _request: "click 1")
    return made(request.param, peer, client)


@pytest.fixture(params=SERVED)
def served(request: pytest.FixtureRequest, peer: ModelPeer, client: httpx.AsyncClient) -> Model:
    """Without the one that asks for other things first."""
    return made(request.param, peer, client)


async def test_answers_with_a_line_and_its_cost(model: Model) -> None:
    decision = await model.decide(REQUEST)
    assert decision.text == "click 1"
    assert decision.model
    assert decision.usage.prompt > 0
    assert decision.usage.completion > 0


async def test_answers_many_at_once(model: Model) -> None:
    decisions = await asyncio.gather(*(model.decide(REQUEST) for _ in range(8)))
    assert {decision.text for decision in decisions} == {"click 1"}


async def test_gives_as_many_candidates_as_asked_for_and_counts_them_all(model: Model) -> None:
    one, four = await model.decide(REQUEST), await model.decide(SAMPLED)
    assert one.texts == ("click 1",)
    assert four.texts == ("click 1",) * 4
    assert four.usage.completion == 4 * one.usage.completion
    assert four.usage.prompt == one.usage.prompt


@pytest.fixture(params=["twin", *ModelApi])
def various(request: pytest.FixtureRequest, peer: ModelPeer, client: httpx.AsyncClient) -> Model:
    """Gives three lines at most, one unlike the other."""
    lines = iter(("click 2", "click 3", "click 4"))
    peer.answer, peer.most = lambda _prompt: next(lines), 3
    if request.param == "twin":
        return ScriptedModel([("click 2", "click 3", "click 4")])
    return made(request.param, peer, client)


async def test_fewer_candidates_than_asked_for_come_in_their_order(various: Model) -> None:
    asked = replace(SAMPLED, grammar='start: "click " /[0-9]/ " ->"')
    assert (await various.decide(asked)).texts == ("click 2", "click 3", "click 4")


@pytest.mark.parametrize(
    "faults", [["failing"], ["cut"], ["garbage"], ["failing", "cut", "garbage", "failing"]]
)
async def test_asks_again(served: Model, peer: ModelPeer, faults: list[Fault]) -> None:
    peer.faults = deque(faults)
    decision = await served.decide(REQUEST)
    assert decision.text == "click 1"
    assert len(peer.asked) == len(faults) + 1


async def test_refusal_is_not_asked_again(served: Model, peer: ModelPeer) -> None:
    peer.faults = deque(["refuse"])
    with pytest.raises(ModelRefusedError, match="too long"):
        await served.decide(REQUEST)
    assert len(peer.asked) == 1


@pytest.mark.parametrize("asked", [REQUEST, SAMPLED], ids=["one", "several"])
async def test_cancelling_aborts_the_request(
    served: Model, peer: ModelPeer, asked: Request
) -> None:
    peer.faults = deque(["slow"])
    task = asyncio.create_task(served.decide(asked))
    assert await asyncio.to_thread(peer.waiting.wait, 60)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await asyncio.to_thread(peer.aborted.wait, 60)


async def test_gives_up_in_time(peer: ModelPeer, client: httpx.AsyncClient) -> None:
    peer.faults = deque(["failing"] * 1000)
    patience = Patience(total=0.3, attempt=1, first_pause=0.01, longest_pause=0.02)
    with pytest.raises(ModelUnavailableError, match="503"):
        await vllm(peer, client, patience).decide(REQUEST)
    assert len(peer.asked) > 1


async def test_silent_server_is_given_up_too(peer: ModelPeer, client: httpx.AsyncClient) -> None:
    peer.faults = deque(["slow"] * 10)
    with pytest.raises(ModelUnavailableError, match=r"in 0\.3 s"):
        await vllm(peer, client, Patience(total=0.3)).decide(REQUEST)


async def test_restart_costs_a_pause(client: httpx.AsyncClient) -> None:
    away = ModelPeer(answer=lambda _prompt: "click 1")
    with model_peer(away):
        model = vllm(away, client)
    waiting = asyncio.create_task(model.decide(REQUEST))
    await asyncio.wait([waiting], timeout=0.1)
    assert not waiting.done()
    with model_peer(away):
        assert (await waiting).text == "click 1"


async def test_asks_the_live_adapter_in_vllms_words(
    peer: ModelPeer, client: httpx.AsyncClient
) -> None:
    peer.live = {"fill-form": ADAPTER}
    peer.served = {"errands-base", ADAPTER}
    decision = await vllm(peer, client).decide(REQUEST)
    assert decision.model == ADAPTER
    assert decision.usage == Usage(prompt=100, cached=64, completion=5)
    assert peer.asked == [
        {
            "model": ADAPTER,
            "prompt": "<page>\n",
            "max_tokens": 96,
            "temperature": 0.0,
            "seed": 7,
            "n": 1,
            "stop": ["\n"],
            "structured_outputs": {"grammar": 'start: "click 1 ->"'},
        }
    ]


@pytest.mark.parametrize(
    ("priority", "sent"), [(Priority.INTERACTIVE, "0"), (Priority.BACKGROUND, "10")]
)
async def test_priority_is_said_in_vllms_header(
    priority: Priority, sent: str, peer: ModelPeer, client: httpx.AsyncClient
) -> None:
    await vllm(peer, client, priority=priority).decide(REQUEST)
    assert [headers["X-Vllm-Priority"] for headers in peer.headers] == [sent]


async def test_the_first_requests_at_once_all_reach_the_adapter(
    peer: ModelPeer, client: httpx.AsyncClient
) -> None:
    peer.live = {"fill-form": ADAPTER}
    peer.served = {"errands-base", ADAPTER}
    model = vllm(peer, client)
    decisions = await asyncio.gather(*(model.decide(REQUEST) for _ in range(8)))
    assert {decision.model for decision in decisions} == {ADAPTER}


async def test_skill_without_adapter_goes_to_the_base_model(
    peer: ModelPeer, client: httpx.AsyncClient
) -> None:
    peer.live = {"book-hotel": "book-hotel@1"}
    assert (await vllm(peer, client).decide(REQUEST)).model == "errands-base"


async def test_waits_for_an_adapter_that_is_loading(
    peer: ModelPeer, client: httpx.AsyncClient
) -> None:
    peer.live = {"fill-form": ADAPTER}
    deciding = asyncio.create_task(vllm(peer, client).decide(REQUEST))
    async with asyncio.timeout(60):
        while not peer.models:  # noqa: ASYNC110 its thread tells nobody
            await asyncio.sleep(0.01)
    peer.served = {"errands-base", ADAPTER}
    assert (await deciding).model == ADAPTER


async def test_follows_the_live_table_when_the_adapter_is_gone(
    peer: ModelPeer, client: httpx.AsyncClient
) -> None:
    peer.live = {"fill-form": ADAPTER}
    peer.served = {"errands-base", ADAPTER}
    model = vllm(peer, client)
    await model.decide(REQUEST)
    peer.live = {"fill-form": "fill-form@4"}
    peer.served = {"errands-base", "fill-form@4"}
    assert (await model.decide(REQUEST)).model == "fill-form@4"


async def test_falls_back_when_the_adapter_never_comes(
    peer: ModelPeer, client: httpx.AsyncClient
) -> None:
    peer.live = {"fill-form": ADAPTER}
    assert (await vllm(peer, client).decide(REQUEST)).model == "errands-base"
    assert peer.models[0] == ADAPTER


async def test_no_base_model_is_a_refusal(peer: ModelPeer, client: httpx.AsyncClient) -> None:
    peer.served = set()
    with pytest.raises(ModelRefusedError, match="does not exist"):
        await vllm(peer, client).decide(REQUEST)


async def test_a_session_stays_with_one_version_while_another_is_tried(
    peer: ModelPeer, client: httpx.AsyncClient
) -> None:
    peer.live = {"fill-form": ADAPTER}
    peer.canary = {"fill-form": {"name": "fill-form@4", "share": 0.25}}
    peer.served = {ADAPTER, "fill-form@4"}
    model = vllm(peer, client)
    sessions = [SessionId(f"ses_{number}") for number in range(200)]
    first, again = [
        [(await model.decide(replace(REQUEST, session=session))).model for session in sessions]
        for _ in range(2)
    ]
    assert first == again
    # The hash of these very names is fixed: no chance is in it.
    assert 0.15 < first.count("fill-form@4") / len(sessions) < 0.35
