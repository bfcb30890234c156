from errands.agent.decide import MAX_TRIES, Choice, decide
from errands.agent.progress import Progress
from errands.agent.view.lens import Lens
from errands.backends.memory import ManualClock
from errands.backends.memory_model import ScriptedModel
from errands.contracts.action import Click
from errands.contracts.ids import ElementId
from errands.contracts.observation import Role
from errands.contracts.step import Usage
from tests.unit.agent.pages import control, section, seen, session, turn

PAGE = seen(section(control(1, Role.TEXT_FIELD, "City", required=True)))


async def choose(model: ScriptedModel) -> Choice | None:
    clock = ManualClock()
    progress = Progress.begin(session(), turn("Rome"), (), clock, Lens())
    progress.see(PAGE)
    return await decide(progress, model, clock)


async def test_the_line_ends_before_its_arrow() -> None:
    choice = await choose(ScriptedModel(["click 1 -> ok"]))
    assert choice is not None
    assert (choice.action, choice.output) == (Click(element=ElementId(1)), "click 1")


async def test_the_request_names_the_skill_and_carries_prompt_and_grammar() -> None:
    model = ScriptedModel(["click 1"])
    choice = await choose(model)
    (request,) = model.requests
    assert choice is not None
    assert (request.skill, request.stop) == ("fill-form", " ->")
    assert choice.prompt == request.prompt
    assert request.prompt.endswith("</page>\n")
    assert request.grammar.startswith("%llguidance")


async def test_junk_is_asked_again_with_another_seed_and_all_tries_are_paid() -> None:
    model = ScriptedModel(["cli", "fill 1", "click 1"])
    choice = await choose(model)
    assert choice is not None
    first, second, third = model.requests
    assert first.temperature == 0
    assert second.temperature > 0
    assert len({first.seed, second.seed, third.seed}) == MAX_TRIES
    assert choice.usage == Usage(prompt=3 * len(first.prompt.split()), completion=5)


async def test_nothing_but_junk_is_no_choice() -> None:
    assert await choose(ScriptedModel(["junk"] * MAX_TRIES)) is None
