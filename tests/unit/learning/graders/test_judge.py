"""A judge on a real port, held to a form where it can be."""

import json
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from errands.backends.chat_endpoint import ChatEndpoint
from errands.contracts.action import Click
from errands.contracts.ids import ElementId
from learning import grade
from learning.days import TODAY
from learning.episode import Episode
from learning.graders.judge import Judge
from learning.graders.mark import Mark
from learning.hotels.synthesis import make_script
from tests.model_peer import ModelPeer, model_peer
from tests.unit.learning.graders.steps import step

STEP = step(Click(element=ElementId(3)))


@pytest.fixture
def peer() -> Iterator[ModelPeer]:
    with model_peer(ModelPeer()) as serving:
        yield serving


async def opinion_of(peer: ModelPeer, answer: str) -> Mark:
    peer.answer = lambda _prompt: answer
    async with httpx.AsyncClient() as client:
        judge = Judge(ChatEndpoint(f"{peer.url}/v1", "errands-base", client))
        return (await judge.opinion(STEP)).mark


@pytest.mark.parametrize(
    ("answer", "mark"),
    [
        ('{"mark": "good", "why": "it leads there"}', Mark.GOOD),
        ('```json\n{"mark": "bad", "why": "asked before"}\n```', Mark.BAD),
        ("I think it is fine.", Mark.UNSURE),
        ('{"mark": "splendid", "why": ""}', Mark.UNSURE),
        ("{}", Mark.UNSURE),
        ("", Mark.UNSURE),
    ],
)
async def test_answers_are_read_and_what_is_none_is_unsure(
    peer: ModelPeer, answer: str, mark: Mark
) -> None:
    assert await opinion_of(peer, answer) is mark


async def test_it_sees_the_prompt_the_line_and_what_became_of_it(peer: ModelPeer) -> None:
    await opinion_of(peer, '{"mark": "good", "why": ""}')
    asked = json.dumps(peer.asked[0])
    assert "Book a room in Warsaw" in asked
    assert "click 3 -> ok" in asked
    assert "response_format" in peer.asked[0]


async def test_an_endpoint_that_knows_no_forms_is_asked_without(peer: ModelPeer) -> None:
    peer.faults = deque(["refuse"])
    assert await opinion_of(peer, '{"mark": "good", "why": ""}') is Mark.GOOD
    assert "response_format" not in peer.asked[-1]


def test_grades_of_rules_and_judge_stand_in_one_file(peer: ModelPeer, tmp_path: Path) -> None:
    peer.answer = lambda _prompt: '{"mark": "bad", "why": "too early"}'
    script = make_script(0, 5, TODAY)
    episode = Episode(script=script, ok=True, outcome="ok", recordings=(STEP,))
    (tmp_path / "episodes.jsonl").write_text(f"{episode.model_dump_json()}\n")
    grade.main(
        episodes=tmp_path / "episodes.jsonl",
        output=tmp_path / "grades.jsonl",
        judge=f"{peer.url}/v1",
        judge_model="errands-base",
    )
    marks = {g.grader: g.opinion.mark for g in grade.read_grades(tmp_path / "grades.jsonl")}
    rules = dict.fromkeys(("effective", "derivable", "claims", "onward"), Mark.GOOD)
    assert marks == {**rules, "judge": Mark.BAD}
