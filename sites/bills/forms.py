"""What a visitor types to pay a bill, and what is wrong with it."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from pydantic import BaseModel, ConfigDict

from sites.bills.household import Account, Bill, Household
from sites.bills.look import Asking, Look, Part
from sites.controls.control import Typed, read_day
from sites.writing import money

Errors = dict[str, str]
"""The message for each field that is wrong, by the field's name."""

FIELDS: Final = {
    Part.ACCOUNT: ("account",),
    Part.AMOUNT: ("share", "amount"),
    Part.WHEN: ("when", "on", "on_day", "on_month", "on_year"),
}
DAYS: Final = tuple((str(day), str(day)) for day in range(1, 29))
"""The days of a month on which a bill can be paid by itself, as options."""
_AMOUNT: Final = re.compile(r"€? ?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d\d?))?")
_FURTHEST: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Order:
    """What is about to be paid; `amount` is in cents."""

    account: Account
    amount: int
    on: date


class PayForm(BaseModel):
    """A payment as typed; every value is text until it proves right."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True)

    account: str = ""
    share: str = "full"
    amount: str = ""
    when: str = "today"
    on: str = ""
    on_day: str = ""
    on_month: str = ""
    on_year: str = ""

    @property
    def day(self) -> Typed:
        """Return the day as it was sent."""
        return self.on, self.on_day, self.on_month, self.on_year

    def order(self, household: Household, bill: Bill, look: Look, today: date) -> Order | Errors:
        """Return what is to be paid, or what to say about each wrong field."""
        account = household.account(self.account)
        cents = self._cents(household.left(bill), look.amount)
        on = self._on(look, today)
        errors: Errors = {}
        if account is None:
            errors["account"] = "Choose an account."
        if isinstance(cents, str):
            errors["amount"] = cents
        if isinstance(on, str):
            errors["on"] = on
        if account is None or isinstance(cents, str) or isinstance(on, str):
            return errors
        return Order(account, cents, on)

    def _cents(self, left: int, asking: Asking) -> int | str:
        if asking is Asking.RADIO and self.share == "full":
            return left
        found = _AMOUNT.fullmatch(self.amount)
        if found is None:
            return "Enter an amount, such as 25.00."
        euros, cents = found[1].replace(",", ""), (found[2] or "").ljust(2, "0")
        typed = int(euros) * 100 + int(cents)
        if not 0 < typed <= left:
            return f"Enter an amount from €0.01 to {money(left)}."
        return typed

    def _on(self, look: Look, today: date) -> date | str:
        if look.when is Asking.RADIO and self.when == "today":
            return today
        on = read_day(look.dating, self.day)
        if on is None:
            return "Enter a date."
        if not today <= on <= today + _FURTHEST:
            return "Choose a day from today to a year from now."
        return on


def beyond(order: Order, household: Household, today: date) -> Errors:
    """Say it where the account holds too little for a payment of today."""
    balance = household.balance(order.account)
    if order.on > today or order.amount <= balance:
        return {}
    return {"account": f"There is not enough money in this account: it holds {money(balance)}."}


class AutomaticForm(BaseModel):
    """A bill's automatic payment as typed."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True)

    account: str = ""
    day: str = ""

    def errors(self, household: Household) -> Errors:
        """Return what to say about each wrong field."""
        errors: Errors = {}
        if household.account(self.account) is None:
            errors["account"] = "Choose an account."
        if self.day not in dict(DAYS):
            errors["day"] = "Choose a day from 1 to 28."
        return errors
