"""What the focus picker learns from: a page, what was said, and what was acted on next."""

from dataclasses import dataclass

from errands.agent.view.wish import Wish
from errands.contracts.ids import ElementId
from errands.contracts.observation import Observation


@dataclass(frozen=True, slots=True)
class Example:
    """`family` is what is held out as a whole when a picker is judged."""

    family: str
    kind: str
    page: str
    seen: Observation
    wish: Wish
    needed: ElementId
