"""People, workers and model servers, and how long who waits for whom."""

import math
import random
from collections.abc import Generator
from dataclasses import dataclass, field
from typing import cast

import simpy

from bench.capacity.routing import Line, Router, Routing
from bench.capacity.server import Server
from bench.capacity.service import Errand, ModelServer

Goes = Generator[simpy.Event, object, None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fleet:
    """What there is. `sessions` are people who are there all the time, each in turn and thought."""

    sessions: int
    workers: int
    servers: int
    routing: Routing = Routing.KEPT


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
    town = Town(env, fleet, errand, server, warm_up, random.Random(seed))  # noqa: S311
    env.run(until=warm_up)
    held, busy = town.held, sum(one.busy for one in town.servers)
    env.run(until=warm_up + seconds)
    seen = town.seen
    seen.seconds = seconds
    seen.worker_share = (town.held - held) / (fleet.workers * seconds)
    seen.server_share = (sum(s.busy for s in town.servers) - busy) / (fleet.servers * seconds)
    return seen


class Town:
    """All of a fleet and its people, who begin at once."""

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
        lines = [Line() for _ in range(fleet.workers)]
        self.idle = simpy.Store(env)
        """Workers by their lines. Who has been idle for longest is told first, as Redis does."""
        self.idle.items.extend(lines)
        self.servers = [Server(env, server) for _ in range(fleet.servers)]
        self._router = Router(fleet.routing, self.servers, lines, lambda: env.now, dice)
        self.seen = Seen()
        self.held = 0.0
        self.waiting = self.thinking = self.in_turn = self.open_questions = 0
        for _ in range(fleet.sessions):
            env.process(self._person())

    def _person(self) -> Goes:
        # Not all at once: some are in the middle of a thought.
        pause = self._dice.uniform(0, self._errand.thinks)
        while True:
            self.thinking += 1
            yield self._env.timeout(pause)
            self.thinking -= 1
            yield from self._turn()
            pause = self._dice.expovariate(1 / self._errand.thinks)

    def _turn(self) -> Goes:
        said = self._env.now
        self.waiting += 1
        line = cast("Line", (yield self.idle.get()))
        self.waiting -= 1
        self.in_turn += 1
        began = self._env.now
        self._router.begin_turn(line)
        yield self._env.timeout(self._errand.opens.draw(self._dice))
        knows: int | None = None
        for _ in range(self._length()):
            yield from self._step(line, knows)
            knows = line.server
        self.in_turn -= 1
        self.idle.put(line)
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

    def _step(self, line: Line, knows: int | None) -> Goes:
        """`knows` is the server that has the turn's last prompt cached."""
        yield self._env.timeout(self._errand.browser.draw(self._dice) + self._errand.overhead)
        asked, kind = self._env.now, self._server
        number = self._router.ask(line)
        prefill = kind.prefill.draw(self._dice) * (kind.known if number == knows else kind.strange)
        self.open_questions += 1
        yield self.servers[number].ask(prefill, kind.decode.draw(self._dice))
        self.open_questions -= 1
        self._router.heard(line)
        if asked >= self._warm_up:
            self.seen.asked.append(self._env.now - asked)
            self.seen.steps += 1
