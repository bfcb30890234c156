"""A household as it is found at the first visit."""

from datetime import date, timedelta
from random import Random
from typing import Final

from sites.bills.household import Account, Automatic, Bill, Household, mandate
from sites.dice import dice

_SERVICES: Final = {
    "Electricity": (("Brightvale Power", "Tidewater Electric", "Alder Energy"), (42, 160)),
    "Water": (("Clearbrook Water", "Lakeside Water Board", "Springfield Waterworks"), (18, 70)),
    "Gas": (("Alder Energy", "Emberline Gas", "Moorland Heating"), (30, 190)),
    "Internet": (("Skylark Broadband", "Fernlink", "Harbour Fibre"), (24, 60)),
    "Mobile phone": (("Pebble Mobile", "Fernlink", "Northstar Telecom"), (9, 48)),
    "Rent": (("Maple Court Lettings", "Quayside Homes", "Hillcrest Estates"), (620, 1350)),
    "Home insurance": (("Oakshield Insurance", "Beacon Mutual", "Larch Assurance"), (21, 95)),
    "Waste collection": (("Greenbarrow Council", "Cityclean Services", "Tipton Waste"), (12, 40)),
    "Music school": (("Allegro House", "Riverside Music School", "The Practice Room"), (35, 120)),
}
"""Who may send a bill for it, and between how many euros it is."""
_ACCOUNTS: Final = (
    *("Everyday account", "Joint account", "Household account", "Savings account"),
    *("Current account", "Holiday fund", "Family account"),
)
_BALANCES: Final = ((2400, 6000), (1500, 4000), (15, 900))
"""Between how many euros the accounts hold: one of them is often too short."""
_BILLS: Final = 6
_DUE_IN: Final = range(1, 29)
_LAST_DAY: Final = 28


def draw_household(visitor: str, seed: int, today: date) -> Household:
    """Draw what a visitor finds: one bill overdue, one paid, two that are paid by themselves."""
    roll = dice("bills", seed, visitor)
    code = f"{roll.randrange(10**5, 10**6)}"
    accounts = _accounts(roll)
    bills = _bills(roll, today)
    automatic = tuple(
        Automatic(
            ref=mandate(code, bill),
            bill=bill.id,
            account=roll.choice(accounts[:2]).id,
            day=roll.randint(1, _LAST_DAY),
        )
        for bill in roll.sample(bills, 2)
    )
    shuffled = tuple(roll.sample(accounts, len(accounts)))
    return Household(code=code, accounts=shuffled, bills=bills, automatic=automatic)


def _accounts(roll: Random) -> tuple[Account, ...]:
    names = roll.sample(_ACCOUNTS, len(_BALANCES))
    return tuple(
        Account(
            id=_id(name),
            name=name,
            ending=f"{roll.randrange(10_000):04d}",
            balance=_cents(roll, *bounds),
        )
        for name, bounds in zip(names, _BALANCES, strict=True)
    )


def _bills(roll: Random, today: date) -> tuple[Bill, ...]:
    services = roll.sample(tuple(_SERVICES), _BILLS)
    days = roll.sample(_DUE_IN, _BILLS)
    days[0] = -1 - days[0] % 9  # the one that is overdue
    bills = []
    for at, (service, due_in) in enumerate(zip(services, days, strict=True)):
        payees, bounds = _SERVICES[service]
        amount = _cents(roll, *bounds)
        bills.append(
            Bill(
                id=_id(service),
                service=service,
                payee=roll.choice(payees),
                reference=f"{roll.randrange(1000, 10_000)} {roll.randrange(10**5, 10**6)}",
                amount=amount,
                paid=amount if at == 1 else 0,
                due=today + timedelta(days=due_in),
            )
        )
    return tuple(sorted(bills, key=lambda bill: bill.due))


def _cents(roll: Random, least: int, most: int) -> int:
    return roll.randrange(least * 100, most * 100)


def _id(name: str) -> str:
    return name.lower().replace(" ", "-")
