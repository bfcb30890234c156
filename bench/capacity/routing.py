"""Which model server a question goes to."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

import httpx

KEEPS: Final = httpx.Limits().keepalive_expiry or 0.0
"""Seconds after which a worker's unused connection is closed; vLLM closes it then, too."""


class Routing(StrEnum):
    """Ways that a fleet may have; a worker has one connection, as it asks one question at a time.

    A connection to a Service of Kubernetes leads to one of its pods by chance, and stays there.
    """

    KEPT = "a kept connection, by chance"
    ANEW = "a connection for each question, by chance"
    TURN = "for each turn the less loaded of two by chance"
    EVEN = "a kept connection, to the server with the fewest"
    LEAST = "each question to the least loaded"


class Loaded(Protocol):
    @property
    def load(self) -> int:
        """Requests in it."""


@dataclass(slots=True, eq=False)
class Line:
    """A worker's connection. `rests` is since when it has not been used, None while it is."""

    server: int | None = None
    rests: float | None = 0.0

    def is_open(self, now: float) -> bool:
        return self.server is not None and (self.rests is None or now - self.rests < KEEPS)


class Router:
    """Knows all servers and lines; `now` is the simulation's clock."""

    def __init__(
        self,
        routing: Routing,
        servers: Sequence[Loaded],
        lines: Sequence[Line],
        now: Callable[[], float],
        dice: random.Random,
    ) -> None:
        self._routing = routing
        self._servers = servers
        self._lines = lines
        self._now = now
        self._dice = dice

    def begin_turn(self, line: Line) -> None:
        if self._routing is Routing.TURN:
            line.server = None

    def ask(self, line: Line) -> int:
        """The server of the question that is asked now; the line is in use until `heard`."""
        keeps = self._routing in {Routing.KEPT, Routing.EVEN, Routing.TURN}
        if line.server is None or not (keeps and line.is_open(self._now())):
            line.server = None
            line.server = self._chosen()
        line.rests = None
        return line.server

    def heard(self, line: Line) -> None:
        line.rests = self._now()

    def _chosen(self) -> int:
        numbers = range(len(self._servers))
        match self._routing:
            case Routing.KEPT | Routing.ANEW:
                return self._dice.choice(numbers)
            case Routing.TURN:
                two = [self._dice.choice(numbers) for _ in range(2)]
                return min(two, key=lambda number: self._servers[number].load)
            case Routing.EVEN:
                now = self._now()
                taken = [line.server for line in self._lines if line.is_open(now)]
                return self._fewest([taken.count(number) for number in numbers])
            case Routing.LEAST:
                return self._fewest([server.load for server in self._servers])

    def _fewest(self, counts: Sequence[int]) -> int:
        least = min(counts)
        return self._dice.choice([number for number, have in enumerate(counts) if have == least])
