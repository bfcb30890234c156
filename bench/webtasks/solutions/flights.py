"""Tasks of finding a journey and taking the one that fits."""

import re
from dataclasses import dataclass
from typing import Final

from bench.webtasks.script import GaveUpError, Script, Solution
from errands.contracts.observation import Element


@dataclass(frozen=True, slots=True)
class _Journey:
    price: int
    minutes: int
    button: Element

    def worth(self, *, money: bool) -> int:
        return self.price if money else self.minutes


async def ticket(script: Script) -> None:
    wanted = script.asked(r"the (.+) (?:cost|duration)")
    journeys = _journeys(script)
    money = "cost" in script.instruction
    highest = wanted.split()[-1] in ("longest", "expensive")
    ranked = sorted(journeys, key=lambda journey: journey.worth(money=money))
    await script.push(ranked[-1 if highest else 0].button)


def _journeys(script: Script) -> list[_Journey]:
    found, minutes = [], 0
    for element in script.page.elements:
        took = re.search(r"(\d+)h (\d+)m", element.name)
        price = re.search(r"Book .*\$(\d+)", element.name)
        if took:
            minutes = int(took.group(1)) * 60 + int(took.group(2))
        if price and element.id:
            found.append(_Journey(int(price.group(1)), minutes, element))
    if not found:
        raise GaveUpError("no journeys")
    return found


async def flight(script: Script) -> None:
    for name, place in (("From", r"from: (.+) to:"), ("To", r"to: (.+) on")):
        await _airport(script, name, script.asked(place))
    await _day(script, script.asked(r"on (\d+/\d+/\d+)"))
    await script.click("Search")
    money = "cheapest" in script.instruction
    best = min(_journeys(script), key=lambda journey: journey.worth(money=money))
    await script.push(best.button)


async def _airport(script: Script, field: str, place: str) -> None:
    await script.fill(script.field(f"{field}.*"), place)
    if not script.controls(rf".*{re.escape(place)}.*"):
        await script.say("press ArrowDown")
    exact = rf"{re.escape(place)} \(.*" if "," in place else rf".*\({re.escape(place)}\)"
    await script.click(exact)


async def _day(script: Script, date: str) -> None:
    month, day, year = date.split("/")
    await script.fill(script.field(r"|.*[Dd]ate.*"), f"{year}-{month:0>2}-{day:0>2}")


SOLUTIONS: Final[dict[str, Solution]] = {
    "buy-ticket": ticket,
    "book-flight": flight,
    "book-flight-nodelay": flight,
}
