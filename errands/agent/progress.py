"""Where a turn stands: the page in the prompt, what was done, what it cost, whether it is stuck."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Protocol

from errands.agent.effects.effect import fingerprint, is_irreversible
from errands.agent.prompt import RELOADED, done_line, history_line, named_line, unseen_line
from errands.agent.values.runs import normal
from errands.agent.values.said import Said, day_of
from errands.agent.values.shown_codes import remembered
from errands.agent.view.lens import Lens
from errands.agent.view.outline import RENDERER
from errands.agent.view.page import Page, meet
from errands.agent.view.wish import Wish
from errands.contracts.action import (
    Action,
    Check,
    Click,
    Fill,
    Key,
    Open,
    Press,
    Select,
    target_of,
    to_line,
)
from errands.contracts.ids import ElementId, SkillName
from errands.contracts.observation import CHECKABLE, Element, Observation
from errands.contracts.ports import Clock
from errands.contracts.recording import Candidate, Recording
from errands.contracts.session import Session, Speaker
from errands.contracts.step import REJECTIONS, Effect, EffectKind, Step, Timings, Usage
from errands.contracts.turn import Turn

MAX_WITHOUT_CHANGE = 3
"""Times the same action may do nothing on the same page."""
MAX_REPEATS = 5
"""Times the same action may be done in one turn on a page that looks the same."""
WORN_OUT = 2
"""Times the same may be done in one turn on a page that looks the same; it isn't offered then."""
ASKED_TWICE = 2
"""Times the same may be asked in a row before something else has to be tried."""
MAX_REFUSALS = 5
"""Refusals in a row."""

_FRUITLESS = REJECTIONS | {
    EffectKind.NO_CHANGE,
    EffectKind.NO_MATCH,
    EffectKind.FAILED,
    EffectKind.MAYBE,
}


class Chosen(Protocol):
    """What of a choice goes into a step and its recording."""

    @property
    def action(self) -> Action: ...
    @property
    def output(self) -> str: ...
    @property
    def candidates(self) -> tuple[Candidate, ...]: ...
    @property
    def prompt(self) -> str: ...
    @property
    def skill(self) -> SkillName: ...
    @property
    def model(self) -> str: ...
    @property
    def thought(self) -> str: ...
    @property
    def usage(self) -> Usage: ...
    @property
    def seconds(self) -> float: ...


@dataclass(slots=True, kw_only=True)
class Progress:
    """Mutable, and owned by one run of the loop."""

    session: Session
    turn: Turn
    said: Said
    started: float
    steps: int
    lines: tuple[str, ...]
    usage: Usage = field(default_factory=Usage)
    observe_ms: float = 0
    refusals: int = 0
    _page: Page | None = None
    _clock: Clock
    _lens: Lens
    _fruitless: Counter[str] = field(default_factory=Counter)
    _repeats: Counter[str] = field(default_factory=Counter)
    _done: Counter[tuple[int, str]] = field(default_factory=Counter)
    """What was done on a page in this turn, by how it looked; what can't be new counts full."""

    @staticmethod
    def begin(
        session: Session, turn: Turn, earlier: tuple[Step, ...], clock: Clock, lens: Lens
    ) -> "Progress":
        """A turn's progress after the steps that were finished before."""
        lines = tuple(f"{step.line} -> {step.effect}" for step in earlier)
        return Progress(
            session=session,
            turn=turn,
            said=Said.in_chat(session.chat, day_of(turn.created_at)),
            started=clock.elapsed(),
            steps=len(earlier),
            lines=(*session.history, *lines),
            usage=sum((step.usage for step in earlier), Usage()),
            _clock=clock,
            _lens=lens,
        )

    @property
    def has_page(self) -> bool:
        """Whether one has been seen yet."""
        return self._page is not None

    @property
    def page(self) -> Page:
        if self._page is None:
            msg = "no page has been seen yet"
            raise ValueError(msg)
        return self._page

    @property
    def agreed(self) -> Click | Check | None:
        """The effect on this page that the person has just said yes to."""
        now, approved = self.page.now, self.session.approved
        seen = (e for e in now.elements if e.id in self.page.visible) if approved else ()
        acts = (_act(element) for element in seen)
        return next(
            (a for a in acts if is_irreversible(a, now) and fingerprint(a, now) in approved), None
        )

    @property
    def asks_in_vain(self) -> bool:
        """Whether the same was asked twice in a row, and nothing was tried since the answer.

        Where both answers were the same too, a third would tell nothing new all turn long.
        """
        last = self.session.texts_of(Speaker.ASSISTANT)[-ASKED_TWICE:]
        if len(last) < ASKED_TWICE or len(set(last)) > 1 or not last[0].endswith("?"):
            return False
        heard = self.session.texts_of(Speaker.USER)[-ASKED_TWICE:]
        return self.steps == 0 or len(set(map(normal, heard))) == 1

    @property
    def stuck(self) -> bool:
        """Nothing new comes of what is tried."""
        return (
            self.refusals >= MAX_REFUSALS
            or max(self._fruitless.values(), default=0) >= MAX_WITHOUT_CHANGE
            or max(self._repeats.values(), default=0) >= MAX_REPEATS
        )

    def see(
        self,
        now: Observation,
        action: Action | None = None,
        effect: Effect | None = None,
    ) -> None:
        """Takes in what the browser shows, after an action or at first."""
        codes = remembered(self.session.shown_codes, now)
        self.session = self.session.model_copy(update={"shown_codes": codes})
        page = self._page
        if page is not None and action is not None and effect is not None:
            self._wear(page.now, now, action, effect)
            self._page = self._next_page(page, now, action, effect)
        else:
            self._page = self._meet(1, now)
        self._page = replace(self._page, barred=self._worn(now).union(self._declined(now)))

    def step(self, choice: Chosen, *, irreversible: bool) -> Step:
        """The step that is about to be done."""
        self.steps += 1
        self.usage += choice.usage
        return Step(
            session=self.session.id,
            turn=self.turn.id,
            number=self.steps,
            skill=choice.skill,
            model=choice.model,
            action=choice.action,
            line=named_line(choice.action, self.page.now),
            effect=Effect(kind=EffectKind.MAYBE),
            url=self.page.now.url,
            irreversible=irreversible,
            timings=Timings(observe=self.observe_ms, decide=1000 * choice.seconds),
            usage=choice.usage,
            at=self._clock.now(),
            thought=choice.thought,
        )

    def finished(self, step: Step, effect: Effect, act: float) -> Step:
        """The step with its effect; `act` is in milliseconds."""
        self.lines = (*self.lines, history_line(step.action, effect, self.page.now))
        key = f"{step.url} {step.line}"
        fruitless = effect.kind in _FRUITLESS
        self.refusals = self.refusals + 1 if fruitless else 0
        if fruitless:
            self._fruitless[key] += 1
        else:
            self._repeats[f"{key} {_looks(self.page.now)}"] += 1
        timings = step.timings.model_copy(update={"act": act})
        return step.model_copy(update={"effect": effect, "timings": timings})

    def note(self, interrupted: Step) -> None:
        """Takes in a step that nobody saw the end of."""
        self.lines = (*self.lines, unseen_line(interrupted))

    def reload(self) -> None:
        """Takes in that what stands on the pages may not be what was left there."""
        self.lines = (*self.lines, RELOADED)

    def recording(self, step: Step, choice: Chosen) -> Recording:
        return Recording(
            renderer=RENDERER,
            session=step.session,
            turn=step.turn,
            number=step.number,
            page=self.page.number,
            skill=step.skill,
            model=step.model,
            prompt=choice.prompt,
            output=choice.output,
            candidates=choice.candidates,
            action=step.action,
            effect=step.effect,
            timings=step.timings,
            usage=step.usage,
            at=step.at,
        )

    def _wear(self, before: Observation, now: Observation, action: Action, effect: Effect) -> None:
        """The same done where all looks the same leads to the same, again and again."""
        is_click = isinstance(action, Click | Press)
        if not is_click and not isinstance(action, Fill | Select | Check):
            return
        if effect.kind in {EffectKind.OK, EffectKind.PAGE_CHANGED}:
            looks = _looks(before)
            leads_on = looks != _looks(now) or (is_click and effect.kind is EffectKind.OK)
            self._done[looks, to_line(action)] += 1 if leads_on else WORN_OUT

    def _worn(self, now: Observation) -> frozenset[str]:
        looks = _looks(now)
        times = ((line, n) for (page, line), n in self._done.items() if page == looks)
        return frozenset(line for line, n in times if n >= WORN_OUT)

    def _next_page(self, page: Page, now: Observation, action: Action, effect: Effect) -> Page:
        if isinstance(action, Open):
            known = page.words if page.way(action.chunk) else frozenset[str]()
            shown = self._meet(page.number + 1, now, (*page.opened, action.chunk), known=known)
            return replace(shown, closed_off=page.closed_off)
        if effect.kind in {EffectKind.PAGE_CHANGED, EffectKind.STALE}:
            return self._meet(page.number + 1, now)
        spent = effect.kind in _FRUITLESS or isinstance(action, Fill | Select)
        off = to_line(action) if spent else None
        kept = effect.kind is EffectKind.OK
        filled = action.element if isinstance(action, Fill) and kept else None
        after = page.after(done_line(action, effect), now, off, filled)
        if after is None:
            return self._meet(page.number + 1, now, at=target_of(action))
        if self._lens.rewrites:
            anew = self._meet(page.number + 1, now, page.opened)
            return replace(anew, closed_off=after.closed_off, filled=after.filled)
        return after

    def _meet(
        self,
        number: int,
        now: Observation,
        opened: tuple[str, ...] = (),
        at: ElementId | None = None,
        known: frozenset[str] = frozenset(),
    ) -> Page:
        words = " ".join(line.text for line in self.session.chat)
        return meet(
            number,
            now,
            Wish(words=words, last=self._last_words, opened=opened, at=at, known=known),
            self._lens,
            known=" ".join(self.session.profile.values),
            history=self.lines,
        )

    @property
    def _last_words(self) -> str:
        return next(reversed(self.session.texts_of(Speaker.USER)), "")

    def _declined(self, now: Observation) -> Iterator[str]:
        """The effect just not agreed to: with other words on the page it is another one.

        Enter may be the same effect by another hand.
        """
        enter = Press(key=Key.ENTER)
        commits = [e.id for e in now.elements if e.id and is_irreversible(Click(element=e.id), now)]
        presses = {e: fingerprint(Click(element=e), now) for e in commits}
        by_enter = bool(commits) and fingerprint(enter, now) == self.session.declined
        for element, print_ in presses.items():
            if by_enter or print_ == self.session.declined:
                yield to_line(Click(element=element))
                yield to_line(Check(element=element, on=True))
                yield to_line(Press(key=Key.SPACE, element=element))
                yield to_line(enter)


def _act(element: Element) -> Click | Check:
    """What is done to a control where there is one way to do it."""
    if element.role in CHECKABLE:
        return Check(element=element.id, on=True)
    return Click(element=element.id)


def _looks(page: Observation) -> int:
    """Tells apart what a page shows: "Next month" six times is no loop, the months differ."""
    return hash(
        tuple(
            (e.role, e.name, e.value, e.checked, e.disabled, e.expanded, e.options)
            for e in page.elements
        )
    )
