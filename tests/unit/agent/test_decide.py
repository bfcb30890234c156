from dataclasses import replace

import pytest

from errands.agent.decide import CANDIDATES, Choice, decide
from errands.agent.gates import Passed, Refused, Verdict
from errands.agent.progress import Progress
from errands.agent.view.lens import Lens
from errands.backends.memory import ManualClock
from errands.backends.memory_model import Answer, ScriptedModel
from errands.contracts.action import Action, Click
from errands.contracts.errors import ModelUnavailableError
from errands.contracts.ids import ElementId
from errands.contracts.observation import Role
from errands.contracts.ports import Decision, Model, Request
from errands.contracts.recording import Candidate
from errands.contracts.step import Effect, EffectKind, Usage
from tests.unit.agent.pages import control, section, seen, session, turn

PAGE = seen(section(control(1, Role.TEXT_FIELD, "City", required=True)))
REFUSED = {
    2: EffectKind.STALE,
    3: EffectKind.NOT_DERIVABLE,
    4: EffectKind.BLOCKED_HOST,
    5: EffectKind.NEEDS_YES,
}


def gates(action: Action) -> Verdict:
    """Clicks on these numbers are refused; all else passes."""
    kind = REFUSED.get(action.element) if isinstance(action, Click) else None
    return Refused(effect=Effect(kind=kind)) if kind else Passed()


class Thinking:
    """Tells why with its first answer; that one is refused where it clicks on 3."""

    def __init__(self, line: str) -> None:
        self._line = line

    async def decide(self, request: Request) -> Decision:
        lines = (self._line, *["click 1"] * (request.candidates - 1))
        return Decision(text=lines[0], others=lines[1:], model="m", thought="It is the best.")


async def choose(model: Model) -> Choice | None:
    clock = ManualClock()
    progress = Progress.begin(session(), turn("Rome"), (), clock, Lens())
    progress.see(PAGE)
    return await decide(progress, model, clock, gates)


async def chosen(*answers: Answer) -> Choice:
    choice = await choose(ScriptedModel(answers))
    assert choice is not None
    return choice


async def test_the_line_ends_before_its_arrow() -> None:
    choice = await chosen("click 1 -> ok")
    assert (choice.action, choice.output) == (Click(element=ElementId(1)), "click 1")


@pytest.mark.parametrize(("line", "thought"), [("click 1", "It is the best."), ("click 3", "")])
async def test_the_thought_goes_with_its_own_line(line: str, thought: str) -> None:
    choice = await choose(Thinking(line))
    assert choice is not None
    assert (choice.output, choice.thought) == ("click 1", thought)


async def test_the_request_names_the_skill_and_carries_prompt_and_grammar() -> None:
    model = ScriptedModel(["click 1"])
    choice = await choose(model)
    (request,) = model.requests
    assert choice is not None
    assert (request.skill, request.stop) == ("fill-form", " ->")
    assert choice.prompt == request.prompt
    assert request.prompt.endswith("</page>\n")
    assert request.grammar.startswith("%llguidance")


@pytest.mark.parametrize("first", ["cli", "click 2", "click 3", "click 4"])
async def test_a_line_that_will_not_do_is_followed_by_one_request_for_several(first: str) -> None:
    model = ScriptedModel([first, "click 1"])
    choice = await choose(model)
    assert choice is not None
    assert choice.output == "click 1"
    greedy, sampled = model.requests
    assert (greedy.candidates, greedy.temperature) == (1, 0)
    assert sampled.candidates == CANDIDATES
    assert sampled.temperature > 0
    assert sampled.prompt == greedy.prompt
    assert sampled.grammar == greedy.grammar


@pytest.mark.parametrize("first", ["click 1", "click 5", 'ask "Where?"', 'say "Done."'])
async def test_a_line_that_passes_or_needs_a_yes_is_all_that_is_asked_for(first: str) -> None:
    assert (await chosen(first)).output == first


async def test_of_those_that_pass_the_most_frequent_is_taken() -> None:
    assert (await chosen("cli", ("click 1", "click 6", "click 2", "click 6"))).output == "click 6"


async def test_of_those_as_frequent_the_servers_first_is_taken() -> None:
    assert (await chosen("cli", ("click 2", "click 2", "click 7", "click 6"))).output == "click 7"


async def test_a_candidate_that_would_need_a_yes_does_not_pass() -> None:
    assert (await chosen("click 3", ("click 5", "click 5", "click 5", "click 1"))).output == (
        "click 1"
    )


async def test_where_none_passes_the_likeliest_stays_refused() -> None:
    choice = await chosen("click 3", ("click 5", "click 2", "junk", "click 3"))
    assert choice.output == "click 3"
    assert choice.verdict == Refused(effect=Effect(kind=EffectKind.NOT_DERIVABLE))


async def test_where_the_likeliest_is_junk_and_none_passes_an_action_is_refused() -> None:
    choice = await chosen("junk", ("click 5", "click 2", "junk", "click 2"))
    assert choice.output == "click 2"
    assert choice.verdict == Refused(effect=Effect(kind=EffectKind.STALE))


async def test_nothing_but_junk_is_no_choice() -> None:
    assert await choose(ScriptedModel(["junk", "junk"])) is None


async def test_all_candidates_are_told_and_paid_for() -> None:
    model = ScriptedModel(["click 3", ("click 5", "junk", "click 1 -> ok", "click 1")])
    choice = await choose(model)
    assert choice is not None
    assert choice.candidates == (
        Candidate(line="click 3", verdict=EffectKind.NOT_DERIVABLE),
        Candidate(line="click 5", verdict=EffectKind.NEEDS_YES),
        Candidate(line="junk", verdict="no action"),
        Candidate(line="click 1", verdict="passed"),
        Candidate(line="click 1", verdict="passed"),
    )
    words = len(model.requests[0].prompt.split())
    assert choice.usage == Usage(prompt=2 * words, completion=2 + 2 + 1 + 4 + 2)


class Renamed(ScriptedModel):
    """Another version answers each request."""

    async def decide(self, request: Request) -> Decision:
        return replace(await super().decide(request), model=f"scripted@{len(self.requests)}")


@pytest.mark.parametrize(("other", "model"), [("click 1", "scripted@2"), ("click 2", "scripted@1")])
async def test_the_version_that_said_the_line_is_named(other: str, model: str) -> None:
    choice = await choose(Renamed(["click 3", other]))
    assert choice is not None
    assert choice.model == model


class DownAfterwards(ScriptedModel):
    """The first request is answered, the server is down for the second."""

    async def decide(self, request: Request) -> Decision:
        if self.requests:
            raise ModelUnavailableError
        return await super().decide(request)


async def test_a_line_that_was_judged_stays_where_the_server_gives_no_others() -> None:
    choice = await choose(DownAfterwards(["click 3"]))
    assert choice is not None
    assert choice.verdict == Refused(effect=Effect(kind=EffectKind.NOT_DERIVABLE))
    assert [candidate.line for candidate in choice.candidates] == ["click 3"]


async def test_without_any_action_a_server_that_is_down_is_told() -> None:
    with pytest.raises(ModelUnavailableError):
        await choose(DownAfterwards(["junk"]))
