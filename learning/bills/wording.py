"""The pieces of an errand with a bill in one person's words."""

from collections.abc import Mapping
from random import Random

from learning.bills import phrases as p
from learning.bills.draw import is_sole_payee
from learning.spoken_day import ORDINALS, day_text
from learning.wishes.bills import BillsWish, Pay, TurnOff, TurnOn
from sites.bills.household import Household

_BY_PAYEE = 0.2
_LOWERED = 0.3


def worded(rng: Random, wish: BillsWish, household: Household) -> dict[str, str]:
    """What the templates of phrases take: `bill` and this errand's own pieces."""
    bill = rng.choice(p.BILLS[wish.service])
    if is_sole_payee(wish, household) and rng.random() < _BY_PAYEE:
        bill = rng.choice(p.BY_PAYEE).format(payee=wish.payee)
    match wish.errand:
        case Pay(account=account, amount=amount, on=on):
            words = {"bill": bill, "account": _account(rng, account)}
            if amount is not None:
                words["amount"] = amount_text(rng, amount)
            return words if on is None else {**words, "on": day_text(rng, on)}
        case TurnOn(account=account, day=day):
            nth = f"{day}{ORDINALS.get(day, 'th')}"
            return {"bill": bill, "account": _account(rng, account), "day": nth, "number": str(day)}
        case TurnOff():
            return {"bill": bill}


def answers_of(rng: Random, wish: BillsWish, words: Mapping[str, str]) -> dict[str, str]:
    """What is said when asked: of all that this kind of errand may hold."""
    answers = {
        topic: rng.choice(forms).format(**words)
        for topic, forms in p.ASKED.items()
        if topic in {"service", *wish.told}
    }
    if not isinstance(wish.errand, Pay):
        return answers
    usual = {topic: rng.choice(forms) for topic, forms in p.AS_USUAL.items()}
    return {**usual, **answers}


def amount_text(rng: Random, cents: int) -> str:
    euros, rest = divmod(cents, 100)
    thousands = f"{euros:,}" if rng.random() < 0.5 else str(euros)  # noqa: PLR2004 a share
    figure = f"{thousands}.{rest:02}" if rest else thousands
    return rng.choice(("{0} euros", "€{0}", "{0} EUR", "{0} euro", "{0} €")).format(figure)


def _account(rng: Random, name: str) -> str:
    return name.lower() if rng.random() < _LOWERED else name
