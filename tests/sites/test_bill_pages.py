import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from sites.bills.app import create_app
from sites.bills.household import Bill, Household
from sites.bills.look import Look
from sites.bills.store import BillStore
from sites.variant import HELD_OUT, TRAINING, Variant
from tests.sites.conftest import TODAY

ALERTS = re.compile(r'role="alert"[^>]*>([^<]+)<')
STEPPED = next(n for n in TRAINING if len(Look.of(Variant.of(n)).steps) > 1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "bills.db"


@pytest.fixture
def site(path: Path) -> Iterator[TestClient]:
    with TestClient(create_app(path, TODAY)) as client:
        client.get("/?visit=ana")
        yield client


def now(path: Path) -> Household:
    return BillStore(path, today=TODAY).record("ana").now


@pytest.fixture
def bill(path: Path) -> Bill:
    """A small one that isn't paid."""
    household = now(path)
    return min(filter(household.left, household.bills), key=household.left)


@pytest.fixture
def typed(path: Path) -> dict[str, str]:
    richest = max(now(path).accounts, key=lambda account: account.balance)
    return {"account": richest.id, "share": "full", "when": "today"}


def pay(site: TestClient, bill: Bill, typed: dict[str, str]) -> str:
    """Pay from the summary on; the address that it leads to."""
    page = site.get(f"/bills/{bill.id}/pay/check", params=typed).text
    sent = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    return site.post(f"/bills/{bill.id}/pay", data=sent).url.path


def test_the_summary_and_the_confirmation_tell_what_is_paid(
    site: TestClient, path: Path, bill: Bill, typed: dict[str, str]
) -> None:
    part = typed | {"share": "part", "amount": "€5", "when": "later", "on": "2027-01-20"}
    page = site.get(f"/bills/{bill.id}/pay/check", params=part).text
    assert now(path).payments == ()
    for shown in (bill.payee, bill.reference, "€5.00", "20 January 2027"):
        assert shown in page
    confirmation = site.get(pay(site, bill, part)).text
    (payment,) = now(path).payments
    assert payment.ref in confirmation
    assert (payment.bill, payment.account) == (bill.id, typed["account"])
    assert (payment.amount, payment.on) == (500, date(2027, 1, 20))


def test_a_payment_of_today_leaves_the_account_and_one_of_later_does_not(
    site: TestClient, path: Path, bill: Bill, typed: dict[str, str]
) -> None:
    account = now(path).account(typed["account"])
    assert account
    part = typed | {"share": "part", "amount": "2.00"}
    pay(site, bill, part | {"when": "later", "on": "2027-02-01"})
    assert now(path).balance(account) == account.balance
    pay(site, bill, part | {"amount": "1.00"})
    assert now(path).balance(account) == account.balance - 100
    assert now(path).left(bill) == bill.amount - 300


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"account": ""}, "Choose an account."),
        ({"account": "piggy-bank"}, "Choose an account."),
        ({"share": "part", "amount": ""}, "Enter an amount, such as 25.00."),
        ({"share": "part", "amount": "a lot"}, "Enter an amount, such as 25.00."),
        ({"share": "part", "amount": "-5"}, "Enter an amount, such as 25.00."),
        ({"share": "part", "amount": "0"}, "Enter an amount from €0.01 to "),
        ({"share": "part", "amount": "9,999.00"}, "Enter an amount from €0.01 to "),
        ({"when": "later", "on": ""}, "Enter a date."),
        ({"when": "later", "on": "2027-01-14"}, "Choose a day from today to a year from now."),
        ({"when": "later", "on": "2028-06-01"}, "Choose a day from today to a year from now."),
    ],
)
def test_one_wrong_field_gets_one_message_and_keeps_what_was_typed(
    site: TestClient, bill: Bill, typed: dict[str, str], change: dict[str, str], said: str
) -> None:
    page = site.get(f"/bills/{bill.id}/pay/check", params=typed | change)
    assert page.status_code == 422
    (found,) = ALERTS.findall(page.text)
    assert found.startswith(said)
    for value in change.values():
        assert f'value="{value}"' in page.text or value == "piggy-bank"


def test_an_account_that_holds_too_little_is_refused_for_today_only(
    site: TestClient, path: Path, typed: dict[str, str]
) -> None:
    household = now(path)
    poorest = min(household.accounts, key=lambda account: account.balance)
    dearest = max(household.bills, key=household.left)
    first = household.model_copy(update={"accounts": (poorest.model_copy(update={"balance": 10}),)})
    BillStore(path, today=TODAY).change("ana", lambda _: first)
    short = typed | {"account": poorest.id}
    page = site.get(f"/bills/{dearest.id}/pay/check", params=short)
    assert page.status_code == 422
    assert ALERTS.findall(page.text) == [
        "There is not enough money in this account: it holds €0.10."
    ]
    later = short | {"when": "later", "on": "2027-02-01"}
    assert site.get(f"/bills/{dearest.id}/pay/check", params=later).status_code == 200


def test_a_second_press_pays_once_and_a_paid_bill_can_not_be_paid(
    site: TestClient, path: Path, bill: Bill, typed: dict[str, str]
) -> None:
    sent = typed | {"draft": "one"}
    first, second = (site.post(f"/bills/{bill.id}/pay", data=sent) for _ in range(2))
    assert first.url == second.url
    assert len(now(path).payments) == 1
    again = site.post(f"/bills/{bill.id}/pay", data=typed | {"draft": "two"})
    assert again.status_code == 409
    assert site.get(f"/bills/{bill.id}/pay").status_code == 409
    assert len(now(path).payments) == 1


def test_an_automatic_payment_is_shown_set_up_and_turned_off(
    site: TestClient, path: Path, typed: dict[str, str]
) -> None:
    household = now(path)
    free = next(bill for bill in household.bills if not household.automatic_of(bill))
    form = {"account": typed["account"], "day": "12"}
    assert site.get(f"/bills/{free.id}/automatic/check", params=form).status_code == 200
    assert now(path).automatic == household.automatic
    page = site.post(f"/bills/{free.id}/automatic", data=form).text
    made = now(path).automatic_of(free)
    assert made
    assert (made.account, made.day) == (typed["account"], 12)
    assert made.ref in page
    site.get(f"/bills/{free.id}/automatic/stop")
    assert now(path).automatic_of(free)
    site.post(f"/bills/{free.id}/automatic/stop")
    assert now(path).automatic == household.automatic


@pytest.mark.parametrize(
    ("change", "said"),
    [({"account": ""}, "Choose an account."), ({"day": "29"}, "Choose a day from 1 to 28.")],
)
def test_a_wrong_automatic_payment_is_refused(
    site: TestClient, path: Path, bill: Bill, change: dict[str, str], said: str
) -> None:
    form = {"account": now(path).accounts[0].id, "day": "3"} | change
    page = site.get(f"/bills/{bill.id}/automatic/check", params=form)
    assert page.status_code == 422
    assert ALERTS.findall(page.text) == [said]
    assert site.post(f"/bills/{bill.id}/automatic", data=form).status_code == 409


def test_each_step_asks_for_its_own_and_keeps_the_rest(path: Path, typed: dict[str, str]) -> None:
    look = Look.of(Variant.of(STEPPED))
    household = now(path)
    bill = next(bill for bill in household.bills if household.left(bill))
    with TestClient(create_app(path, TODAY, variant=Variant.of(STEPPED))) as site:
        site.get("/?visit=ana")
        address = f"/bills/{bill.id}/pay/check"
        sent = {"step": "0", "share": "part", "amount": "1.00"}
        refused = site.get(address, params=sent).text
        assert ALERTS.findall(refused) == ["Choose an account."]
        second = site.get(address, params=sent | {"account": typed["account"]}).text
        assert f'type="hidden" name="account" value="{typed["account"]}"' in second
        assert ALERTS.findall(second) == []
        assert f"<h1>{look.words['go_pay']}</h1>" in second


@pytest.mark.parametrize("number", [*TRAINING, *HELD_OUT])
def test_every_page_of_every_variant_is_whole(path: Path, number: int) -> None:
    with TestClient(create_app(path, TODAY, variant=Variant.of(number))) as site:
        household = BillStore(path, today=TODAY).record("ana").now
        for page in ("", "accounts", "automatic", "payments"):
            assert site.get(f"/{page}?visit=ana").status_code == 200
        for bill in household.bills:
            for tail in ("", "/automatic", "/automatic/stop", "/automatic/done"):
                assert site.get(f"/bills/{bill.id}{tail}").status_code == 200
            status = 200 if household.left(bill) else 409
            assert site.get(f"/bills/{bill.id}/pay").status_code == status
        assert site.get("/bills/candles").status_code == 404
        assert site.get("/payments/NONE").status_code == 404
        assert site.get("/healthz").json() == {"status": "ok"}


def test_visitors_find_different_households_and_see_only_their_own(
    site: TestClient, path: Path, bill: Bill, typed: dict[str, str]
) -> None:
    address = pay(site, bill, typed)
    stranger = TestClient(create_app(path, TODAY))
    assert stranger.get(f"{address}?visit=ben").status_code == 404
    store = BillStore(path, today=TODAY)
    assert store.record("ben").now.accounts != store.record("ana").now.accounts
