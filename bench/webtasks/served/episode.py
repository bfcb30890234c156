"""One episode: a person's message, the loop and a model on a task's page, until it has ended."""

import asyncio
from dataclasses import dataclass
from typing import Final

from bench.webtasks.play import opened, play
from bench.webtasks.served.onlooker import Onlooker
from bench.webtasks.served.person import PlainPerson
from bench.webtasks.served.result import SECONDS, STEPS, Cause, Obstacle, Result, outcome_of
from bench.webtasks.server import Course, TaskServer
from bench.webtasks.tasks import SOLUTIONS
from errands.agent.view.lens import Lens
from errands.contracts.errors import BrowserGoneError
from errands.contracts.ids import SessionId, TenantId
from errands.contracts.ports import Browsers, Clock, Model
from errands.contracts.profile import Profile
from errands.contracts.session import Limits, Session
from errands.contracts.turn import StopReason
from learning.converse import Conversation, Notes, Place, talk

_NEWS: Final = 1.0
"""Seconds in which a page tells how its episode has ended."""


class NotMeasuredError(Exception):
    """What an episode needs was missing; nothing can be said of the model."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Where episodes are played."""

    server: TaskServer
    browsers: Browsers
    model: Model
    clock: Clock
    lens: Lens


@dataclass(slots=True, kw_only=True)
class Bounded(Notes):
    """Ends what has spent its steps or its time, and what the page knows the end of.

    The first outcome of an episode counts: what comes after it would change nothing.
    """

    course: Course
    clock: Clock
    begun: float

    @property
    def seconds(self) -> float:
        return self.clock.elapsed() - self.begun

    async def cancelled(self) -> bool:
        ended = self.course.ended.is_set()
        return ended or len(self.steps) >= STEPS or self.seconds >= SECONDS


async def played(room: Room, task: str, seed: int) -> Result:
    """Plays a task, and where it isn't done, lets its script tell what was in the way.

    Raises:
        NotMeasuredError: the model server is away, or the page tells no instruction.
    """
    result = await _played(room, room.server.register(task, seed))
    if result.done:
        return result
    return result.model_copy(update={"obstacle": await _obstacle(room, task, seed)})


async def _played(room: Room, course: Course) -> Result:
    notes = Bounded(course=course, clock=room.clock, begun=room.clock.elapsed())
    conversation = await talked(room, course, notes)
    reasons = conversation.reasons if conversation else ()
    if StopReason.MODEL_UNAVAILABLE in reasons:
        raise NotMeasuredError("the model server doesn't answer")
    chat = conversation.session.chat if conversation else ()
    return Result(
        task=course.episode.task,
        seed=course.episode.seed,
        outcome=outcome_of(course.reward, reasons[-1] if reasons else None, len(notes.steps)),
        reward=course.reward,
        reasons=reasons,
        chat=tuple(f"{line.speaker}: {line.text}" for line in chat),
        lines=tuple(f"{step.line} -> {step.effect}" for step in notes.steps),
        models=tuple(sorted({step.model for step in notes.steps})),
        seconds=round(notes.seconds, 1),
    )


async def talked(room: Room, course: Course, notes: Notes) -> Conversation | None:
    """The person's conversation with the room's model; `None` where the browser broke down.

    Raises:
        NotMeasuredError: the page tells no instruction.
    """
    session = _session(room, course)
    place = Place(
        start_url=session.start_url,
        hosts=session.hosts.allowed,
        browsers=room.browsers,
        clock=room.clock,
        lens=room.lens,
    )
    try:
        async with opened(room.browsers, room.server, course) as browser:
            if not course.begun.is_set():
                raise NotMeasuredError(f"{course.episode} tells no instruction")
            person = PlainPerson(course.instruction)
            conversation = await talk(person, place, room.model, browser, session, notes)
            await asyncio.to_thread(course.ended.wait, _NEWS)
            return conversation
    except BrowserGoneError:
        return None


async def _obstacle(room: Room, task: str, seed: int) -> Obstacle:
    course = room.server.register(task, seed)
    onlooker = Onlooker(session=_session(room, course), lens=room.lens, clock=room.clock)
    scripted = await play(room.browsers, room.server, course, SOLUTIONS[task], onlooker)
    if not scripted.passed:
        return Obstacle(cause=Cause.NO_SCRIPT, line=scripted.reason)
    return onlooker.obstacle or Obstacle(cause=Cause.CHOICE)


def _session(room: Room, course: Course) -> Session:
    return Session(
        id=SessionId(f"{course.episode.task}-{course.episode.seed}"),
        tenant=TenantId("bench"),
        start_url=room.server.address(course),
        profile=Profile.of({}),
        hosts=room.server.hosts,
        limits=Limits(max_steps=STEPS, max_seconds=SECONDS),
        created_at=room.clock.now(),
    )
