"""One task played by its script through the very loop that is served → exercises."""

from dataclasses import dataclass, replace

from bench.webtasks.lessons.scripted import TaskScript
from bench.webtasks.lessons.watched import WatchedBrowsers
from bench.webtasks.script import GaveUpError
from bench.webtasks.served.episode import Bounded, Room, talked
from bench.webtasks.server import FULL
from bench.webtasks.tasks import SOLUTIONS
from learning.exercise import Exercise
from learning.page_sample import samples_of
from learning.sayable import UnsayableError

SITE = "webtasks"
"""All tasks are one site, so that they take turns with the others as one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """`missed` is why there is nothing to learn, else empty."""

    task: str
    seed: int
    exercises: tuple[Exercise, ...] = ()
    missed: str = ""


async def lesson(room: Room, task: str, seed: int) -> Lesson:
    """Plays the script of a task; what is learned from is an episode that was done wholly right.

    Raises:
        NotMeasuredError: the page tells no instruction.
    """
    course = room.server.register(task, seed)
    browsers = WatchedBrowsers(room.browsers)
    model = TaskScript(course, SOLUTIONS[task], browsers)
    notes = Bounded(course=course, clock=room.clock, begun=room.clock.elapsed())
    missed = ""
    try:
        await talked(replace(room, browsers=browsers, model=model), course, notes)
    except UnsayableError as error:
        missed = f"can't be said: {error.line}"
    except GaveUpError as error:
        missed = str(error)
    finally:
        await model.close()
    if course.reward != FULL:
        return Lesson(task=task, seed=seed, missed=missed or "it wasn't done")
    name = f"{task}-{seed}"
    exercises = tuple(
        Exercise(sample=sample, talk=name, site=SITE, persona="plain", kind=task)
        for sample in samples_of(notes.recordings)
    )
    return Lesson(task=task, seed=seed, exercises=exercises)
