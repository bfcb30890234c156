"""Whole turns on the twins."""

from dataclasses import replace

import pytest
from pydantic import SecretStr

from errands.agent.loop import run_turn
from errands.agent.words import LEFT_ALONE
from errands.backends.memory_browser import MemoryBrowser
from errands.backends.memory_site import Group, Page, Part, Site
from errands.contracts.action import Back, Click, PageAction
from errands.contracts.errors import BrowserGoneError, ModelUnavailableError
from errands.contracts.ids import ElementId, SessionId, SkillName, SlotName, TurnId
from errands.contracts.observation import Role, SectionKind
from errands.contracts.ports import Request
from errands.contracts.session import Limits
from errands.contracts.step import Effect, EffectKind, Step
from errands.contracts.turn import StopReason, TurnStatus
from tests.unit.agent.house import BOOK, DONE, HOME, HOSTS, IDLE, Book, House, at_checkout, site
from tests.unit.agent.pages import session, turn


async def test_it_fills_a_form_and_tells() -> None:
    house = House()
    outcome = await house.say(
        "a room in Rome", 'fill 1 "Rome"', "click 2", 'say "Here are rooms in Rome."'
    )
    assert outcome.turn.status is TurnStatus.SAID
    assert outcome.turn.stop_reason is StopReason.SAID
    assert outcome.turn.reply == "Here are rooms in Rome."
    assert outcome.turn.steps == 3
    assert [str(step.effect) for step in house.ledger.finished] == [
        'ok ="Rome"',
        "page changed",
        "ok",
    ]
    assert outcome.session.history[:2] == (
        'fill "City" "Rome" -> ok',
        'click "Search" -> page changed',
    )
    assert await house.url() == f"{HOME}rooms"


async def test_every_step_is_written_down_before_and_after() -> None:
    house = House()
    await house.say("Rome", 'fill 1 "Rome"', 'say "Done."')
    assert [step.number for step in house.ledger.begun] == [1, 2]
    assert all(step.effect.kind is EffectKind.MAYBE for step in house.ledger.begun)
    first, second = house.ledger.recordings
    assert second.prompt == first.prompt + 'fill 1 "Rome" -> ok ="Rome"\n'
    assert (first.output, first.skill, second.skill) == (
        'fill 1 "Rome"',
        "fill-form",
        "fill-form",
    )


async def test_the_model_is_told_that_the_page_was_loaded_anew() -> None:
    house = House()
    desk = replace(house.desk(['say "Hello."']), reloaded=True)
    outcome = await run_turn(house.session, turn("a room"), desk)
    (recording,) = house.ledger.recordings
    assert "<history>\nreload -> page changed\n</history>" in recording.prompt
    assert outcome.session.history[0] == "reload -> page changed"


async def test_it_asks_and_the_answer_is_heard() -> None:
    house = House()
    outcome = await house.say("a room", 'ask "Your e-mail?" email')
    assert outcome.turn.status is TurnStatus.ASKED
    assert outcome.turn.asked_slots == outcome.session.asked_slots == ("email",)
    later = await house.say("maya@lindt.test", 'say "Thanks."')
    assert later.session.profile.value(SlotName("email")) == "maya@lindt.test"


async def test_an_invented_value_is_refused_and_the_turn_goes_on() -> None:
    house = House()
    await house.say("a room", 'fill 1 "Paris"', 'fill 1 "Paris"', 'ask "Which city?" city')
    assert house.ledger.finished[0].effect.kind is EffectKind.NOT_DERIVABLE
    assert (await house.browser.observe()).elements[0].value == ""


async def test_an_effect_waits_for_a_yes_and_goes_through_once() -> None:
    house = at_checkout()
    asked = await house.say("book it in Rome", BOOK)
    assert asked.turn.stop_reason is StopReason.NEEDS_YES
    assert asked.turn.status is TurnStatus.ASKED
    assert "Total €240" in (asked.turn.reply or "")
    assert await house.url() != DONE

    done = await house.say("yes", BOOK, "back", BOOK)
    effects = [step.effect.kind for step in house.ledger.finished]
    assert effects == [
        EffectKind.NEEDS_YES,
        EffectKind.PAGE_CHANGED,
        EffectKind.PAGE_CHANGED,
        EffectKind.NEEDS_YES,
    ]
    assert [step.irreversible for step in house.ledger.begun] == [False, True, False, False]
    assert done.turn.stop_reason is StopReason.NEEDS_YES
    assert done.session.approved == ()


@pytest.mark.parametrize("answer", ["no", "No thanks, please cancel that."])
async def test_a_plain_no_ends_the_turn_without_a_step(answer: str) -> None:
    house = at_checkout()
    await house.say("book it", BOOK)
    outcome = await house.say(answer, BOOK)
    assert outcome.turn.stop_reason is StopReason.ASKED
    assert outcome.turn.reply == LEFT_ALONE
    assert outcome.turn.steps == 0
    assert outcome.session.pending_effect is None
    assert await house.url() != DONE
    again = await house.say("ok, book it then", BOOK)
    assert again.turn.stop_reason is StopReason.NEEDS_YES


@pytest.mark.parametrize("answer", ["no, for 3", "yes, but for 3", "what does it cost?"])
async def test_anything_but_a_yes_lets_nothing_through(answer: str) -> None:
    house = at_checkout()
    await house.say("book it", BOOK)
    outcome = await house.say(answer, BOOK)
    assert outcome.turn.stop_reason is StopReason.NEEDS_YES
    assert await house.url() != DONE


async def test_a_yes_to_one_price_is_none_to_another() -> None:
    house = at_checkout()
    await house.say("book it", BOOK)
    dearer = House(start=f"{HOME}rooms", page=site("Total €250"), session=house.session)
    outcome = await dearer.say("yes", BOOK)
    assert "Total €250" in (outcome.turn.reply or "")
    assert await dearer.url() != DONE


async def test_a_yes_used_before_a_crash_is_used() -> None:
    house = at_checkout()
    await house.say("book it", BOOK)
    before = house.session
    await house.say("yes", BOOK, 'say "Booked."')
    resumed = House(start=f"{HOME}rooms", session=before)
    earlier = tuple(house.ledger.finished[1:2])
    outcome = await resumed.play("yes", replace(resumed.desk([BOOK]), earlier=earlier))
    assert outcome.turn.stop_reason is StopReason.NEEDS_YES
    assert await resumed.url() != DONE


async def test_the_steps_of_a_turn_are_bounded() -> None:
    house = House(session=session(limits=Limits(max_steps=2)))
    outcome = await house.say("Rome", 'fill 1 "Rome"', "click 2")
    assert outcome.turn.stop_reason is StopReason.BUDGET
    assert outcome.turn.status is TurnStatus.ASKED
    assert outcome.turn.steps == 2


async def test_the_time_of_a_turn_is_bounded() -> None:
    house = House(session=session(limits=Limits(max_seconds=60)))

    def slowly(_: Request) -> str:
        house.clock.advance(61)
        return 'fill 1 "Rome"'

    outcome = await house.play("Rome", house.desk(slowly))
    assert outcome.turn.stop_reason is StopReason.BUDGET
    assert outcome.turn.steps == 1


async def test_a_model_that_is_down_ends_the_turn_in_words() -> None:
    def down(_: Request) -> str:
        raise ModelUnavailableError

    house = House()
    outcome = await house.play("Rome", house.desk(down))
    assert outcome.turn.status is TurnStatus.FAILED
    assert outcome.turn.stop_reason is StopReason.MODEL_UNAVAILABLE
    assert outcome.turn.steps == 0


async def test_a_model_that_says_junk_ends_the_turn_in_words() -> None:
    outcome = await House().say("Rome", "junk", ("more junk", "cli"))
    assert outcome.turn.stop_reason is StopReason.LOOP


async def test_three_times_no_change_end_the_turn() -> None:
    house = at_checkout()
    outcome = await house.say("Rome", IDLE, IDLE, IDLE)
    assert outcome.turn.stop_reason is StopReason.LOOP
    assert outcome.turn.status is TurnStatus.ASKED
    assert len(house.ledger.finished) == 3


async def test_a_cancelled_turn_stops_before_its_next_step() -> None:
    house = House(ledger=Book(stop_at=1))
    outcome = await house.say("Rome", 'fill 1 "Rome"', "click 2")
    assert outcome.turn.status is TurnStatus.CANCELLED
    assert outcome.turn.steps == 1
    assert await house.url() == HOME


async def test_an_interrupted_effect_is_never_repeated() -> None:
    house = at_checkout(approved=("any",))
    broken = replace(house.desk([]), interrupted=interrupted(irreversible=True))
    outcome = await house.play("yes", broken)
    assert outcome.turn.stop_reason is StopReason.OUTCOME_UNKNOWN
    assert outcome.turn.status is TurnStatus.ASKED
    assert 'click "Confirm booking"' in (outcome.turn.reply or "")
    assert house.ledger.begun == []
    assert await house.url() == f"{HOME}rooms"


async def test_an_interrupted_harmless_step_goes_on() -> None:
    house = House()
    desk = replace(house.desk(['say "Hello."']), interrupted=interrupted(irreversible=False))
    assert (await house.play("hi", desk)).turn.stop_reason is StopReason.SAID


async def test_finished_steps_of_a_broken_turn_count() -> None:
    house = House()
    earlier = (interrupted(irreversible=False),)
    outcome = await house.play("hi", replace(house.desk(['say "Hello."']), earlier=earlier))
    assert outcome.turn.steps == 2
    assert house.ledger.begun[0].number == 2


async def test_a_browser_that_dies_is_the_callers_business() -> None:
    house = House()

    def deadly(_: Request) -> str:
        house.browser.die()
        return 'fill 1 "Rome"'

    with pytest.raises(BrowserGoneError):
        await run_turn(house.session, turn("Rome"), house.desk(deadly))
    assert len(house.ledger.begun) == 1
    assert house.ledger.finished == []


def interrupted(*, irreversible: bool) -> Step:
    return Step(
        session=SessionId("s"),
        turn=TurnId("t1"),
        number=1,
        skill=SkillName("navigate"),
        model="scripted",
        action=Click(element=ElementId(1)) if irreversible else Back(),
        line='click "Confirm booking"' if irreversible else "back",
        effect=Effect(kind=EffectKind.MAYBE),
        url=HOME,
        irreversible=irreversible,
    )


class Silence(MemoryBrowser):
    """Does what it is told, and its site never answers."""

    async def perform(self, action: PageAction, text: SecretStr | None = None) -> Effect:
        await super().perform(action, text)
        return Effect(kind=EffectKind.MAYBE, detail="hotel.test doesn't answer")


async def test_an_effect_that_nothing_answers_may_have_happened() -> None:
    house = at_checkout()
    house.browser = Silence(house.page, HOSTS)
    house.browser.start(house.start)
    await house.say("book it", BOOK)
    outcome = await house.say("yes", BOOK)
    assert outcome.turn.stop_reason is StopReason.OUTCOME_UNKNOWN
    assert "Confirm booking" in (outcome.turn.reply or "")
    assert [step.irreversible for step in house.ledger.finished] == [False, True]
    assert "may have happened" in outcome.session.history[-1]


async def test_a_price_that_changes_after_the_look_is_not_what_the_yes_was_for() -> None:
    house = at_checkout()
    await house.say("book it", BOOK)
    script = iter([BOOK])

    def answer(_: Request) -> str:
        house.browser._shown.page = site(price="Total €999")[f"{HOME}rooms"]
        return next(script, 'say "The price is another."')

    outcome = await house.play("yes", house.desk(answer))
    assert outcome.turn.stop_reason is StopReason.SAID
    assert await house.url() == f"{HOME}rooms"
    assert [step.effect.kind for step in house.ledger.finished][-2] is EffectKind.STALE


def feed(*, keeps: bool) -> Site:
    """Six screens of four rooms; the last one has the harbour view."""
    names = [f"Room {n}" for n in range(1, 24)] + ["Harbour view"]
    screens = [
        tuple(
            Part(role=Role.LINK, name=name, item=place + 1, to="/rooms")
            for place, name in enumerate(names)
            if place // 4 == screen
        )
        for screen in range(6)
    ]
    first, *later = screens
    rooms = Group(kind=SectionKind.LIST, name="Rooms", parts=first, later=tuple(later), keeps=keeps)
    return {HOME: Page(title="Rooms", groups=(rooms,)), f"{HOME}rooms": site()[f"{HOME}rooms"]}


@pytest.mark.parametrize("keeps", [True, False])
async def test_a_list_is_scrolled_on_until_what_is_wanted_is_seen(keeps: bool) -> None:  # noqa: FBT001
    def script(request: Request) -> str:
        if '"Harbour view" [' in request.prompt:
            number = request.prompt.partition('"Harbour view" [')[2].partition("]")[0]
            return f"click {number}"
        if "open next" in request.prompt.partition("<page")[2]:
            assert '"open next"' in request.grammar
            return "open next"
        return 'say "Here it is."'

    house = House(page=feed(keeps=keeps))
    outcome = await house.play("the room with the harbour view", house.desk(script))
    assert outcome.turn.reply == "Here it is."
    effects = [f"{step.line} -> {step.effect}" for step in house.ledger.finished]
    assert effects[:-2] == ['open next -> ok ="4 more"'] * 5
    assert 'open next -> ok ="4 more"' in house.ledger.recordings[2].prompt
    assert await house.url() == f"{HOME}rooms"


async def test_a_page_that_ends_says_so() -> None:
    house = House()
    await house.say("a room", "open next", 'say "There is no more."')
    assert str(house.ledger.finished[0].effect) == "no change (nothing more)"


@pytest.mark.asyncio
async def test_a_code_that_one_page_showed_is_typed_on_the_next_even_in_another_turn() -> None:
    shown = (
        Part(role=Role.PARAGRAPH, name="Your voucher is SAVE-7731."),
        Part(role=Role.LINK, name="On", to="/rooms"),
    )
    asked = (Part(role=Role.TEXT_FIELD, name="Voucher"), Part(role=Role.BUTTON, name="Idle"))
    form = Group(kind=SectionKind.FORM, name="Form", parts=asked)
    pages = {
        HOME: Page(title="Hotels", groups=(replace(form, parts=shown),)),
        f"{HOME}rooms": Page(title="Hotels", groups=(form,)),
    }
    house = House(page=pages)
    await house.say("use the voucher", "click 1", 'say "There."')
    other = 'fill 1 "SAVE-7732"'
    outcome = await house.say("go on", 'fill 1 "SAVE-7731"', other, other, 'say "Done."')
    assert [str(step.effect) for step in house.ledger.finished[2:4]] == [
        'ok ="SAVE-7731"',
        "not derivable",
    ]
    assert outcome.session.shown_codes == {"http://hotels.test": ("SAVE-7731",)}
