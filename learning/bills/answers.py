"""Answers that aren't put nicely: bare values, and wrong ones that are corrected later."""

from collections.abc import Mapping
from datetime import date
from random import Random

from learning.bills import phrases as p
from learning.bills.draw import household_of
from learning.bills.heard import Heard
from learning.bills.synthesis import changed, changed_piece, tells_change, told_anew
from learning.bills.wording import answers_of, worded
from learning.script import MOST_SLIPS, Errand, Script, Slip
from learning.wishes.bills import BillsWish, Pay, TurnOn


def terse(errand: Errand) -> Mapping[str, str]:
    """The bare value for each topic."""
    wish = BillsWish.of(errand.wishes[0])
    words = {"service": wish.service.lower()}
    match wish.errand:
        case Pay(account=account, amount=amount, on=on):
            words |= {"account": account, "amount": "all", "on": "now"}
            if amount is not None:
                words["amount"] = f"{amount / 100:.2f}".removesuffix(".00")
            if on is not None:
                words["on"] = f"{on.day} {on:%b}"
        case TurnOn(account=account, day=day):
            words |= {"account": account, "day": str(day)}
        case _:
            pass
    return words


def mistake(rng: Random, errand: Errand, today: date) -> Slip | None:
    """A wrong answer to something that the opening doesn't tell; `None` where there is none.

    Nobody can put right what is done without a yes, nor mean a bill of a household unknown here.
    """
    wish = BillsWish.of(errand.wishes[0])
    hidden = [piece for piece in ("service", *wish.told) if piece not in errand.revealed]
    if not hidden or len(wish.told) == 0 or not isinstance(errand, Script):
        return None
    household = household_of(errand.known_as, today)
    for _ in range(MOST_SLIPS):
        seeming = changed(rng, wish, household, today)
        topic = changed_piece(wish, seeming)
        correction = told_anew(rng, seeming, wish, household, p.CORRECTIONS)
        answer = answers_of(rng, seeming, worded(rng, seeming, household))[topic]
        is_read = Heard.of([answer], today).tells(topic, seeming)
        if topic in hidden and is_read and tells_change(correction, seeming, wish, today):
            return Slip(topic=topic, answer=answer, correction=correction, wish=seeming)
    return None
