"""The two forms of a prompt that are compared, and what makes each."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from errands.agent.view.lens import Lens
from errands.contracts.action import ARROW
from errands.contracts.ports import Decision, Request
from learning.hotels.expert import HotelExpert

_DONE: Final = re.compile(r'^(?P<verb>fill|select|check) "(?P<name>[^"]*)" (?P<rest>.*)$')
_CONTROL: Final = re.compile(r'^\w+ "([^"]*)" \[(\d+)\]', re.MULTILINE)


class Form(StrEnum):
    """How a page's steps are written."""

    ONCE = "written once"
    """The page as it was met, each action and what it changed below it."""
    ANEW = "written anew"
    """The history, and behind it the page as it is now."""

    def lens(self, served: Lens) -> Lens:
        """Both may spend as much on what was done."""
        if self is Form.ONCE:
            return served
        budget = served.budget
        room = replace(budget, history=budget.history + budget.done, history_lines=20)
        return replace(served, budget=room, rewrites=True)


@dataclass(slots=True)
class AnewExpert(HotelExpert):
    """The scripted solution before pages written anew.

    It reads below a page what was done on it, so that is put there for it.
    """

    async def decide(self, request: Request) -> Decision:
        # Spelled out: a class with slots has no `super()` of its own.
        asked = replace(request, prompt=below_the_page(request.prompt))
        return await HotelExpert.decide(self, asked)


def below_the_page(prompt: str) -> str:
    """The same prompt with the history's last lines about fields moved below the page."""
    before, _, rest = prompt.partition("<history>\n")
    history, _, page = rest.partition("</history>\n")
    ids = {name: int(number) for name, number in _CONTROL.findall(page)}
    kept, moved = history.splitlines(), list[str]()
    while kept and (found := _DONE.match(kept[-1])) and found["name"] in ids:
        line = f"{found['verb']} {ids[found['name']]} {found['rest']}"
        moved.insert(0, line if ARROW in line else f"{line}{ARROW} ok")
        kept.pop()
    return (
        f"{before}<history>\n"
        + "".join(f"{line}\n" for line in (*kept, "</history>"))
        + (page + "".join(f"{line}\n" for line in moved))
    )
