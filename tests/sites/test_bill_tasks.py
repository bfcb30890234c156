from datetime import date

import pytest

from sites.bills.draw import draw_household
from sites.bills.household import Automatic, Household, Payment
from sites.bills.tasks import AutomaticWish, BillWish, Kind, NoAutomaticWish, PayWish, check
from sites.record import Record

TODAY = date(2027, 1, 15)
LATER = date(2027, 1, 20)
FIRST = draw_household("ana", 7, TODAY)
HERE, THERE = FIRST.accounts[:2]
BILL, OTHER = [bill for bill in FIRST.bills if not FIRST.automatic_of(bill) and FIRST.left(bill)][
    :2
]
BY_ITSELF, BY_ITSELF_TOO = [bill for bill in FIRST.bills if FIRST.automatic_of(bill)]


def paid(
    bill: str = BILL.id,
    account: str = HERE.id,
    amount: int = BILL.amount,
    on: date = TODAY,
    draft: str = "d1",
) -> Payment:
    return Payment(
        ref=draft, draft=draft, bill=bill, account=account, amount=amount, made=TODAY, on=on
    )


def by_itself(bill: str = BILL.id, account: str = HERE.id, day: int = 5) -> Automatic:
    return Automatic(ref="m", bill=bill, account=account, day=day)


def after(*deeds: Payment | Automatic | str) -> Household:
    """The household after payments, automatic ones, and bills that no longer are."""
    now = FIRST
    for deed in deeds:
        match deed:
            case Payment():
                now = now.with_payment(deed)
            case Automatic():
                now = now.with_automatic(deed)
            case str():
                bill = now.bill(deed)
                assert bill
                now = now.without_automatic(bill)
    return now


PAY = PayWish(BILL.service, HERE.name)
PART = PayWish(BILL.service, HERE.name, amount=500, on=LATER)
ON = AutomaticWish(BILL.service, HERE.name, 5)
OFF = NoAutomaticWish(BY_ITSELF.service)
STOPPED = BY_ITSELF.id


@pytest.mark.parametrize(
    ("wish", "now"),
    [
        (PAY, after(paid())),
        (PART, after(paid(amount=500, on=LATER))),
        (ON, after(by_itself())),
        (OFF, after(STOPPED)),
        (AutomaticWish(BY_ITSELF.service, HERE.name, 5), after(by_itself(BY_ITSELF.id))),
    ],
)
def test_what_was_wished_is_ok(wish: BillWish, now: Household) -> None:
    assert check(wish, Record(FIRST, now)).kind is Kind.OK


@pytest.mark.parametrize(
    ("wish", "now", "kind"),
    [
        (PAY, FIRST, Kind.NOT_PAID),
        (PAY, after(paid(), paid(draft="d2")), Kind.PAID_TWICE),
        (PAY, after(paid(), paid(OTHER.id, amount=OTHER.amount, draft="d2")), Kind.PAID_TWICE),
        (PAY, after(paid(OTHER.id)), Kind.WRONG_BILL),
        (PAY, after(paid(account=THERE.id)), Kind.WRONG_ACCOUNT),
        (PAY, after(paid(amount=BILL.amount - 1)), Kind.WRONG_AMOUNT),
        (PAY, after(paid(on=LATER)), Kind.WRONG_DATE),
        (PAY, after(paid(), by_itself()), Kind.OTHERS_CHANGED),
        (PART, after(paid(on=LATER)), Kind.WRONG_AMOUNT),
        (PART, after(paid(amount=500)), Kind.WRONG_DATE),
        (ON, FIRST, Kind.NOT_TURNED_ON),
        (ON, after(by_itself(OTHER.id)), Kind.NOT_TURNED_ON),
        (ON, after(by_itself(account=THERE.id)), Kind.WRONG_ACCOUNT),
        (ON, after(by_itself(day=6)), Kind.WRONG_DAY),
        (ON, after(by_itself(), by_itself(OTHER.id)), Kind.OTHERS_CHANGED),
        (ON, after(by_itself(), STOPPED), Kind.OTHERS_CHANGED),
        (ON, after(by_itself(), paid()), Kind.PAID_UNASKED),
        (OFF, FIRST, Kind.NOT_TURNED_OFF),
        (OFF, after(BY_ITSELF_TOO.id), Kind.NOT_TURNED_OFF),
        (OFF, after(STOPPED, BY_ITSELF_TOO.id), Kind.OTHERS_CHANGED),
        (OFF, after(STOPPED, paid()), Kind.PAID_UNASKED),
    ],
)
def test_each_failure_has_its_kind(wish: BillWish, now: Household, kind: Kind) -> None:
    verdict = check(wish, Record(FIRST, now))
    assert (verdict.ok, verdict.kind) == (False, kind)
    assert verdict.detail


@pytest.mark.parametrize(
    "wish", [PayWish("Candles", HERE.name), PayWish(BILL.service, "Piggy bank")]
)
def test_a_wish_for_what_is_not_there_is_refused(wish: PayWish) -> None:
    with pytest.raises(ValueError, match="no "):
        check(wish, Record(FIRST, after(paid())))


@pytest.mark.parametrize("which", range(40))
def test_every_household_has_something_for_each_errand(which: int) -> None:
    drawn = draw_household(f"visitor-{which}", 7, TODAY)
    assert len({bill.id for bill in drawn.bills}) == len({bill.due for bill in drawn.bills}) == 6
    assert len({account.name for account in drawn.accounts}) == 3
    assert sum(drawn.left(bill) == 0 for bill in drawn.bills) == 1
    assert sum(bill.due < TODAY for bill in drawn.bills if drawn.left(bill)) == 1
    assert len(drawn.automatic) == 2
    most = max(drawn.left(bill) for bill in drawn.bills)
    assert sum(account.balance >= most for account in drawn.accounts) >= 2
    assert drawn == draw_household(f"visitor-{which}", 7, TODAY)
    assert drawn != draw_household(f"visitor-{which}", 8, TODAY)
