"""The suite of `Model` on the real thing: vLLM with the shipped adapters, over the wire."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample

from errands.agent.route import CHOOSE, FILL_FORM, NAVIGATE, SKILLS
from errands.backends.any_model import any_model
from errands.backends.chat_endpoint import ChatEndpoint, Message
from errands.backends.model_http import Json
from errands.backends.object_form import ObjectForm
from errands.backends.vllm_model import VllmModel
from errands.contracts.ids import SessionId, SkillName
from errands.contracts.model_api import ModelApi
from errands.contracts.model_place import ModelPlace
from errands.contracts.ports import Request
from errands.contracts.priority import PRIORITY_HEADER, Priority
from stack.layout import Layout, Ports
from stack.running import running
from stack.watching.alerts import ALERTS
from stack.watching.boards import BOARDS
from tests.collector import Collector, Told, collecting
from tests.deploy.queries import named
from tests.worker_process import until

pytestmark = [pytest.mark.served, pytest.mark.timeout(300)]

UNTRAINED = SkillName("none")
PROMPT = 'link "Rome" [1]\nlink "Lima" [2]\nlink "Oslo" [3]\n' * 20
LINES = {"click 1", "click 2", "click 3"}
LONG = 1200
LONG_LINE = f"%llguidance {{}}\nstart: /[a-z ]{{{8 * LONG}}}/"
"""Longer than `LONG` tokens."""
RUNNING = "vllm:num_requests_running"
GENERATED = "vllm:generation_tokens_total"
WAITING_BY_REASON = "vllm:num_requests_waiting_by_reason"
EXPRS = [
    *(query.expr for board in BOARDS for panel in board.panels for query in panel.queries),
    *(condition.value for alert in ALERTS for condition in alert.conditions),
]
GRAMMAR = '%llguidance {}\nstart: "click " ("1" | "2" | "3") " ->"'


@pytest.fixture(scope="module")
def collector() -> Iterator[Collector]:
    with collecting() as collector:
        yield collector


@pytest.fixture(scope="module")
def layout(tmp_path_factory: pytest.TempPathFactory, collector: Collector) -> Iterator[Layout]:
    folder = tmp_path_factory.mktemp("served")
    served = Layout(ports=Ports.free(), folder=folder, model_only=True)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("ERRANDS_TRACES_URL", collector.url)
        with running(served):
            yield served


@pytest.fixture
async def model(layout: Layout) -> AsyncIterator[VllmModel]:
    address = layout.environment()
    async with httpx.AsyncClient() as client:
        yield VllmModel(
            address["ERRANDS_MODEL_URL"], f"{address['ERRANDS_ADAPTERS_URL']}/adapters", client
        )


def request(skill: SkillName, prompt: str = PROMPT) -> Request:
    return Request(skill=skill, session=SessionId("ses_1"), prompt=prompt, grammar=GRAMMAR, seed=1)


async def test_every_skill_is_answered_by_its_own_adapter_and_within_the_grammar(
    model: VllmModel,
) -> None:
    for skill in SKILLS:
        decision = await model.decide(request(skill))
        assert decision.model.startswith(f"{skill}@")
        assert decision.text.split(" ->")[0] in LINES
        assert decision.usage.prompt > 100
        assert decision.usage.completion > 0
    assert (await model.decide(request(UNTRAINED))).model == "errands-base"


async def test_a_prompt_that_was_read_before_is_not_read_again(model: VllmModel) -> None:
    prompt = f"a page of its own\n{PROMPT}"
    first = await model.decide(request(CHOOSE, prompt))
    again = await model.decide(request(CHOOSE, prompt))
    assert again.usage.cached > first.usage.cached


async def test_many_skills_at_once_are_each_answered_by_their_own(model: VllmModel) -> None:
    skills = (FILL_FORM, CHOOSE, NAVIGATE, UNTRAINED)
    together = await asyncio.gather(*(model.decide(request(skill)) for skill in skills * 4))
    names = [decision.model.partition("@")[0] for decision in together]
    assert names == [s if s is not UNTRAINED else "errands-base" for s in skills * 4]
    assert {decision.text.split(" ->")[0] for decision in together} <= LINES


async def test_a_cancelled_request_is_dropped_by_the_server(
    model: VllmModel, layout: Layout
) -> None:
    long = replace(request(NAVIGATE), grammar=LONG_LINE, max_tokens=LONG)
    task = asyncio.create_task(model.decide(long))
    await until(lambda: in_flight(layout, 1))
    before = await metric(layout, GENERATED)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await until(lambda: in_flight(layout, 0))
    assert await metric(layout, GENERATED) - before < LONG / 10
    assert (await model.decide(request(NAVIGATE))).text


async def test_its_spans_stand_below_the_request_that_was_traced(
    layout: Layout, collector: Collector
) -> None:
    trace, above = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
    url = layout.environment()["ERRANDS_MODEL_URL"]
    body = {"model": "errands-base", "prompt": PROMPT, "max_tokens": 4}
    async with httpx.AsyncClient(timeout=60) as client:
        for sampled in ("00", "01"):
            headers = {"traceparent": f"00-{trace}-{above}-{sampled}"}
            (await client.post(f"{url}/completions", json=body, headers=headers)).raise_for_status()

    async def told() -> list[Told] | None:
        """They come together, every few seconds."""
        return [one for one in collector.told if one.span.trace_id.hex() == trace] or None

    (one,) = await until(told)
    assert (one.service, one.name) == ("errands-inference", "llm_request")
    assert one.span.parent_span_id.hex() == above
    assert one.facts["gen_ai.usage.completion_tokens"] == body["max_tokens"]
    assert "Lima" not in str(one.span)


async def test_background_requests_leave_room_for_people(layout: Layout, model: VllmModel) -> None:
    body = {"model": "errands-base", "prompt": PROMPT, "max_tokens": 64, "ignore_eos": True}
    headers = {PRIORITY_HEADER: str(int(Priority.BACKGROUND))}
    url = layout.environment()["ERRANDS_MODEL_URL"]
    async with httpx.AsyncClient(timeout=120) as client:
        many = [client.post(f"{url}/completions", json=body, headers=headers) for _ in range(16)]
        answers = await asyncio.gather(*many)
        shown = (await client.get(f"{url.removesuffix('/v1')}/metrics")).text
    assert sorted(answer.status_code for answer in answers) == [200] * 12 + [503] * 4
    assert 'errands_inference_refused_requests_total{priority="background"} 4.0' in shown
    assert (await model.decide(request(NAVIGATE))).text


@pytest.mark.parametrize("api", [ModelApi.GRAMMAR, ModelApi.AUTO])
async def test_a_chat_is_held_to_the_grammar_and_auto_finds_that_out(
    api: ModelApi, layout: Layout
) -> None:
    url = layout.environment()["ERRANDS_MODEL_URL"]
    place = ModelPlace(api=api, url=url, name="errands-base", adapters_url="", repairs=0)
    async with httpx.AsyncClient() as client:
        decision = await any_model(place, client).decide(replace(request(NAVIGATE), stop=" ->"))
    assert decision.text in LINES


async def test_a_chat_is_held_to_the_schema_of_all_actions(layout: Layout) -> None:
    url = layout.environment()["ERRANDS_MODEL_URL"]
    form = ObjectForm()
    asked = [Message("user", f"{PROMPT}\nWrite a poem.")]
    more: dict[str, Json] = {"max_tokens": 48, "temperature": 0.0, **form.fields(request(NAVIGATE))}
    async with httpx.AsyncClient() as client:
        chat = await ChatEndpoint(url, "errands-base", client).ask(asked, more)
    begun = "".join(chat.texts[0].split())
    assert re.match(r'\{"thought":"[^"]*","action":\{"kind":"', begun), begun


async def test_it_counts_all_that_boards_and_alerts_ask_of_it(
    layout: Layout, model: VllmModel
) -> None:
    await model.decide(request(NAVIGATE))
    shown = await samples(layout)
    asked = {one for expr in EXPRS for one in named(expr) if one.metric.startswith("vllm:")}
    for one in asked:
        found = [sample for sample in shown if sample.name == one.metric]
        assert found, one.metric
        # what a Prometheus adds when it reads them
        by_itself = one.labels - {"job", "instance"}
        assert all(by_itself <= sample.labels.keys() for sample in found), one
    reasons = {s.labels["reason"] for s in shown if s.name == WAITING_BY_REASON}
    assert "deferred" in reasons


async def in_flight(layout: Layout, requests: int) -> bool | None:
    return await metric(layout, RUNNING) == requests or None


async def metric(layout: Layout, name: str) -> float:
    """The sum of what vLLM shows under the name."""
    return sum(sample.value for sample in await samples(layout) if sample.name == name)


async def samples(layout: Layout) -> list[Sample]:
    async with httpx.AsyncClient() as client:
        text = (await client.get(f"http://127.0.0.1:{layout.ports.model}/metrics")).text
    return [s for family in text_string_to_metric_families(text) for s in family.samples]
