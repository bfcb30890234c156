"""What came of an episode, what was in its way, and what is told of many."""

from pathlib import Path

import pytest

from bench.webtasks.served.onlooker import Onlooker
from bench.webtasks.served.person import MESSAGES, YES, PlainPerson
from bench.webtasks.served.plan import Plan
from bench.webtasks.served.report import report
from bench.webtasks.served.result import STEPS, Cause, Obstacle, Outcome, Result, outcome_of
from errands.agent.view.lens import Lens
from errands.backends.memory.clock import ManualClock
from errands.contracts.action import Action, Check, Click, Fill, Key, Press, Text
from errands.contracts.ids import ElementId
from errands.contracts.observation import Observation, Role
from errands.contracts.turn import StopReason
from tests.unit.agent.pages import control, section, seen, session


@pytest.mark.parametrize(
    ("reward", "reason", "steps", "outcome"),
    [
        (1.0, StopReason.CANCELLED, 3, Outcome.DONE),
        (1.0, StopReason.LOOP, STEPS, Outcome.DONE),
        (0.5, StopReason.SAID, 3, Outcome.WRONG),
        (-1.0, None, 3, Outcome.WRONG),
        (None, StopReason.SAID, 3, Outcome.SAID),
        (None, StopReason.ASKED, 0, Outcome.ASKED),
        (None, StopReason.NEEDS_YES, 3, Outcome.ASKED),
        (None, StopReason.LOOP, 3, Outcome.STUCK),
        (None, StopReason.BUDGET, STEPS, Outcome.STEPS),
        (None, StopReason.CANCELLED, STEPS, Outcome.STEPS),
        (None, StopReason.BUDGET, STEPS - 1, Outcome.TIME),
        (None, StopReason.CANCELLED, STEPS - 1, Outcome.TIME),
        (None, StopReason.PAGE_STUCK, 3, Outcome.BROKE),
        (None, None, 3, Outcome.BROKE),
    ],
)
def test_the_page_judges_first_then_why_the_last_turn_ended(
    reward: float | None, reason: StopReason | None, steps: int, outcome: Outcome
) -> None:
    assert outcome_of(reward, reason, steps) is outcome


def test_a_plain_person_says_yes_to_a_card_and_the_instruction_to_a_question() -> None:
    person = PlainPerson("Click it.")
    reasons = (StopReason.NEEDS_YES, StopReason.ASKED, StopReason.ASKED)
    said = [person.opening(), *(person.answer("Well?", (), reason) for reason in reasons)]
    assert said == ["Click it.", YES, "Click it.", None]
    assert len(said) - said.count(None) == MESSAGES


@pytest.mark.parametrize("reason", [StopReason.SAID, StopReason.LOOP, StopReason.BUDGET])
def test_a_plain_person_has_nothing_to_say_where_nothing_was_asked(reason: StopReason) -> None:
    person = PlainPerson("Click it.")
    person.opening()
    assert person.answer("So it is.", (), reason) is None


# --- what was in the way -----------------------------------------------------------------
PAGE = seen(
    section(
        control(1, Role.TEXT_FIELD, "Name"),
        control(2, Role.CHECKBOX, "News"),
        control(3, Role.BUTTON, "Delete account"),
    )
)


def obstacle(*actions: Action, page: Observation = PAGE) -> Obstacle | None:
    onlooker = Onlooker(session=session(), lens=Lens(), clock=ManualClock())
    for action in actions:
        onlooker.note(page, 'Type "Ada" and delete it.', action)
    return onlooker.obstacle


def typed(text: str) -> Fill:
    return Fill(element=ElementId(1), value=Text(text=text))


def test_lines_that_a_turn_could_say_have_no_obstacle() -> None:
    assert obstacle(typed("Ada"), Check(element=ElementId(2), on=True)) is None


def test_a_click_on_a_box_is_taken_for_the_tick_that_is_offered() -> None:
    assert obstacle(Click(element=ElementId(2))) is None


def test_what_needs_a_yes_gets_one() -> None:
    assert obstacle(Click(element=ElementId(3))) is None


def test_the_first_line_that_the_grammar_lacks_is_the_obstacle() -> None:
    found = obstacle(typed("Ada"), typed("Grace"), typed("Edith"))
    assert found == Obstacle(cause=Cause.OTHER_WORDS, number=2, line='fill "Name" "Grace"')


def test_an_act_that_the_grammar_lacks_is_told_from_words_that_it_lacks() -> None:
    found = obstacle(Press(key=Key.PAGE_DOWN))
    assert found == Obstacle(cause=Cause.NOT_OFFERED, number=1, line="press PageDown")


def test_a_control_outside_of_the_prompt_is_an_obstacle() -> None:
    links = (control(number, Role.LINK, f"Chapter {number}") for number in range(10, 900))
    page = seen(*PAGE.sections, *(section(link, name=link.name) for link in links))
    found = obstacle(Click(element=ElementId(899)), page=page)
    assert found == Obstacle(cause=Cause.NOT_SHOWN, number=1, line='click "Chapter 899"')


# --- a run that is cut off ----------------------------------------------------------------
def result(task: str, seed: int, outcome: Outcome, obstacle: Obstacle | None = None) -> Result:
    return Result(
        task=task,
        seed=seed,
        outcome=outcome,
        reward=1 if outcome is Outcome.DONE else None,
        reasons=(StopReason.SAID,),
        chat=("user: Do it.",),
        lines=('click "Go" -> no change',) * 3,
        models=("choose@5",),
        seconds=2.5,
        obstacle=obstacle,
    )


def plan(folder: Path, manifest: bytes = b"{}", seeds: int = 2) -> Plan:
    runs = tuple(("click-test", seed) for seed in range(seeds))
    return Plan(runs=runs, manifest=manifest, folder=folder)


def test_a_run_goes_on_after_what_was_written_whole(tmp_path: Path) -> None:
    one, two = (result("click-test", seed, Outcome.DONE) for seed in range(2))
    plan(tmp_path).begun.add(one)
    with plan(tmp_path).begun.path.open("a") as lines:
        lines.write(two.model_dump_json()[:40])
    assert plan(tmp_path).begun.read() == [one]
    plan(tmp_path).begun.add(two)
    assert plan(tmp_path).begun.read() == [one, two]


def test_other_adapters_and_other_episodes_begin_anew(tmp_path: Path) -> None:
    plan(tmp_path).begun.add(result("click-test", 0, Outcome.DONE))
    assert plan(tmp_path, manifest=b"{ }").begun.read() == []
    assert plan(tmp_path, seeds=3).begun.read() == []


def test_a_run_that_is_finished_is_kept_and_begins_anew(tmp_path: Path) -> None:
    plan(tmp_path).begun.add(result("click-test", 0, Outcome.DONE))
    plan(tmp_path).finish()
    assert plan(tmp_path).begun.read() == []
    assert plan(tmp_path).finished.exists()


# --- what is told -------------------------------------------------------------------------
def test_the_report_tells_rates_by_kind_outcomes_and_what_limits_them() -> None:
    lacking = Obstacle(cause=Cause.NOT_OFFERED, number=1, line='fill "A|B" "x"')
    later = lacking.model_copy(update={"number": 2})
    lines = list(
        report(
            [
                result("enter-text", 1, Outcome.STUCK, Obstacle(cause=Cause.CHOICE)),
                result("click-test", 0, Outcome.DONE),
                result("click-test", 1, Outcome.DONE),
                result("enter-text", 0, Outcome.SAID, lacking),
                result("enter-text", 2, Outcome.SAID, later),
            ]
        )
    )
    assert "**Done: 2/5 = 40% [12% to 77%].** 1 of 2 tasks from every seed." in lines
    assert "| clicking | 2/2 = 100% [34% to 100%] | 3 | 2.5 |" in lines
    assert "| texts | 0/3 = 0% [0% to 56%] | 3 | 2.5 |" in lines
    assert f"| {Outcome.SAID} | 2 | 2/3 = 67% [21% to 94%] |" in lines
    assert f"| {Cause.NOT_OFFERED} | 2/3 = 67% [21% to 94%] | 1 | 1 |" in lines
    assert f"| {Cause.CHOICE} | 1/3 = 33% [6% to 79%] |  | 1 |" in lines
    assert "| click-test | 2/2 | 3 |  |  |" in lines
    told = f'2 {Cause.NOT_OFFERED}: fill "A/B" "x"; 1 {Cause.CHOICE}'
    assert f"| enter-text | 0/3 | 3 | 2 {Outcome.SAID}; 1 {Outcome.STUCK} | {told} |" in lines


def test_a_report_without_failures_tells_of_none() -> None:
    lines = "\n".join(report([result("click-test", 0, Outcome.DONE)]))
    assert "outcome" not in lines
    assert "obstacle" not in lines
