"""Wishes that a visitor's household lets come true."""

from datetime import date, timedelta
from random import Random

from learning.wishes.bills import BillErrand, BillsWish, Pay, TurnOff, TurnOn
from sites.bills.draw import draw_household
from sites.bills.household import Bill, Household

_SITE_SEED = 7
"""As the site's server draws unless it is told."""
_FURTHEST = 45


def household_of(visitor: str, today: date) -> Household:
    return draw_household(visitor, _SITE_SEED, today)


def draw_wish(rng: Random, household: Household, kind: type[BillErrand], today: date) -> BillsWish:
    """A wish of this kind."""
    while True:
        bill = rng.choice(household.bills)
        wish = BillsWish(
            service=bill.service,
            payee=bill.payee,
            errand=_errand(rng, household, bill, kind, today),
        )
        if is_possible(wish, household):
            return wish


def is_possible(wish: BillsWish, household: Household) -> bool:
    """Whether the site would do it, and it would change something."""
    bill = bill_of(wish, household)
    match wish.errand:
        case Pay(account=name, amount=amount, on=on):
            left = household.left(bill)
            balance = next(a.balance for a in household.accounts if a.name == name)
            due = left if amount is None else amount
            is_part = amount is None or amount < left
            return left > 0 and is_part and (on is not None or due <= balance)
        case TurnOn():
            return household.automatic_of(bill) is None
        case TurnOff():
            return household.automatic_of(bill) is not None


def bill_of(wish: BillsWish, household: Household) -> Bill:
    return next(bill for bill in household.bills if bill.service == wish.service)


def is_sole_payee(wish: BillsWish, household: Household) -> bool:
    """Whether the payee's name tells which bill it is."""
    return sum(bill.payee == wish.payee for bill in household.bills) == 1


def _errand(
    rng: Random, household: Household, bill: Bill, kind: type[BillErrand], today: date
) -> BillErrand:
    account = rng.choice(household.accounts).name
    if kind is Pay:
        left = household.left(bill)
        amount = _part(rng, left) if rng.random() < 0.35 else None  # noqa: PLR2004 a share
        later = today + timedelta(days=rng.randint(1, _FURTHEST))
        return Pay(
            account=account,
            amount=amount,
            on=later if rng.random() < 0.4 else None,  # noqa: PLR2004
        )
    return TurnOn(account=account, day=rng.randint(1, 28)) if kind is TurnOn else TurnOff()


def _part(rng: Random, left: int) -> int:
    """Some cents of what is left, mostly whole euros."""
    cents = rng.randint(500, max(600, left - 1))
    return cents if rng.random() < 0.25 else cents // 100 * 100  # noqa: PLR2004
