"""Which server a question goes to, and that nothing is lost on the way."""

import random
from collections import Counter
from dataclasses import dataclass

import pytest
import simpy
from hypothesis import given
from hypothesis import strategies as st

from bench.capacity.routing import KEEPS, Line, Router, Routing
from bench.capacity.server import Server
from bench.capacity.service import Errand, ModelServer, Spread, Together
from bench.capacity.simulation import Fleet, Town

GAINS_NOTHING = Together(((1, 1.0),))
KIND = ModelServer(
    prefill=Spread(0.2, 0.4),
    decode=Spread(0.2, 0.5),
    prefill_together=GAINS_NOTHING,
    decode_together=GAINS_NOTHING,
    places=3,
)
ERRAND = Errand(thinks=4, steps=3, opens=Spread(0.2, 0.3), browser=Spread(0.1, 0.2), overhead=0.01)
DICE = 1


@dataclass
class Clock:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Peer:
    load: int = 0


def _router(
    routing: Routing, servers: list[Peer], lines: list[Line], clock: Clock | None = None
) -> Router:
    return Router(routing, servers, lines, clock or Clock(), random.Random(DICE))  # noqa: S311


def test_a_kept_line_stays_with_its_server_until_it_was_unused_for_too_long() -> None:
    clock, line = Clock(), Line()
    router = _router(Routing.KEPT, [Peer() for _ in range(1000)], [line], clock)
    first = router.ask(line)
    clock.now = 10 * KEEPS  # in use all the while
    router.heard(line)
    clock.now += 0.9 * KEEPS
    assert router.ask(line) == first
    router.heard(line)
    clock.now += KEEPS
    assert router.ask(line) != first


def test_a_line_for_each_question_goes_anywhere() -> None:
    line = Line()
    router = _router(Routing.ANEW, [Peer() for _ in range(4)], [line])
    assert {router.ask(line) for _ in range(100)} == {0, 1, 2, 3}


def test_lines_are_spread_evenly_where_the_fewest_count() -> None:
    lines = [Line() for _ in range(12)]
    router = _router(Routing.EVEN, [Peer() for _ in range(4)], lines)
    assert set(Counter(router.ask(line) for line in lines).values()) == {3}


def test_the_least_loaded_is_asked() -> None:
    servers = [Peer(3), Peer(1), Peer(2)]
    assert _router(Routing.LEAST, servers, [line := Line()]).ask(line) == 1


def test_a_turn_keeps_to_the_one_it_chose() -> None:
    servers, line = [Peer(), Peer()], Line()
    router = _router(Routing.TURN, servers, [line])
    router.begin_turn(line)
    first = router.ask(line)
    router.heard(line)
    servers[first].load = 9
    assert router.ask(line) == first


@given(
    people=st.integers(1, 12),
    workers=st.integers(1, 8),
    servers=st.integers(1, 4),
    routing=st.sampled_from(Routing),
    seed=st.integers(0, 99),
)
def test_nobody_is_lost_and_nobody_waits_beside_an_idle_worker(
    people: int, workers: int, servers: int, routing: Routing, seed: int
) -> None:
    env = simpy.Environment()
    fleet = Fleet(sessions=people, workers=workers, servers=servers, routing=routing)
    town = Town(env, fleet, ERRAND, KIND, 0, random.Random(seed))  # noqa: S311
    while env.now < 30:
        env.run(until=env.now + 0.37)
        assert town.thinking + town.waiting + town.in_turn == people
        assert town.in_turn + len(town.idle.items) == workers
        assert not (town.waiting and town.idle.items)
        assert town.open_questions == sum(server.load for server in town.servers)


@given(
    st.lists(
        st.tuples(st.floats(0, 9), st.floats(0, 2), st.floats(0.01, 2)), min_size=1, max_size=12
    )
)
def test_a_server_that_gains_nothing_does_the_work_and_no_more(
    jobs: list[tuple[float, float, float]],
) -> None:
    """In whatever order it computes, it is busy for as long as there is work."""
    env = simpy.Environment()
    server = Server(env, KIND)
    ends: list[float] = []

    def ask(at: float, prefill: float, decode: float) -> object:
        yield env.timeout(at)
        yield server.ask(prefill, decode)
        ends.append(env.now)

    for job in jobs:
        env.process(ask(*job))  # type: ignore[arg-type]
    env.run()
    free = 0.0
    for at, prefill, decode in sorted(jobs):
        free = max(free, at) + prefill + decode
    assert len(ends) == len(jobs)
    assert max(ends) == pytest.approx(free, abs=1e-6)
    assert server.busy == pytest.approx(sum(p + d for _, p, d in jobs), abs=1e-6)
