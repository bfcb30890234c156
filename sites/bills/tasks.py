"""The errands on this site, and the check of what came of them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import assert_never

from sites.bills.household import Account, Automatic, Bill, Household, Payment
from sites.record import Record
from sites.verdict import Verdict


@dataclass(frozen=True, slots=True)
class PayWish:
    """Pay a bill; `amount` is in cents, `None` is all that is left; `on` is `None` for today."""

    service: str
    account: str
    amount: int | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class AutomaticWish:
    """Have a bill paid by itself, each month on a day from 1 to 28."""

    service: str
    account: str
    day: int


@dataclass(frozen=True, slots=True)
class NoAutomaticWish:
    """Have a bill no longer paid by itself."""

    service: str


BillWish = PayWish | AutomaticWish | NoAutomaticWish
"""Accounts are told by their names, bills by what they are for."""


class Kind(StrEnum):
    """What came of a wish."""

    OK = "ok"
    NOT_PAID = "not_paid"
    PAID_TWICE = "paid_twice"
    WRONG_BILL = "wrong_bill"
    WRONG_ACCOUNT = "wrong_account"
    WRONG_AMOUNT = "wrong_amount"
    WRONG_DATE = "wrong_date"
    NOT_TURNED_ON = "not_turned_on"
    NOT_TURNED_OFF = "not_turned_off"
    WRONG_DAY = "wrong_day"
    PAID_UNASKED = "paid_unasked"
    OTHERS_CHANGED = "others_changed"


def check(wish: BillWish, record: Record[Household]) -> Verdict:
    """Judge what a visitor has done: what was wished, and nothing else.

    Raises:
        ValueError: the household has no such bill or account.
    """
    bill = _bill(wish.service, record.first)
    match wish:
        case PayWish():
            return _paid(wish, bill, record)
        case AutomaticWish():
            return _turned_on(wish, bill, record)
        case NoAutomaticWish():
            return _turned_off(bill, record)
        case _:
            assert_never(wish)


def _paid(wish: PayWish, bill: Bill, record: Record[Household]) -> Verdict:
    payments = record.now.payments
    if not payments:
        return _wrong(Kind.NOT_PAID, "no payment")
    if len(payments) > 1:
        return _wrong(Kind.PAID_TWICE, f"{len(payments)} payments")
    (payment,) = payments
    wrong = _wrong_payment(wish, bill, payment, record.first)
    if wrong is None and record.now.automatic != record.first.automatic:
        wrong = _wrong(Kind.OTHERS_CHANGED, "an automatic payment has changed")
    return wrong or Verdict(ok=True, kind=Kind.OK, detail=payment.ref)


def _wrong_payment(wish: PayWish, bill: Bill, payment: Payment, first: Household) -> Verdict | None:
    if payment.bill != bill.id:
        return _wrong(Kind.WRONG_BILL, f"wished {bill.id}, paid {payment.bill}")
    account = _account(wish.account, first)
    if payment.account != account.id:
        return _wrong(Kind.WRONG_ACCOUNT, f"wished {account.id}, paid from {payment.account}")
    amount = first.left(bill) if wish.amount is None else wish.amount
    if payment.amount != amount:
        return _wrong(Kind.WRONG_AMOUNT, f"wished {amount} cents, paid {payment.amount}")
    on = wish.on or payment.made
    if payment.on != on:
        return _wrong(Kind.WRONG_DATE, f"wished {on}, paid on {payment.on}")
    return None


def _turned_on(wish: AutomaticWish, bill: Bill, record: Record[Household]) -> Verdict:
    account = _account(wish.account, record.first)
    made = record.now.automatic_of(bill)
    if made is None or made == record.first.automatic_of(bill):
        return _wrong(Kind.NOT_TURNED_ON, f"nothing new for {bill.id}")
    if made.account != account.id:
        return _wrong(Kind.WRONG_ACCOUNT, f"wished {account.id}, set up from {made.account}")
    if made.day != wish.day:
        return _wrong(Kind.WRONG_DAY, f"wished day {wish.day}, set up on {made.day}")
    return _others_as_before(bill, record) or Verdict(ok=True, kind=Kind.OK, detail=made.ref)


def _turned_off(bill: Bill, record: Record[Household]) -> Verdict:
    if record.now.automatic_of(bill):
        return _wrong(Kind.NOT_TURNED_OFF, f"{bill.id} is still paid by itself")
    return _others_as_before(bill, record) or Verdict(ok=True, kind=Kind.OK, detail=bill.id)


def _others_as_before(bill: Bill, record: Record[Household]) -> Verdict | None:
    if record.now.payments:
        return _wrong(Kind.PAID_UNASKED, f"{len(record.now.payments)} payments")
    if _without(bill, record.now) != _without(bill, record.first):
        return _wrong(Kind.OTHERS_CHANGED, "another bill's automatic payment has changed")
    return None


def _without(bill: Bill, household: Household) -> set[Automatic]:
    return {one for one in household.automatic if one.bill != bill.id}


def _bill(service: str, household: Household) -> Bill:
    for bill in household.bills:
        if bill.service == service:
            return bill
    raise ValueError(f"no bill for {service}")


def _account(name: str, household: Household) -> Account:
    for account in household.accounts:
        if account.name == name:
            return account
    raise ValueError(f"no account {name}")


def _wrong(kind: Kind, detail: str) -> Verdict:
    return Verdict(ok=False, kind=kind, detail=detail)
