from dataclasses import dataclass

import pytest

from errands.agent.effects.effect import fingerprint
from errands.agent.progress import MAX_REFUSALS, MAX_REPEATS, MAX_WITHOUT_CHANGE, Progress
from errands.agent.route import NAVIGATE
from errands.agent.view.lens import Lens
from errands.backends.memory import ManualClock
from errands.contracts.action import Action, Check, Click, Fill, Key, Open, Press, Text, to_line
from errands.contracts.ids import ElementId, SkillName
from errands.contracts.observation import Observation, Role
from errands.contracts.recording import Candidate
from errands.contracts.session import ChatLine, Speaker
from errands.contracts.step import Effect, EffectKind, Step, Usage
from tests.unit.agent.pages import control, section, seen, session, turn, words

PAGE = seen(
    section(*(control(n, Role.BUTTON, f"Button {n}") for n in range(1, 9))),
    section(control(9, Role.LINK, "Terms"), name="footer"),
)


@dataclass(frozen=True)
class Chosen:
    action: Action
    output: str = ""
    candidates: tuple[Candidate, ...] = ()
    prompt: str = "prompt"
    skill: SkillName = NAVIGATE
    model: str = "scripted"
    usage: Usage = Usage(prompt=10, completion=2)
    seconds: float = 0.5
    thought: str = ""


def begun(page: Observation = PAGE, earlier: tuple[Step, ...] = ()) -> Progress:
    progress = Progress.begin(session(), turn("Rome"), earlier, ManualClock(), Lens())
    progress.see(page)
    return progress


def do(progress: Progress, action: Action, kind: EffectKind, now: Observation = PAGE) -> Step:
    effect = Effect(kind=kind)
    step = progress.finished(progress.step(Chosen(action), irreversible=False), effect, act=1)
    progress.see(now, action, effect)
    return step


def click(number: int) -> Click:
    return Click(element=ElementId(number))


def test_the_same_action_without_change_is_stuck() -> None:
    progress = begun()
    for done in range(MAX_WITHOUT_CHANGE):
        assert not progress.stuck, done
        do(progress, click(1), EffectKind.NO_CHANGE)
    assert progress.stuck


@pytest.mark.parametrize("kind", [EffectKind.NOT_DERIVABLE, EffectKind.NO_MATCH])
def test_refusals_in_a_row_are_stuck(kind: EffectKind) -> None:
    progress = begun()
    for number in range(1, MAX_REFUSALS + 1):
        assert not progress.stuck
        do(progress, click(number), kind)
    assert progress.stuck


def test_a_success_ends_a_row_of_refusals() -> None:
    progress = begun()
    for number in range(1, MAX_REFUSALS):
        do(progress, click(number), EffectKind.NO_CHANGE)
    do(progress, click(7), EffectKind.OK)
    do(progress, click(8), EffectKind.NO_CHANGE)
    assert not progress.stuck


def test_going_round_in_a_circle_is_stuck() -> None:
    progress = begun()
    for _ in range(MAX_REPEATS):
        assert not progress.stuck
        do(progress, click(1), EffectKind.PAGE_CHANGED)
    assert progress.stuck


def test_the_same_click_on_a_page_that_looks_different_each_time_is_no_circle() -> None:
    progress = begun()
    for month in range(2 * MAX_REPEATS):
        progress.see(seen(section(control(1, Role.BUTTON, "Button 1"), words(f"Month {month}"))))
        do(progress, click(1), EffectKind.OK)
        assert not progress.stuck


def test_steps_cost_and_history_add_up() -> None:
    progress = begun()
    step = do(progress, click(1), EffectKind.OK)
    do(progress, click(2), EffectKind.OK)
    assert (step.number, progress.steps) == (1, 2)
    assert progress.usage == Usage(prompt=20, completion=4)
    assert progress.lines == ('click "Button 1" -> ok', 'click "Button 2" -> ok')
    assert step.timings.decide == 500
    resumed = begun(earlier=(step,))
    assert (resumed.steps, resumed.lines) == (1, ('click "Button 1" -> ok',))
    assert resumed.usage == Usage(prompt=10, completion=2)


def test_a_page_that_changed_is_met_anew_and_others_grow() -> None:
    progress = begun()
    do(progress, click(1), EffectKind.OK)
    assert (progress.page.number, progress.page.done) == (1, ("click 1 -> ok",))
    do(progress, click(1), EffectKind.PAGE_CHANGED)
    assert (progress.page.number, progress.page.done) == (2, ())


def test_what_was_opened_is_shown() -> None:
    progress = begun()
    assert 9 not in progress.page.visible
    do(progress, Open(chunk="footer"), EffectKind.OK)
    assert 9 in progress.page.visible


@pytest.mark.parametrize(
    ("action", "kind", "off"),
    [
        (click(1), EffectKind.NO_CHANGE, True),
        (click(1), EffectKind.OK, False),
        (Fill(element=ElementId(1), value=Text(text="Rome")), EffectKind.OK, True),
    ],
)
def test_what_is_done_or_fruitless_is_closed_off(
    action: Action,
    kind: EffectKind,
    off: bool,  # noqa: FBT001 a column of the table
) -> None:
    progress = begun()
    do(progress, action, kind)
    assert (to_line(action) in progress.page.closed_off) is off


def test_a_recording_joins_the_prompt_to_the_step() -> None:
    progress = begun()
    offered = (Candidate(line="click 1", verdict="passed"),)
    choice = Chosen(click(1), output="click 1", candidates=offered)
    step = progress.step(choice, irreversible=True)
    recording = progress.recording(step, choice)
    assert (recording.prompt, recording.output) == ("prompt", "click 1")
    assert recording.candidates == offered
    assert (recording.number, recording.page, recording.action) == (1, 1, click(1))
    assert step.irreversible


def test_no_page_has_been_seen_before_the_first() -> None:
    progress = Progress.begin(session(), turn("Rome"), (), ManualClock(), Lens())
    with pytest.raises(ValueError, match="no page"):
        _ = progress.page


@pytest.mark.parametrize(
    ("role", "action"),
    [
        (Role.BUTTON, Click(element=ElementId(1))),
        (Role.CHECKBOX, Check(element=ElementId(1), on=True)),
    ],
)
def test_what_was_agreed_to_is_done_as_its_control_is_used(role: Role, action: Action) -> None:
    page = seen(section(control(1, role, "Share data with partners")))
    asked = session(approved=(fingerprint(action, page),))
    progress = Progress.begin(asked, turn("do it"), (), ManualClock(), Lens())
    progress.see(page)
    assert progress.agreed == action


OTHER = seen(section(control(1, Role.LINK, "Back to all")), url="http://hotels.test/other")


def test_what_leads_to_the_same_page_is_offered_once() -> None:
    progress = begun()
    do(progress, click(1), EffectKind.PAGE_CHANGED)
    assert progress.page.spent == {"click 1"}
    do(progress, click(2), EffectKind.PAGE_CHANGED, OTHER)
    assert progress.page.spent == frozenset()
    do(progress, click(1), EffectKind.PAGE_CHANGED, PAGE)
    assert progress.page.spent == {"click 1"}


def test_a_way_that_leads_back_here_is_offered_twice() -> None:
    progress = begun()
    for closed_off in (set(), {"click 3"}):
        do(progress, click(3), EffectKind.PAGE_CHANGED, OTHER)
        do(progress, click(1), EffectKind.PAGE_CHANGED, PAGE)
        assert progress.page.spent == closed_off


def day(*, on: bool) -> Observation:
    """A choice of two that shows another field with each, so that the page is met anew."""
    now = control(1, Role.RADIO, "Now", checked=not on)
    later = control(2, Role.RADIO, "On a date", checked=on)
    return seen(section(now, later, *([control(3, Role.TEXT_FIELD, "Date")] if on else [])))


def test_a_choice_is_turned_to_and_fro_twice_at_most() -> None:
    progress = begun(day(on=False))
    to, fro = (Check(element=ElementId(n), on=True) for n in (2, 1))
    for barred in (set(), {to_line(to)}):
        do(progress, to, EffectKind.OK, day(on=True))
        assert progress.page.spent == frozenset()
        do(progress, fro, EffectKind.OK, day(on=False))
        assert progress.page.spent == barred
    do(progress, click(2), EffectKind.OK, day(on=True))
    assert progress.page.spent == {to_line(fro)}


def test_what_changes_nothing_is_done_once() -> None:
    progress = begun(day(on=True))
    fill = Fill(element=ElementId(3), value=Text(text="Rome"))
    do(progress, fill, EffectKind.OK, day(on=True))
    assert progress.page.barred == {to_line(fill)}
    do(progress, click(1), EffectKind.OK, day(on=False))
    assert progress.page.barred == frozenset()


def test_what_was_done_in_the_turn_before_is_offered() -> None:
    progress = begun(day(on=False))
    do(progress, Check(element=ElementId(2), on=True), EffectKind.OK, day(on=False))
    assert progress.page.spent
    assert begun(day(on=False)).page.spent == frozenset()


def test_a_page_that_looks_otherwise_offers_it_again() -> None:
    """As "Next month" does, or a basket that grows."""
    progress = begun()
    for month in range(4):
        page = seen(section(control(1, Role.BUTTON, "Next month"), words(f"Month {month}")))
        do(progress, click(1), EffectKind.PAGE_CHANGED, page)
        assert progress.page.spent == frozenset()


def bill(amount: str) -> Observation:
    fields = (control(1, Role.BUTTON, "Pay"), control(2, Role.LINK, "Change"), words(amount))
    return seen(section(*fields))


PAY, ENTER = Click(element=ElementId(1)), Press(key=Key.ENTER)


@pytest.mark.parametrize("effect", [PAY, ENTER])
def test_what_was_declined_is_barred_while_the_page_says_the_same(effect: Action) -> None:
    asked = session().model_copy(update={"declined": fingerprint(effect, bill("€20"))})
    progress = Progress.begin(asked, turn("no, the gas bill"), (), ManualClock(), Lens())
    progress.see(bill("€20"))
    both = {to_line(PAY), to_line(ENTER)}
    assert both <= progress.page.spent
    do(progress, click(2), EffectKind.PAGE_CHANGED, OTHER)
    assert not both & progress.page.spent
    do(progress, click(1), EffectKind.PAGE_CHANGED, bill("€20"))
    assert both <= progress.page.spent, "the way there and back changes nothing"
    do(progress, click(2), EffectKind.PAGE_CHANGED, bill("€30"))
    assert not both & progress.page.spent


def said_by_us(text: str) -> ChatLine:
    return ChatLine(speaker=Speaker.ASSISTANT, text=text)


def said_by_them(text: str) -> ChatLine:
    return ChatLine(speaker=Speaker.USER, text=text)


def asked(*questions: str, answers: tuple[str, ...] = ()) -> Progress:
    """A turn with an answer to the last of them."""
    pairs = zip(questions, answers or ("Rome",) * len(questions), strict=True)
    lines = [line for q, a in pairs for line in (said_by_us(q), said_by_them(a))]
    talk = session().model_copy(update={"chat": tuple(lines)})
    progress = Progress.begin(talk, turn("Rome"), (), ManualClock(), Lens())
    progress.see(PAGE)
    return progress


def test_what_was_asked_twice_in_a_row_needs_something_else_first() -> None:
    progress = asked("Which city?", "Which city?", answers=("Rome", "Rome, by the sea"))
    assert progress.asks_in_vain
    do(progress, click(1), EffectKind.OK)
    assert not progress.asks_in_vain


def test_what_was_answered_twice_in_the_same_words_is_not_asked_in_that_turn() -> None:
    progress = asked("Which city?", "Which city?", answers=("Rome", "rome"))
    do(progress, click(1), EffectKind.OK)
    assert progress.asks_in_vain


@pytest.mark.parametrize(
    "questions", [(), ("Which city?",), ("Which city?", "Which day?"), ("A?", "A?", "B?")]
)
def test_other_questions_are_none_in_vain(questions: tuple[str, ...]) -> None:
    assert not asked(*questions).asks_in_vain
