"""Errands with bills: what is said can be read, the site would do it, and it is judged."""

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errands.agent.effects.consent import is_yes
from errands.agent.parse import ParseFailure, parse
from errands.agent.values.said import Said
from errands.contracts.turn import StopReason
from learning.bills.draw import household_of, is_possible
from learning.bills.expert import BillExpert
from learning.bills.heard import Heard
from learning.bills.phrases import BILLS
from learning.bills.practice import BillDeeds, BillPractice
from learning.bills.synthesis import make_script
from learning.bills.topics import TOPICS
from learning.days import TODAY
from learning.part import Part
from learning.persona import as_persona
from learning.practice import Outcome
from learning.script import Persona, Script, ScriptKind
from learning.topic import asked_for
from learning.wishes.bills import BillsWish, Pay, TurnOn
from sites.bills.household import Household, Payment
from sites.record import Record

scripts = st.builds(
    make_script, st.integers(0, 10**6), st.integers(0, 99), st.just(TODAY), st.just(0)
)
PROMPT = """<profile>
</profile>
<chat>
{chat}
</chat>
<history>
{history}
</history>
<page host=127.0.0.1 title="{title} · Billfold">
{page}
</page>
"""


def bills_wish(script: Script) -> BillsWish:
    return BillsWish.of(script.wishes[0])


def of_its_bill(script: Script, page: str) -> str:
    """The page as the site shows it: with the bill that it is of."""
    return f"{bills_wish(script).service} · Reference number 3033 205256\n{page}"


def line(
    script: Script, title: str, page: str, *more: str, history: str = "", done: str = ""
) -> str:
    chat = "\n".join(f"user: {words}" for words in (" ".join(script.opening.split()), *more))
    text = PROMPT.format(chat=chat, history=history, title=title, page=page) + done
    found = BillExpert(Part(script, TOPICS), TODAY).line(text)
    assert not isinstance(parse(found), ParseFailure)
    return found


@given(scripts)
def test_what_is_revealed_can_be_read_and_the_rest_cannot(script: Script) -> None:
    wish, opening = bills_wish(script), Said(script.opening, TODAY)
    days = {mention.day for mention in opening.dates} - {TODAY}
    match wish.errand:
        case Pay(account=account, amount=amount, on=on):
            assert ("account" in script.revealed) == (account.lower() in script.opening.lower())
            assert days == ({on} if on and "on" in script.revealed else set())
            if amount is not None:
                assert ("amount" in script.revealed) == (
                    amount / 100 in map(float, opening.figures)
                )
        case TurnOn(day=day):
            assert not days
            assert ("day" in script.revealed) == (day in opening.figures)


@given(scripts)
def test_every_wish_can_come_true_and_changes_are_changes(script: Script) -> None:
    household = household_of(script.known_as, TODAY)
    assert all(is_possible(BillsWish.of(wish), household) for wish in script.wishes)
    assert (script.kind is ScriptKind.CHANGED) == (script.change is not None)
    assert (script.first is not None) == (script.change is not None)
    assert is_yes(script.confirm) == (script.kind is not ScriptKind.REFUSED)
    if script.change:
        assert not is_yes(script.change)
        assert script.first != script.wish


@given(scripts)
def test_a_mistake_is_about_what_is_asked_and_is_put_right(script: Script) -> None:
    played = as_persona(script, Persona.WRONG_FIRST, BillPractice(), Random(1), TODAY)  # noqa: S311 a test
    if played.slip is None:
        return
    assert played.slip.topic not in script.revealed
    assert is_possible(BillsWish.of(played.slip.wish), household_of(script.known_as, TODAY))
    assert played.slip.answer not in played.slip.correction or played.slip.topic == "service"


@pytest.mark.parametrize("service", BILLS)
def test_a_bill_is_known_by_all_its_names_and_no_other_is(service: str) -> None:
    for name in BILLS[service]:
        heard = Heard.of([name], TODAY)
        assert [one for one in BILLS if heard.names_bill(one, "Quayside Homes")] == [service]


def script_of(kind: ScriptKind, errand: type, **pieces: bool) -> Script:
    """The first script of a kind, with pieces that its opening tells, or doesn't."""
    made = (make_script(number, 5, TODAY, 0) for number in range(3000))
    return next(
        s
        for s in made
        if s.kind is kind
        and isinstance(bills_wish(s).errand, errand)
        and all((name in s.revealed) is told for name, told in pieces.items())
        and all(name in bills_wish(s).told for name in pieces if name != "service")
    )


def test_the_expert_asks_for_what_was_not_said_and_its_question_is_understood() -> None:
    script = script_of(ScriptKind.PIECEMEAL, Pay, service=False)
    asked = line(script, "Bills", 'link "Rent" [6]')
    assert asked == 'ask "Which bill shall I pay?"'
    assert asked_for(TOPICS, asked, ()) == ["service"]
    script = script_of(ScriptKind.PIECEMEAL, Pay, account=False, on=False, service=True)
    asked = line(script, "Pay this bill", of_its_bill(script, 'button "Continue" [9]'))
    assert {"account", "on"} <= set(asked_for(TOPICS, asked, ()))
    assert "service" not in asked_for(TOPICS, asked, ())
    script = script_of(ScriptKind.PIECEMEAL, TurnOn, account=True, day=False)
    asked = line(script, "Set up autopay", of_its_bill(script, 'button "Next" [9]'))
    assert asked_for(TOPICS, asked, ()) == ["day"]


@pytest.mark.parametrize("title", ["Pay this bill", "Check your payment"])
def test_from_another_bills_page_it_goes_back_to_the_list(title: str) -> None:
    script = script_of(ScriptKind.AT_ONCE, Pay, account=True)
    page = 'Solar panels · 3033 205256\nlink "Bills" [2]\nbutton "Pay" [9] "Continue" [10]'
    assert line(script, title, page) == "click 2"


@pytest.mark.parametrize(
    ("state", "done", "right"),
    [("off", "", "click 9"), ("on", "", "check 6 on"), ("on", "check 6 on -> ok", "click 9")],
)
def test_a_part_that_nobody_asked_for_is_put_back_to_the_whole(
    state: str, done: str, right: str
) -> None:
    made = (make_script(number, 5, TODAY, 0) for number in range(3000))
    wanted = Pay(account="Joint account", amount=None, on=None)
    script = next(s for s in made if bills_wish(s).errand == wanted and not s.first)
    page = of_its_bill(
        script,
        'radio "Joint account ending 0421 (€9.00)" [4] on\n'
        f'radio "Full amount (€9.19)" [6] off "Another amount" [7] {state}\nbutton "Continue" [9]',
    )
    assert line(script, "Pay this bill", page, done=done) == right


@pytest.mark.parametrize(
    "control",
    [
        'select "Pay from" [6] {Nothing|%s ending 0421 (€9.00)} required',
        'radio "Nothing" [5] off\nradio "%s ending 0421 (€9.00)" [6] off',
        'Pay from\noption "Nothing" [5] off "%s ending 0421 (€9.00)" [6] off',
    ],
)
def test_an_account_is_chosen_in_whatever_way_the_page_asks(control: str) -> None:
    script = script_of(ScriptKind.AT_ONCE, Pay, account=True)
    errand = bills_wish(script).errand
    assert isinstance(errand, Pay)
    found = line(script, "Make a payment", of_its_bill(script, control % errand.account))
    if control.startswith("select"):
        assert found == f'select 6 "{errand.account} ending 0421 (€9.00)"'
    else:
        assert found == ("check 6 on" if "radio" in control else "click 6")


def test_a_yes_is_asked_for_an_objection_changes_and_a_no_leaves() -> None:
    page = 'Bill: {}\nbutton "Pay" [6]\nlink "Edit details" [7]'
    history = 'click "Pay" -> needs yes'
    script = script_of(ScriptKind.CHANGED, Pay, account=True)
    part = Part(script, TOPICS)
    objection = part.answer("Shall I?", (), StopReason.NEEDS_YES)
    chat = f"user: {script.opening.splitlines()[0]}\nuser: {objection}"
    service = BillsWish.of(part.wish).service
    texts = [
        PROMPT.format(
            chat=chat, history=history, title="Check your payment", page=page.format(bill)
        )
        for bill in (service, "Another")
    ]
    expert = BillExpert(part, TODAY)
    assert [expert.line(text) for text in texts] == ["click 7", "open header"]
    opened = texts[1].replace("needs yes", "needs yes\nopen header -> ok")
    opened = opened.replace('link "Edit', 'link "Bills" [3]\nlink "Edit')
    assert expert.line(opened) == "click 3"
    refused = script_of(ScriptKind.REFUSED, Pay)
    shown = page.format(bills_wish(refused).service)
    assert line(refused, "Check your payment", shown) == "click 6"
    left = line(refused, "Check your payment", shown, refused.confirm, history=history)
    assert left.startswith('say "All right')


def test_the_reference_is_said_at_the_end() -> None:
    script = script_of(ScriptKind.AT_ONCE, Pay)
    said = line(script, "Payment confirmed", "Receipt number 3TX65R\nRent · Quayside Homes")
    assert said.endswith('The reference is 3TX65R."')


def paid(household: Household, wish: BillsWish) -> Household:
    """What the site holds once it is paid."""
    bill = next(bill for bill in household.bills if bill.service == wish.service)
    errand = wish.errand
    assert isinstance(errand, Pay)
    account = next(one.id for one in household.accounts if one.name == errand.account)
    amount = errand.amount or household.left(bill)
    payment = Payment(
        ref="R", draft="d", bill=bill.id, account=account, amount=amount, made=TODAY,
        on=errand.on or TODAY,
    )  # fmt: skip
    return household.with_payment(payment)


def test_deeds_are_judged_by_the_site_and_name_what_was_given() -> None:
    script = script_of(ScriptKind.AT_ONCE, Pay, amount=True, on=True)
    first, wish = household_of(script.known_as, TODAY), bills_wish(script)
    nothing, right = (BillDeeds(Record(first, now)) for now in (first, paid(first, wish)))
    assert not nothing
    assert nothing.judged(script) == Outcome(ok=False, kind="not_paid")
    assert right
    assert right.judged(script) == Outcome(ok=True, kind="ok")
    values = dict(right.values)
    assert {name: str(value) for name, value in values.items()} == {
        name: wish.value(name) for name in ("service", "account", "amount", "on")
    }
    assert isinstance(values["on"], date)
    assert wish.value("day") == ""
