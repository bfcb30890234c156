"""Whole turns in which the likeliest line won't do, and others are offered."""

from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from errands.agent.gates import Case, Passed, judge
from errands.agent.hear import hear
from errands.agent.loop import Desk
from errands.agent.values.said import Said, day_of
from errands.backends.memory_browser import MemoryBrowser
from errands.backends.memory_model import Answer, ScriptedModel
from errands.backends.memory_site import Group, Page, Part
from errands.contracts.action import PageAction
from errands.contracts.ids import SlotName
from errands.contracts.observation import Observation, Role, SectionKind
from errands.contracts.ports import Request
from errands.contracts.recording import Candidate
from errands.contracts.step import Effect, EffectKind, Usage
from errands.contracts.turn import StopReason
from tests.unit.agent.house import BOOK, DONE, HOME, HOSTS, House, at_checkout
from tests.unit.agent.pages import TODAY_SECONDS, turn

INVENTED = 'fill 1 "Paris"'
NO_SUCH = "click 9"


async def test_an_invented_value_costs_no_step_where_another_line_passes() -> None:
    house = House()
    outcome = await house.say(
        "a room in Rome", INVENTED, (INVENTED, 'fill 1 "Rome"', BOOK, "fill"), 'say "Done."'
    )
    assert [step.line for step in house.ledger.finished] == ['fill "City" "Rome"', 'say "Done."']
    assert outcome.session.history[0] == 'fill "City" "Rome" -> ok'
    assert (await house.browser.observe()).elements[0].value == "Rome"


async def test_a_recording_holds_all_lines_with_their_verdicts_and_the_step_all_tokens() -> None:
    house = House()
    await house.say("Rome", INVENTED, (NO_SUCH, 'fill 1 "Rome"', "fill"), 'say "Done."')
    first, second = house.ledger.recordings
    assert first.output == 'fill 1 "Rome"'
    assert first.candidates == (
        Candidate(line=INVENTED, verdict=EffectKind.NOT_DERIVABLE),
        Candidate(line=NO_SUCH, verdict=EffectKind.STALE),
        Candidate(line='fill 1 "Rome"', verdict="passed"),
        Candidate(line="fill", verdict="no action"),
    )
    assert second.candidates == (Candidate(line='say "Done."', verdict="passed"),)
    prompt = len(first.prompt.split())
    assert first.usage == Usage(prompt=2 * prompt, completion=3 + 2 + 3 + 1)
    assert first.usage == house.ledger.finished[0].usage


async def test_a_line_asks_the_person_where_the_likeliest_was_invented() -> None:
    house = House()
    outcome = await house.say("a room", INVENTED, 'ask "Which city?" city')
    assert outcome.turn.stop_reason is StopReason.ASKED
    assert outcome.turn.steps == 1


async def test_where_none_passes_the_model_is_told_why_the_likeliest_was_refused() -> None:
    house = House()
    await house.say("a room", INVENTED, ('fill 1 "Oslo"', "junk", NO_SUCH), 'say "Done."')
    assert str(house.ledger.finished[0].effect) == "not derivable"
    assert house.ledger.finished[0].line == 'fill "City" "Paris"'


async def test_an_effect_without_a_yes_is_asked_about_and_nothing_else_is_tried() -> None:
    house = at_checkout()
    model = ScriptedModel([BOOK])
    desk = Desk(browser=house.browser, model=model, clock=house.clock, ledger=house.ledger)
    outcome = await house.play("book it", desk)
    assert outcome.turn.stop_reason is StopReason.NEEDS_YES
    assert len(model.requests) == 1


async def test_chance_brings_up_no_effect() -> None:
    house = at_checkout()
    outcome = await house.say("a room", NO_SUCH, (BOOK, BOOK, BOOK, "click 8"), 'say "Hm."')
    assert [step.effect.kind for step in house.ledger.finished] == [EffectKind.STALE, EffectKind.OK]
    assert outcome.turn.stop_reason is StopReason.SAID
    assert outcome.session.pending_effect is None
    assert await house.url() != DONE


async def test_what_a_yes_was_said_to_may_be_any_of_the_lines_and_is_done_once() -> None:
    house = at_checkout()
    await house.say("book it", BOOK)
    again = ("click 8", BOOK)
    outcome = await house.say("yes", NO_SUCH, again, "back", NO_SUCH, again, 'say "Booked."')
    done, back, refused, _ = house.ledger.finished[1:]
    assert (done.irreversible, done.effect.kind) == (True, EffectKind.PAGE_CHANGED)
    assert back.effect.kind is EffectKind.PAGE_CHANGED
    assert (refused.line, refused.effect.kind) == ("click 9", EffectKind.STALE)
    assert outcome.session.approved == ()


async def test_no_candidate_holds_a_secret_that_the_page_repeats() -> None:
    secret = "canary-Zx81!pin"
    parts = (
        Part(role=Role.TEXT_FIELD, name="City"),
        Part(role=Role.PARAGRAPH, name=f"PIN {secret}"),
    )
    form = Group(kind=SectionKind.FORM, name="Form", parts=parts)
    house = House(page={HOME: Page(title="Hotels", groups=(form,))})

    def repeating(request: Request) -> Answer:
        shown = request.prompt.partition("PIN ")[2].partition("\n")[0]
        assert shown
        return (f'say "{shown}"',) if request.candidates > 1 else f'fill 1 "{shown} {shown}"'

    desk = Desk(
        browser=house.browser,
        model=ScriptedModel(repeating),
        clock=house.clock,
        ledger=house.ledger,
        secrets={SlotName("pin"): SecretStr(secret)},
    )
    await house.play("what is my PIN?", desk)
    (recording,) = house.ledger.recordings
    assert len(recording.candidates) == 2
    assert "Zx81" not in recording.model_dump_json()


class Watched(MemoryBrowser):
    """Remembers what was done, each with the page it was done on."""

    def watch(self) -> None:
        self.done: list[tuple[Observation, PageAction, SecretStr | None]] = []

    async def observe(self) -> Observation:
        self.last = await super().observe()
        return self.last

    async def perform(self, action: PageAction, text: SecretStr | None = None) -> Effect:
        self.done.append((self.last, action, text))
        return await super().perform(action, text)


LINES = st.one_of(
    st.sampled_from([BOOK, "click 2", 'fill 1 "Rome"', INVENTED, "press Enter", "press Space"]),
    st.sampled_from(["back", "goto http://hotels.test/done", "goto http://evil.test/", NO_SUCH]),
    st.sampled_from(["check 1 on", 'select 1 "Rome"', "fill 1 @first_name", "open next", "tab 2"]),
    st.sampled_from(['fill 1 "Rome" -> ok', "upload 1 @x", "press Space 1", "press Enter 1", ""]),
    st.text('clik 12fil"Rome@->\n', max_size=16),
)
ANSWERS = st.lists(
    st.one_of(LINES, st.lists(LINES, min_size=1, max_size=4).map(tuple)), max_size=14
)


@given(ANSWERS, st.sampled_from(["yes", "a room in Rome", "ok, book it in Rome"]), st.booleans())
async def test_whatever_is_offered_what_is_done_has_passed_the_gates(
    answers: list[Answer],
    message: str,
    asked: bool,  # noqa: FBT001 one of the things that are drawn
) -> None:
    house = at_checkout()
    house.browser = browser = Watched(house.page, HOSTS)
    browser.start(f"{HOME}rooms")
    browser.watch()
    if asked:
        await house.say("book it", BOOK)
    heard = hear(house.session, turn(message))
    said = Said.in_chat(heard.chat, day_of(TODAY_SECONDS))
    script = iter(answers)
    await house.play(message, house.desk(lambda _: next(script, 'say "Done."')))
    for page, action, text in browser.done:
        verdict = judge(action, Case(session=heard, said=said, page=page, secrets={}))
        assert isinstance(verdict, Passed)
        assert verdict.text == text
        if verdict.irreversible:
            heard = heard.model_copy(update={"approved": ()})  # a yes is good for one effect
