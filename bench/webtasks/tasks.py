"""Tasks that are open to developers, each with its script; the others are reserved."""

from typing import Final

from bench.webtasks.script import Solution
from bench.webtasks.solutions import clicking, flights, lists, mail, numbers, texts, widgets

KINDS: Final[dict[str, dict[str, Solution]]] = {
    "clicking": clicking.SOLUTIONS,
    "flights": flights.SOLUTIONS,
    "lists": lists.SOLUTIONS,
    "mail": mail.SOLUTIONS,
    "numbers": numbers.SOLUTIONS,
    "texts": texts.SOLUTIONS,
    "widgets": widgets.SOLUTIONS,
}
SOLUTIONS: Final[dict[str, Solution]] = {
    task: solution for kind in KINDS.values() for task, solution in kind.items()
}
