"""What a household has to pay, from what, and what it has paid."""

from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict

from sites.reference import reference


class Status(StrEnum):
    """Where a bill stands."""

    DUE = "due"
    OVERDUE = "overdue"
    PART_PAID = "part_paid"
    SCHEDULED = "scheduled"
    PAID = "paid"


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Account(_Kept):
    """An account to pay from; `balance` is in cents, as it was at the first visit."""

    id: str
    name: str
    ending: str
    balance: int


class Bill(_Kept):
    """A bill; amounts are in cents, `paid` is what was paid before the first visit."""

    id: str
    service: str
    payee: str
    reference: str
    amount: int
    paid: int
    due: date


class Payment(_Kept):
    """A payment that was ordered on `made` for the day `on`; `draft` is the page it came from."""

    ref: str
    draft: str
    bill: str
    account: str
    amount: int
    made: date
    on: date


class Automatic(_Kept):
    """A bill that is paid by itself, each month on a day from 1 to 28."""

    ref: str
    bill: str
    account: str
    day: int


def mandate(code: str, bill: Bill) -> str:
    """Return the reference of a bill's automatic payment."""
    return f"{code}-{bill.reference[:4]}"


class Household(_Kept):
    """Everything that the site knows of one visitor."""

    code: str
    accounts: tuple[Account, ...]
    bills: tuple[Bill, ...]
    payments: tuple[Payment, ...] = ()
    automatic: tuple[Automatic, ...] = ()

    def bill(self, bill_id: str) -> Bill | None:
        """Return one bill."""
        return next((bill for bill in self.bills if bill.id == bill_id), None)

    def account(self, account_id: str) -> Account | None:
        """Return one account."""
        return next((account for account in self.accounts if account.id == account_id), None)

    def payment(self, ref: str) -> Payment | None:
        """Return one payment."""
        return next((payment for payment in self.payments if payment.ref == ref), None)

    def automatic_of(self, bill: Bill) -> Automatic | None:
        """Return how a bill is paid by itself, if it is."""
        return next((one for one in self.automatic if one.bill == bill.id), None)

    def left(self, bill: Bill) -> int:
        """Count the cents of a bill that are neither paid nor ordered to be."""
        return bill.amount - bill.paid - sum(p.amount for p in self.payments if p.bill == bill.id)

    def balance(self, account: Account) -> int:
        """Count the cents in an account; payments for later days haven't left it."""
        gone = (p.amount for p in self.payments if p.account == account.id and p.on == p.made)
        return account.balance - sum(gone)

    def status(self, bill: Bill, today: date) -> Status:
        """Tell where a bill stands."""
        mine = [payment for payment in self.payments if payment.bill == bill.id]
        if self.left(bill) == 0:
            later = any(payment.on > today for payment in mine)
            return Status.SCHEDULED if later else Status.PAID
        if bill.due < today:
            return Status.OVERDUE
        return Status.PART_PAID if bill.paid or mine else Status.DUE

    @property
    def next_ref(self) -> str:
        """Return the reference of the payment that comes next."""
        return reference(len(self.payments) + 1, int(self.code))

    def with_payment(self, payment: Payment) -> Self:
        """Pay."""
        return self.model_copy(update={"payments": (*self.payments, payment)})

    def with_automatic(self, automatic: Automatic) -> Self:
        """Let a bill be paid by itself, in the place of how it was before."""
        others = tuple(one for one in self.automatic if one.bill != automatic.bill)
        return self.model_copy(update={"automatic": (*others, automatic)})

    def without_automatic(self, bill: Bill) -> Self:
        """Let a bill no longer be paid by itself."""
        others = tuple(one for one in self.automatic if one.bill != bill.id)
        return self.model_copy(update={"automatic": others})
