"""What every mode asks an endpoint for, and what it makes of endpoints that do as they like."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace

import httpx
import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from errands.agent.parse import ParseFailure, parse
from errands.backends.any_model import any_model
from errands.contracts.errors import ModelRefusedError, ModelUnavailableError
from errands.contracts.model_api import ModelApi
from errands.contracts.model_place import ModelPlace, Patience
from errands.contracts.ports import Request
from tests.guided_answer import GUIDES, Guide
from tests.model_peer import ModelPeer, Oddity, model_peer
from tests.ports.models import QUICK, REQUEST, at, made

CHATS = [ModelApi.GRAMMAR, ModelApi.JSON_SCHEMA, ModelApi.JSON_OBJECT, ModelApi.TEXT]
UNSTEERED = [*CHATS, ModelApi.COMPLETIONS]
ODDITIES: list[Oddity] = ["rubbish", "empty", "cut off", "tool call"]
SOME_PAGE = replace(REQUEST, grammar='start: ("click 1" | "say \\"" /[a-z ]+/ "\\"") " ->"')
chats = pytest.mark.parametrize("api", CHATS)
unsteered = pytest.mark.parametrize("api", UNSTEERED)


def in_turn(*lines: str) -> Callable[[str], str]:
    rest = iter(lines)
    return lambda _prompt: next(rest)


def roles(body: dict[str, object]) -> list[str]:
    messages = body["messages"]
    assert isinstance(messages, list)
    return [message["role"] for message in messages]


def last_words(body: dict[str, object]) -> str:
    messages = body["messages"]
    assert isinstance(messages, list)
    return str(messages[-1]["content"])


@pytest.mark.parametrize(
    ("api", "path", "form"),
    [
        (ModelApi.VLLM, "completions", {"structured_outputs": {"grammar": REQUEST.grammar}}),
        (ModelApi.COMPLETIONS, "completions", {}),
        (
            ModelApi.GRAMMAR,
            "chat/completions",
            {"structured_outputs": {"grammar": REQUEST.grammar}},
        ),
        (ModelApi.JSON_SCHEMA, "chat/completions", {"response_format": "json_schema"}),
        (ModelApi.JSON_OBJECT, "chat/completions", {"response_format": "json_object"}),
        (ModelApi.TEXT, "chat/completions", {}),
    ],
)
async def test_each_mode_asks_where_and_for_the_form_it_says(
    api: ModelApi, path: str, form: dict[str, object], peer: ModelPeer, client: httpx.AsyncClient
) -> None:
    assert (await made(api, peer, client).decide(REQUEST)).text == "click 1"
    body = peer.asked[0]
    response_format = body.get("response_format")
    asked = {"structured_outputs": body.get("structured_outputs")}
    if isinstance(response_format, dict):
        asked["response_format"] = response_format["type"]
    assert {name: value for name, value in asked.items() if value} == form
    assert peer.paths == [f"/v1/{path}"]
    if "messages" in body:
        assert roles(body) == ["system", "user"]
        assert last_words(body) == REQUEST.prompt
    else:
        assert body["prompt"] == REQUEST.prompt


@pytest.mark.parametrize("odd", ODDITIES)
@chats
async def test_a_wrong_answer_is_told_what_is_wrong_and_all_tokens_count(
    api: ModelApi, odd: Oddity, peer: ModelPeer, client: httpx.AsyncClient
) -> None:
    peer.oddities = deque([odd])
    decision = await made(api, peer, client).decide(REQUEST)
    assert decision.text == "click 1"
    assert [roles(body) for body in peer.asked] == [
        ["system", "user"],
        ["system", "user", "assistant", "user"],
    ]
    assert "Answer with" in last_words(peer.asked[1])
    assert (decision.usage.prompt, decision.usage.completion) == (200, 10)


@pytest.mark.parametrize("repairs", [0, 1, 3])
@chats
async def test_it_is_told_so_often_and_no_more(
    api: ModelApi, repairs: int, peer: ModelPeer, client: httpx.AsyncClient
) -> None:
    peer.oddities = deque(["rubbish"] * 100)
    decision = await made(api, peer, client, repairs=repairs).decide(REQUEST)
    assert isinstance(parse(decision.text), ParseFailure)
    assert len(peer.asked) == 1 + repairs


@pytest.mark.parametrize("odd", ODDITIES)
async def test_bare_completions_are_not_asked_again_and_do_nothing(
    odd: Oddity, peer: ModelPeer, client: httpx.AsyncClient
) -> None:
    peer.oddities = deque([odd])
    decision = await made(ModelApi.COMPLETIONS, peer, client).decide(REQUEST)
    assert isinstance(parse(decision.text), ParseFailure)
    assert len(peer.asked) == 1


@unsteered
async def test_an_answer_that_is_cut_off_is_never_taken_though_it_reads_like_an_action(
    api: ModelApi, peer: ModelPeer, client: httpx.AsyncClient
) -> None:
    peer.oddities = deque(["cut off"] * 100)
    assert (await made(api, peer, client).decide(REQUEST)).text == ""


@unsteered
async def test_what_it_thought_aloud_before_is_not_taken(
    api: ModelApi, peer: ModelPeer, client: httpx.AsyncClient
) -> None:
    peer.oddities = deque(["thoughts"])
    assert (await made(api, peer, client).decide(REQUEST)).text == "click 1"
    assert len(peer.asked) == 1


@chats
async def test_why_is_told_where_the_model_tells(
    api: ModelApi, peer: ModelPeer, client: httpx.AsyncClient
) -> None:
    peer.oddities = deque(["thoughts", "reasoning", None])
    model = made(api, peer, client)
    thoughts = [(await model.decide(REQUEST)).thought for _ in range(3)]
    assert thoughts == ["click 99", "It is the only one.", ""]


async def test_of_a_long_thought_the_end_is_told(
    peer: ModelPeer, client: httpx.AsyncClient
) -> None:
    peer.answer = lambda _prompt: f"<think>{'So, well. ' * 200}That is it.</think>click 1"
    thought = (await made(ModelApi.TEXT, peer, client).decide(REQUEST)).thought
    assert len(thought) == 500
    assert thought.startswith("…")
    assert thought.endswith("That is it.")


@pytest.mark.parametrize("odd", ["declined", "filtered"])
@chats
async def test_a_model_that_declines_is_not_pressed(
    api: ModelApi, odd: Oddity, peer: ModelPeer, client: httpx.AsyncClient
) -> None:
    peer.oddities = deque([odd])
    with pytest.raises(ModelRefusedError, match="declines"):
        await made(api, peer, client).decide(REQUEST)
    assert len(peer.asked) == 1


@chats
async def test_what_the_page_does_not_offer_is_asked_for_again(
    api: ModelApi, peer: ModelPeer, client: httpx.AsyncClient
) -> None:
    peer.answer = in_turn("click 9", "click 1")
    # One that keeps to forms, if to no grammar: `click 9` is an action.
    model = at(api, peer, client)
    peer.keeps = frozenset({"json_schema", "json_object"})
    assert (await model.decide(SOME_PAGE)).text == "click 1"
    assert "no such control" in last_words(peer.asked[1])


@unsteered
async def test_what_no_repair_mends_is_left_to_the_gates_but_for_words(
    api: ModelApi, peer: ModelPeer, client: httpx.AsyncClient
) -> None:
    model = at(api, peer, client)
    peer.keeps = frozenset({"json_schema", "json_object"})
    peer.answer = lambda _prompt: "click 9"
    assert (await model.decide(SOME_PAGE)).text == "click 9"
    peer.answer = lambda _prompt: 'say "It is booked, the number is 4711"'
    assert (await model.decide(SOME_PAGE)).text == ""
    peer.answer = lambda _prompt: 'say "it is booked"'
    assert (await model.decide(SOME_PAGE)).text == 'say "it is booked"'


@chats
async def test_what_was_wrong_to_the_end_is_logged_without_the_answer(
    api: ModelApi, peer: ModelPeer, client: httpx.AsyncClient
) -> None:
    peer.keeps = frozenset({"json_schema", "json_object"})
    peer.answer = lambda _prompt: 'fill 1 "canary-answer"'
    with capture_logs() as lines:
        await at(api, peer, client).decide(SOME_PAGE)
    (told,) = [line for line in lines if line["event"] == "model.repaired_in_vain"]
    assert told["why"]
    assert "canary" not in str(told)


@chats
async def test_a_repair_keeps_to_the_patience_of_the_whole(
    api: ModelApi, peer: ModelPeer, client: httpx.AsyncClient
) -> None:
    peer.oddities = deque(["rubbish"])
    peer.faults = deque([None, "slow"])
    patience = Patience(total=2, attempt=20, first_pause=0.01, longest_pause=0.05)
    began = time.monotonic()
    decision = await made(api, peer, client, patience).decide(REQUEST)
    assert isinstance(parse(decision.text), ParseFailure)
    assert time.monotonic() - began < 10
    assert decision.usage.prompt == 100
    assert (await made(api, peer, client).decide(REQUEST)).text == "click 1"


@chats
async def test_a_server_that_refuses_the_repair_leaves_the_first_answer(
    api: ModelApi, peer: ModelPeer, client: httpx.AsyncClient
) -> None:
    peer.oddities = deque(["rubbish"])
    peer.faults = deque([None, "refuse"])
    decision = await made(api, peer, client).decide(REQUEST)
    assert isinstance(parse(decision.text), ParseFailure)


@chats
async def test_fields_that_an_endpoint_does_not_take_are_left_away_from_then_on(
    api: ModelApi, peer: ModelPeer, client: httpx.AsyncClient
) -> None:
    peer.unknown = frozenset({"seed", "temperature", "max_tokens"})
    model = made(api, peer, client)
    assert (await model.decide(REQUEST)).text == "click 1"
    assert (await model.decide(REQUEST)).text == "click 1"
    assert len(peer.asked) == 5
    assert peer.unknown.isdisjoint(peer.asked[-1])
    assert peer.asked[-1]["max_completion_tokens"] == peer.asked[0]["max_tokens"]


async def test_a_form_that_is_refused_is_no_field_to_do_without(
    peer: ModelPeer, client: httpx.AsyncClient
) -> None:
    peer.unknown = frozenset({"structured_outputs"})
    with pytest.raises(ModelRefusedError, match="structured_outputs"):
        await made(ModelApi.GRAMMAR, peer, client).decide(REQUEST)
    assert len(peer.asked) == 1


@unsteered
async def test_who_gives_no_four_candidates_is_asked_for_one(
    api: ModelApi, peer: ModelPeer, client: httpx.AsyncClient
) -> None:
    peer.faults = deque(["refuse"])
    sampled = replace(REQUEST, candidates=4, temperature=0.7)
    assert (await made(api, peer, client).decide(sampled)).texts == ("click 1",)
    assert [body.get("n", 1) for body in peer.asked] == [4, 1]


@pytest.mark.parametrize(
    ("keeps", "unknown", "taken"),
    [
        (GUIDES, frozenset(), "structured_outputs"),
        ({"json_schema", "json_object"}, frozenset(), "response_format"),
        ({"json_schema"}, {"structured_outputs"}, "response_format"),
        (frozenset(), frozenset(), None),
        (frozenset(), {"structured_outputs", "response_format"}, None),
    ],
)
async def test_auto_takes_what_the_endpoint_turns_out_to_keep_to(
    keeps: frozenset[Guide],
    unknown: frozenset[str],
    taken: str | None,
    peer: ModelPeer,
    client: httpx.AsyncClient,
) -> None:
    model = at(ModelApi.AUTO, peer, client)
    peer.keeps, peer.unknown = frozenset(keeps), frozenset(unknown)
    answers = await asyncio.gather(*(model.decide(REQUEST) for _ in range(3)))
    assert {answer.text for answer in answers} == {"click 1"}
    asked = [body for body in peer.asked if last_words(body) == REQUEST.prompt]
    assert len(asked) == 3
    assert len(peer.asked) - 3 <= 2
    forms = {"structured_outputs", "response_format"}
    assert [forms & body.keys() for body in asked] == [{taken} - {None}] * 3


async def test_auto_tries_again_where_nobody_answered(client: httpx.AsyncClient) -> None:
    away = ModelPeer(answer=lambda _prompt: "click 1")
    with model_peer(away):
        brief = replace(QUICK, total=0.3, probe=0)
        model = at(ModelApi.AUTO, away, client, brief)
    with pytest.raises(ModelUnavailableError):
        await model.decide(REQUEST)
    away.keeps = frozenset({"json_schema"})
    with model_peer(away):
        assert (await model.decide(REQUEST)).text == "click 1"
    assert "response_format" in away.asked[-1]


@pytest.mark.parametrize("api", ModelApi)
async def test_the_key_goes_out_as_a_bearers_and_is_told_to_nobody(
    api: ModelApi,
    peer: ModelPeer,
    client: httpx.AsyncClient,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    place = ModelPlace(
        api=api,
        url=f"{peer.url}/v1",
        name="errands-base",
        adapters_url=f"{peer.url}/adapters",
        key=SecretStr("sk-deadbeef"),
        patience=QUICK,
    )
    model = any_model(place, client)
    peer.faults = deque(["unauthorized"] * 3)
    with pytest.raises(ModelRefusedError) as refused:
        await model.decide(REQUEST)
    assert "No such key: Bearer" in str(refused.value)
    assert {sent["Authorization"] for sent in peer.headers} == {"Bearer sk-deadbeef"}
    printed = capsys.readouterr()
    told = [str(refused.value), repr(place), caplog.text, printed.out, printed.err]
    assert [text for text in told if "deadbeef" in text] == []


async def test_a_grammar_that_is_none_is_a_refusal(
    peer: ModelPeer, client: httpx.AsyncClient
) -> None:
    broken: Request = replace(REQUEST, grammar="start: ((")
    with pytest.raises(ModelRefusedError, match="grammar"):
        await made(ModelApi.TEXT, peer, client).decide(broken)
