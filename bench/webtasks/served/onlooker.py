"""Whether an agent could have said what a script says: prompt, grammar and gates at each line."""

from dataclasses import dataclass

from bench.webtasks.served.result import Cause, Obstacle
from errands.agent.decide import request_for
from errands.agent.gates import Case, Refused, judge
from errands.agent.hear import hear
from errands.agent.progress import Progress
from errands.agent.prompt import named_line
from errands.agent.view.lens import Lens
from errands.backends.sayable import sayable
from errands.contracts.action import Action, Check, Click, Fill, Select, target_of, to_line
from errands.contracts.ids import TurnId
from errands.contracts.observation import CHECKABLE, Observation
from errands.contracts.ports import Clock
from errands.contracts.session import Session
from errands.contracts.step import EffectKind
from errands.contracts.turn import Turn


@dataclass(slots=True, kw_only=True)
class Onlooker:
    """A script's witness, that keeps the first line which could not have been said.

    Each page is taken as one that a turn begins with: what was done before is forgotten.
    """

    session: Session
    lens: Lens
    clock: Clock
    lines: int = 0
    obstacle: Obstacle | None = None

    def note(self, page: Observation, instruction: str, action: Action) -> None:
        self.lines += 1
        if self.obstacle is not None:
            return
        cause = _cause(self._begun(page, instruction), as_offered(action, page))
        if cause is not None:
            line = named_line(action, page)
            self.obstacle = Obstacle(cause=cause, number=self.lines, line=line)

    def _begun(self, page: Observation, instruction: str) -> Progress:
        turn = Turn(
            id=TurnId("t1"),
            session=self.session.id,
            number=1,
            message=instruction,
            created_at=self.clock.now(),
        )
        progress = Progress.begin(hear(self.session, turn), turn, (), self.clock, self.lens)
        progress.see(page)
        return progress


def as_offered(action: Action, page: Observation) -> Action:
    """Boxes are ticked: a click on one is not offered to a model."""
    element = page.element(action.element) if isinstance(action, Click) else None
    if element is None or element.role not in CHECKABLE:
        return action
    return Check(element=element.id, on=not element.checked)


def _cause(progress: Progress, action: Action) -> Cause | None:
    target = target_of(action)
    if target is not None and target not in progress.page.visible:
        return Cause.NOT_SHOWN
    grammar = request_for(progress).grammar
    if not sayable(grammar, to_line(action)):
        return Cause.OTHER_WORDS if _begins(action, grammar) else Cause.NOT_OFFERED
    case = Case(session=progress.session, said=progress.said, page=progress.page.now, secrets={})
    verdict = judge(action, case)
    # A card is answered by a yes.
    if isinstance(verdict, Refused) and verdict.effect.kind is not EffectKind.NEEDS_YES:
        return Cause.REFUSED
    return None


def _begins(action: Action, grammar: str) -> bool:
    """Whether something else may be typed there, or chosen."""
    return isinstance(action, Fill | Select) and f'"{action.kind} {action.element} ' in grammar
