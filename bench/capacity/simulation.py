"""People, workers and model servers, and how long who waits for whom."""

import math
import random
from collections.abc import Generator
from dataclasses import dataclass, field

import simpy

from bench.capacity.server import Server
from bench.capacity.service import Errand, ModelServer

Goes = Generator[simpy.Event, object, None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fleet:
    """What there is. `sessions` are people who are there all the time, each in turn and thought."""

    sessions: int
    workers: int
    servers: int


@dataclass(slots=True)
class Seen:
    """Of the turns that began after the start was over; seconds."""

    waits: list[float] = field(default_factory=list)
    turns: list[float] = field(default_factory=list)
    asked: list[float] = field(default_factory=list)
    """Of the model, a question each."""
    steps: int = 0
    worker_share: float = 0.0
    """Of the workers' time in which they held a session."""
    server_share: float = 0.0
    seconds: float = 0.0


def quantile(values: list[float], share: float) -> float:
    """The smallest value that is not below so many of them; nothing of none."""
    if not values:
        return math.nan
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)]


def simulate(
    fleet: Fleet,
    errand: Errand,
    server: ModelServer,
    *,
    seconds: float = 600,
    warm_up: float = 120,
    seed: int = 1,
) -> Seen:
    """What is seen in `seconds` after `warm_up`. The same seed sees the same."""
    env = simpy.Environment()
    run = _Run(env, fleet, errand, server, warm_up, random.Random(seed))  # noqa: S311
    for _ in range(fleet.sessions):
        env.process(run.session())
    env.run(until=warm_up)
    held, busy = run.held, sum(one.busy for one in run.servers)
    env.run(until=warm_up + seconds)
    seen = run.seen
    seen.seconds = seconds
    seen.worker_share = (run.held - held) / (fleet.workers * seconds)
    seen.server_share = (sum(s.busy for s in run.servers) - busy) / (fleet.servers * seconds)
    return seen


class _Run:
    def __init__(
        self,
        env: simpy.Environment,
        fleet: Fleet,
        errand: Errand,
        server: ModelServer,
        warm_up: float,
        dice: random.Random,
    ) -> None:
        self._env = env
        self._errand = errand
        self._server = server
        self._warm_up = warm_up
        self._dice = dice
        self._workers = simpy.Resource(env, capacity=fleet.workers)
        self.servers = [Server(env, server) for _ in range(fleet.servers)]
        self.seen = Seen()
        self.held = 0.0

    def session(self) -> Goes:
        # Not all at once: some are in the middle of a thought.
        yield self._env.timeout(self._dice.uniform(0, self._errand.thinks))
        while True:
            yield from self._turn()
            yield self._env.timeout(self._dice.expovariate(1 / self._errand.thinks))

    def _turn(self) -> Goes:
        said = self._env.now
        with self._workers.request() as worker:
            yield worker
            began = self._env.now
            yield self._env.timeout(self._errand.opens.draw(self._dice))
            for _ in range(self._length()):
                yield from self._step()
        ended = self._env.now
        self.held += ended - began
        if said >= self._warm_up:
            self.seen.waits.append(began - said)
            self.seen.turns.append(ended - said)

    def _length(self) -> int:
        """Steps of a turn: one at least, geometric."""
        ends = 1 / self._errand.steps
        if ends >= 1:
            return 1
        return 1 + int(math.log(1 - self._dice.random()) / math.log(1 - ends))

    def _step(self) -> Goes:
        yield self._env.timeout(self._errand.browser.draw(self._dice) + self._errand.overhead)
        asked = self._env.now
        prefill, decode = self._server.prefill, self._server.decode
        least = min(self.servers, key=lambda one: one.load)
        yield least.ask(prefill.draw(self._dice), decode.draw(self._dice))
        if asked >= self._warm_up:
            self.seen.asked.append(self._env.now - asked)
            self.seen.steps += 1
