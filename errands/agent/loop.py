"""The loop: observe, render, decide, gate, act, record, until there is something to say."""

from dataclasses import dataclass, field, replace
from functools import partial
from typing import Protocol

from pydantic import SecretStr

from errands.agent.decide import decide
from errands.agent.effects.consent import refuses
from errands.agent.effects.effect import fingerprint, pending
from errands.agent.gates import Case, Passed, Refused, judge
from errands.agent.hear import answered, hear
from errands.agent.progress import Progress
from errands.agent.prompt import done_by_us
from errands.agent.values.slots import asked_for
from errands.agent.veil import Veil
from errands.agent.view.chunks import NEXT, PREVIOUS
from errands.agent.view.lens import Lens
from errands.agent.view.page import Page
from errands.agent.words import LEFT_ALONE, ending
from errands.contracts.action import Action, Ask, Open, Say
from errands.contracts.errors import ModelError
from errands.contracts.ids import SlotName
from errands.contracts.observation import Observation
from errands.contracts.ports import Browser, Clock, Model
from errands.contracts.recording import Recording
from errands.contracts.session import Session, Speaker
from errands.contracts.step import NOTHING_MORE, Effect, EffectKind, Step
from errands.contracts.turn import StopReason, Turn, status_of

KEPT_LINES = 40
"""Lines of history a session keeps; a prompt shows the last few."""


class Ledger(Protocol):
    """Where a turn's steps are written down, and where its caller can stop it."""

    async def begin(self, step: Step) -> None:
        """Before the action: "about to do this"."""
        ...

    async def finish(self, step: Step, recording: Recording) -> None:
        """After the action, with its effect."""
        ...

    async def cancelled(self) -> bool: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """All a turn works with.

    `secrets` may be typed; `hidden` may be shown to nobody: those, and earlier values of theirs.
    `earlier` are this turn's steps that another worker finished; `interrupted` is the one it began
    and never finished. `reloaded`: the pages were loaded anew in another browser.
    """

    browser: Browser
    model: Model
    clock: Clock
    ledger: Ledger
    lens: Lens = field(default_factory=Lens)
    secrets: dict[SlotName, SecretStr] = field(default_factory=dict)
    hidden: tuple[SecretStr, ...] = ()
    earlier: tuple[Step, ...] = ()
    interrupted: Step | None = None
    reloaded: bool = False

    @property
    def veil(self) -> Veil:
        return Veil.over((*self.secrets.values(), *self.hidden))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The session and the turn as they are to be saved; `trouble` is for the log alone."""

    session: Session
    turn: Turn
    trouble: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """Why a turn ends, and its last words."""

    reason: StopReason
    reply: str
    asked: tuple[SlotName, ...] = ()
    trouble: str = ""


async def run_turn(session: Session, turn: Turn, desk: Desk) -> Outcome:
    """Plays one turn to its end; the turn that comes back has ended, with words for the user.

    Raises:
        FencedError: the ledger's writer has lost its lease; nothing more may be done.
        BrowserGoneError: the browser died; the caller may open another and call again.
    """
    said = turn.model_copy(update={"message": desk.veil.text(turn.message)})
    heard = hear(session, said)
    if any(step.irreversible for step in desk.earlier):
        heard = heard.model_copy(update={"approved": ()})  # the yes was used before the break
    progress = Progress.begin(heard, turn, desk.earlier, desk.clock, desk.lens)
    if desk.interrupted is not None and desk.interrupted.irreversible:
        progress.note(desk.interrupted)
        return _close(progress, _end(progress, StopReason.OUTCOME_UNKNOWN, desk.interrupted.line))
    if (asked := answered(session, said)) is not None and refuses(said.message, asked.question):
        return _close(progress, End(reason=StopReason.ASKED, reply=LEFT_ALONE))
    if desk.reloaded:
        progress.reload()
    progress.see(await _observe(progress, desk))
    while True:
        reason = await _must_stop(progress, desk)
        end = _end(progress, reason) if reason else await _step(progress, desk)
        if end is not None:
            return _close(progress, end)


async def _step(progress: Progress, desk: Desk) -> End | None:
    """One step; what it returns ends the turn."""
    case = Case(
        session=progress.session, said=progress.said, page=progress.page.now, secrets=desk.secrets
    )
    try:
        choice = await decide(progress, desk.model, desk.clock, partial(judge, case=case))
    except ModelError as error:
        return replace(_end(progress, StopReason.MODEL_UNAVAILABLE), trouble=repr(error))
    if choice is None:
        return _end(progress, StopReason.LOOP)
    verdict = choice.verdict
    if isinstance(verdict, Passed) and verdict.irreversible:
        verdict = await _still(choice.action, case, desk) or verdict
    step = progress.step(choice, irreversible=isinstance(verdict, Passed) and verdict.irreversible)
    await desk.ledger.begin(step)
    started = desk.clock.elapsed()
    effect = await _perform(progress, choice.action, verdict, desk.browser)
    effect = desk.veil.effect(effect)
    step = progress.finished(step, effect, act=1000 * (desk.clock.elapsed() - started))
    await desk.ledger.finish(step, progress.recording(step, choice))
    if step.irreversible and effect.kind is EffectKind.MAYBE:
        return _end(progress, StopReason.OUTCOME_UNKNOWN, step.line)
    if (end := _ending(choice.action, effect, progress)) is not None:
        return end
    progress.see(await _observe(progress, desk), choice.action, effect)
    return None


async def _still(action: Action, case: Case, desk: Desk) -> Refused | None:
    """A page may change between the look that the yes was for and the hand that acts on it."""
    now = desk.veil.page(await desk.browser.observe())
    if now == case.page or fingerprint(action, now) == fingerprint(action, case.page):
        return None
    return Refused(effect=Effect(kind=EffectKind.STALE, detail="the page changed"))


async def _observe(progress: Progress, desk: Desk) -> Observation:
    started = desk.clock.elapsed()
    seen = desk.veil.page(await desk.browser.observe())
    progress.observe_ms = 1000 * (desk.clock.elapsed() - started)
    return seen


async def _perform(
    progress: Progress, action: Action, verdict: Passed | Refused, browser: Browser
) -> Effect:
    if isinstance(verdict, Refused):
        return verdict.effect
    if verdict.irreversible:
        progress.session = progress.session.model_copy(update={"approved": ()})
    match action:
        case Ask() | Say():
            return Effect(kind=EffectKind.OK)
        case Open(chunk=name):
            return await _open(progress.page, name, browser)
        case _:
            return await browser.perform(action, verdict.text)


async def _open(page: Page, name: str, browser: Browser) -> Effect:
    """What is asked for is shown with the next look; here the browser goes where it is."""
    if (way := page.way(name)) is not None:
        return await browser.scroll(way.section, back=way.back)
    if name in {*NEXT, *PREVIOUS}:
        return NOTHING_MORE
    if (control := page.first_control(name)) is not None:
        await browser.reveal(control)
    return Effect(kind=EffectKind.OK)


def _ending(action: Action, effect: Effect, progress: Progress) -> End | None:
    """The end a step makes of the turn, if it makes one."""
    match action:
        case Ask(question=words, slots=slots):
            asked = asked_for(words, slots, progress.session.profile)
            return End(reason=StopReason.ASKED, reply=words, asked=asked)
        case Say(text=words):
            return End(reason=StopReason.SAID, reply=words)
        case _ if effect.kind is EffectKind.NEEDS_YES:
            return _ask_for_yes(action, progress)
        case _:
            return None


def _ask_for_yes(action: Action, progress: Progress) -> End:
    asked = pending(action, progress.page.now)
    progress.session = progress.session.model_copy(update={"pending_effect": asked})
    return End(reason=StopReason.NEEDS_YES, reply=asked.question)


async def _must_stop(progress: Progress, desk: Desk) -> StopReason | None:
    if await desk.ledger.cancelled():
        return StopReason.CANCELLED
    limits = progress.session.limits
    spent = desk.clock.elapsed() - progress.started
    if progress.steps >= limits.max_steps or spent >= limits.max_seconds:
        return StopReason.BUDGET
    return StopReason.LOOP if progress.stuck else None


def _end(progress: Progress, reason: StopReason, doing: str | None = None) -> End:
    done = done_by_us(progress.lines[-2:])
    last = done[-1] if done else ""
    return End(reason=reason, reply=ending(reason, last if doing is None else doing))


def _close(progress: Progress, end: End) -> Outcome:
    """The turn with its reply, and the session that has heard it."""
    turn = progress.turn.model_copy(
        update={
            "status": status_of(end.reason),
            "reply": end.reply,
            "asked_slots": end.asked,
            "stop_reason": end.reason,
            "steps": progress.steps,
            "usage": progress.usage,
        }
    )
    session = progress.session.said(Speaker.ASSISTANT, end.reply).model_copy(
        update={"asked_slots": end.asked, "history": progress.lines[-KEPT_LINES:], "ended": turn}
    )
    return Outcome(session=session, turn=turn, trouble=end.trouble)
