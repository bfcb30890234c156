"""Step cases asked of a server on a real port: at the very prompt, under the page's grammar."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import typer

from errands.backends.vllm_model import VllmModel
from errands.contracts.action import Click
from errands.contracts.ids import ElementId
from errands.contracts.label import key_of
from learning import evaluate
from learning.case import StepCase, add_cases
from learning.sayable import sayable
from learning.step_result import ANY_LINE, StepResult, asked, told
from learning.wrong_step import JudgedSteps
from tests.model_peer import ModelPeer, model_peer
from tests.unit.learning.graders.steps import step

WRONG = step(Click(element=ElementId(4)))


def case(*right: str) -> StepCase:
    return JudgedSteps.of([WRONG], []).case(key_of(WRONG), right)


@pytest.fixture
def peer() -> Iterator[ModelPeer]:
    with model_peer(ModelPeer()) as served:
        yield served


async def answered(peer: ModelPeer, one: StepCase, line: str) -> StepResult:
    peer.answer = lambda _prompt: line
    async with httpx.AsyncClient() as client:
        return await asked(one, VllmModel(f"{peer.url}/v1", f"{peer.url}/adapters", client))


@pytest.mark.parametrize(
    ("line", "ok"), [("click 3", True), (" click 3 ->", True), ("click 4", False), ("clic", False)]
)
async def test_a_line_is_right_where_the_case_says_so(
    peer: ModelPeer, line: str, *, ok: bool
) -> None:
    result = await answered(peer, case("click 3", 'fill 4 "Hugo"'), line)
    assert result.ok is ok
    assert peer.asked[-1]["prompt"] == WRONG.prompt


async def test_the_grammar_of_the_page_holds_where_what_is_right_can_be_said_by_it(
    peer: ModelPeer,
) -> None:
    held = await answered(peer, case("click 3"), "click 3")
    freed = await answered(peer, case("press Tab"), "press Tab")
    grammars = [str(body["structured_outputs"]["grammar"]) for body in peer.asked]  # type: ignore[index]
    assert (held.by_grammar, freed.by_grammar) == (True, False)
    assert [sayable(grammar, "click 99") for grammar in grammars] == [False, True]
    assert held.ok
    assert freed.ok


def test_any_line_may_be_said_by_the_loose_grammar_but_no_second_one() -> None:
    assert sayable(ANY_LINE, 'say "A - B"')
    assert not sayable(ANY_LINE, "click 3\nclick 4")


async def test_the_report_tells_what_is_said_still_and_what_is_said_now(peer: ModelPeer) -> None:
    still, now, right = [await answered(peer, case("click 3"), f"click {n}") for n in (4, 9, 3)]
    assert told([still, now, right]).splitlines() == [
        "steps of people        1/3 right",
        "  s/t/1: still click 4, right is click 3",
        "  s/t/1: now click 9, right is click 3",
    ]


def test_a_suite_of_step_cases_alone_needs_no_browser(
    peer: ModelPeer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ERRANDS_MODEL_URL", f"{peer.url}/v1")
    monkeypatch.setenv("ERRANDS_ADAPTERS_URL", peer.url)
    peer.answer = lambda _prompt: "click 3"
    suite, output = tmp_path / "cases.jsonl", tmp_path / "out/cases.jsonl"
    add_cases(suite, [case("click 3")])
    evaluate.main(suite=suite, output=output)
    assert output.with_suffix(".txt").read_text() == "steps of people        1/1 right\n"
    (line,) = output.with_suffix(".steps").read_text().splitlines()
    assert StepResult.model_validate_json(line).ok
    # A proof reads every .jsonl of its folder as what came of conversations.
    assert not list(output.parent.glob("*.jsonl"))


def test_an_empty_suite_is_refused(tmp_path: Path) -> None:
    (tmp_path / "none.jsonl").touch()
    with pytest.raises(typer.BadParameter, match="nothing to play"):
        evaluate.main(suite=tmp_path / "none.jsonl", output=tmp_path / "out.jsonl")
