"""What a person did on a page, as the line that a model would have had to write there."""

from dataclasses import dataclass
from typing import Final

from errands.agent.progress import Progress
from errands.agent.prompt import render
from errands.agent.route import route
from errands.agent.view.lens import Lens
from errands.contracts.action import Action, Back, target_of, to_line
from errands.contracts.ids import ElementId, SkillName
from errands.contracts.observation import Element, Observation
from errands.contracts.ports import Clock
from errands.contracts.recording import Candidate, Recording
from errands.contracts.session import Session
from errands.contracts.step import Effect, EffectKind, Usage
from errands.contracts.turn import Turn

PERSON: Final = "person"
"""Stands in a recording where a model's name stands otherwise."""
_ANOTHER: Final = Effect(kind=EffectKind.PAGE_CHANGED)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Done:
    """A person's step, as the loop's own are described."""

    action: Action
    output: str
    prompt: str
    skill: SkillName
    candidates: tuple[Candidate, ...] = ()
    model: str = PERSON
    thought: str = ""
    usage: Usage = Usage()
    seconds: float = 0.0


class Demonstration:
    """Follows one person on one session's pages. `turn` names it; nothing was said in it."""

    def __init__(self, session: Session, turn: Turn, clock: Clock, lens: Lens) -> None:
        self._progress = Progress.begin(session, turn, (), clock, lens)
        self._met = False

    @property
    def page(self) -> Observation | None:
        """As it was seen last; nothing where it may be another one by now."""
        return self._progress.page.now if self._met else None

    def see(self, now: Observation) -> None:
        """What stands there now, whatever led to it."""
        if self._progress.has_page:
            self._progress.see(now, Back(), _ANOTHER)
        else:
            self._progress.see(now)
        self._met = True

    def lose_sight(self) -> None:
        self._met = False

    def did(self, action: Action, effect: Effect, now: Observation) -> Recording | None:
        """The step, and what is seen after it; `None` where no line of this page tells of it."""
        if not self._met:
            self.see(now)
            return None
        recording = self._recorded(action, effect) if self._can_be_said(action) else None
        self._progress.see(now, action, effect)
        return recording

    def _can_be_said(self, action: Action) -> bool:
        target = target_of(action)
        is_shown = target is None or target in self._progress.page.visible
        return is_shown and to_line(action).isprintable()

    def _recorded(self, action: Action, effect: Effect) -> Recording:
        page, session = self._progress.page, self._progress.session
        done = _Done(
            action=action,
            output=to_line(action),
            prompt=render(session.profile, session.chat, page),
            skill=route(page.now),
        )
        step = self._progress.step(done, irreversible=False)
        return self._progress.recording(self._progress.finished(step, effect, act=0.0), done)


def with_value(page: Observation, number: ElementId, value: str) -> Observation:
    """The page once a field holds something else."""

    def filled(element: Element) -> Element:
        return element.model_copy(update={"value": value}) if element.id == number else element

    sections = tuple(
        section.model_copy(update={"elements": tuple(map(filled, section.elements))})
        for section in page.sections
    )
    return page.model_copy(update={"sections": sections})
