"""Cases: a suite's file holds them beside plain scripts, each once, and how often it failed so."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from pydantic import ValidationError

from errands.contracts.action import Action, Click, Say
from errands.contracts.ids import ElementId, SkillName
from errands.contracts.recording import Recording
from errands.contracts.step import EffectKind
from learning.attempt import attempt
from learning.case import ScriptCase, StepCase, add_cases, read_suite
from learning.days import TODAY
from learning.episode import Episode
from learning.failed_script import NotFailedError, failures_in, script_case
from learning.failure import NO_STEP, Failure, failure_of
from learning.hotels.synthesis import make_script
from learning.repertoire import PRACTICES
from learning.script import Script
from learning.wishes.site import SiteName
from tests.unit.learning.graders.steps import step

CLICKED, TOLD = Click(element=ElementId(3)), Say(text="I can't go on.")
NAVIGATE = SkillName("navigate")
STUCK = Failure(outcome="not_booked", skill=NAVIGATE, verb="click", effect=EffectKind.NO_CHANGE)


def stuck(
    action: Action = CLICKED, effect: EffectKind = EffectKind.NO_CHANGE
) -> Sequence[Recording]:
    return [step(TOLD), step(action, effect, number=2)]


def episode(
    number: int, steps: Sequence[Recording] = (), outcome: str = "not_booked", tried: int = 0
) -> Episode:
    script = make_script(number, 5, TODAY)
    return Episode(
        script=attempt(script, tried) if tried else script,
        ok=outcome == "ok",
        outcome=outcome,
        recordings=tuple(steps),
    )


def test_failures_are_alike_by_outcome_and_by_their_last_step() -> None:
    assert failure_of(episode(1, stuck())) == STUCK
    assert failure_of(episode(2, stuck())) == STUCK
    for other in (
        episode(1, stuck(), outcome="wrong_dates"),
        episode(1, stuck(TOLD)),
        episode(1, stuck(effect=EffectKind.STALE)),
    ):
        assert failure_of(other) != STUCK


def test_what_came_out_right_is_no_failure_and_one_without_a_step_is_one() -> None:
    assert failure_of(episode(1, stuck(), outcome="ok")) is None
    lost = failure_of(episode(1, outcome='unsayable: fill 3 "Rome"'))
    assert lost == Failure(outcome="unsayable")
    assert lost.verb == NO_STEP
    assert str(lost) == "unsayable, without a step"


def test_a_case_tells_how_many_conversations_failed_like_that() -> None:
    episodes = [
        episode(1, stuck(), tried=1),
        episode(1, stuck(TOLD), tried=2),
        episode(1, stuck(), tried=3),
        episode(2, stuck()),
        episode(3, stuck(), outcome="ok"),
    ]
    case = script_case("t5-00001", episodes)
    assert (case.failure, case.times, case.of) == (STUCK, 3, 5)
    assert script_case("t5-00001-try2", episodes).failure.verb == "say"
    assert failures_in(episodes)[STUCK] == 3


def test_a_case_is_the_script_itself_however_often_it_was_tried() -> None:
    once, twice = (script_case("t5-00001", [episode(1, stuck(), tried=n)]) for n in (1, 2))
    plain = script_case("t5-00001", [episode(1, stuck())])
    assert once.script == twice.script == plain.script
    script = make_script(1, 5, TODAY)
    assert plain.script.known_as == script.id
    assert plain.script.model_copy(update={"id": script.id, "visitor": ""}) == script


def test_scripts_of_one_name_from_different_sites_are_different_cases() -> None:
    bill = PRACTICES[SiteName.BILLS].make_script(1, 5, TODAY, 0)
    assert bill.id == "t5-00001"
    other = Episode(script=bill, ok=False, outcome="not_paid", recordings=())
    ids = {script_case("t5-00001", [one]).id for one in (episode(1), other)}
    assert len(ids) == 2


def test_nothing_is_made_of_what_is_not_recorded_or_came_out_right() -> None:
    with pytest.raises(NotFailedError, match="t9-00000 is not recorded"):
        script_case("t9-00000", [episode(1)])
    with pytest.raises(NotFailedError, match="came out right"):
        script_case("t5-00001", [episode(1, outcome="ok")])


def step_case(name: str = "s/t/1") -> StepCase:
    return StepCase(
        id=name,
        failure=STUCK,
        times=1,
        of=2,
        skill=NAVIGATE,
        renderer=1,
        prompt="<page>",
        wrong="click 9",
        right=("click 3",),
    )


def test_adding_the_same_case_twice_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "suites/cases.jsonl"
    scripted, asked = script_case("t5-00001", [episode(1)]), step_case()
    assert add_cases(path, [scripted, asked, asked]) == [scripted, asked]
    before = path.read_bytes()
    oftener = script_case("t5-00001", [episode(1), episode(1, tried=2)])
    assert add_cases(path, [oftener, asked]) == []
    assert path.read_bytes() == before
    assert add_cases(path, [asked, step_case("s/t/2")]) == [step_case("s/t/2")]
    assert path.read_bytes().startswith(before)


def test_a_suite_holds_scripts_and_cases_side_by_side(tmp_path: Path) -> None:
    script: Script = make_script(7, 5, TODAY)
    case: ScriptCase = script_case("t5-00001", [episode(1)])
    path = tmp_path / "suite.jsonl"
    lines = (script, case, step_case())
    path.write_text("".join(f"{line.model_dump_json()}\n" for line in lines))
    suite = read_suite(path)
    assert suite.scripts == (script, case.script)
    assert suite.steps == (step_case(),)
    assert suite.ids == {case.id, "s/t/1"}


def test_a_line_that_is_neither_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "suite.jsonl"
    path.write_text('{"case": "hope"}\n')
    with pytest.raises(ValidationError):
        read_suite(path)
