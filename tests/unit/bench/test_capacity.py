"""The simulation against what can be said without one."""

import random
from dataclasses import replace
from statistics import mean

import pytest
import simpy

from bench.capacity.measured import RESULTS, Measured
from bench.capacity.server import Server
from bench.capacity.service import Errand, ModelServer, Spread, Together
from bench.capacity.simulation import Fleet, Seen, quantile, simulate
from bench.capacity.sizing import LONGEST_WAIT, SLOWEST_ANSWER, Estimate, Sized, least, size
from bench.results import read_rows, read_section

ON_RECORD = Measured.on_record()
BOOKING, TWO_CORES = ON_RECORD.errand, ON_RECORD.server
ALONE = Together(((1, 1.0),))
EACH = Together(((1, 1.0), (16, 16.0)))
SURE = Spread(1.0, 1.0000001)


def _server(together: Together, places: int = 16) -> ModelServer:
    return ModelServer(
        prefill=SURE,
        decode=SURE,
        prefill_together=together,
        decode_together=together,
        places=places,
    )


def _ends(kind: ModelServer, jobs: list[tuple[float, float, float]]) -> list[float]:
    """When each of the jobs (arrival, prefill, decode) is done."""
    env = simpy.Environment()
    server = Server(env, kind)
    ends: list[float] = [0.0] * len(jobs)

    def ask(number: int, at: float, prefill: float, decode: float) -> object:
        yield env.timeout(at)
        yield server.ask(prefill, decode)
        ends[number] = env.now

    for number, job in enumerate(jobs):
        env.process(ask(number, *job))  # type: ignore[arg-type]
    env.run()
    return ends


def test_a_request_alone_takes_its_own_time() -> None:
    assert _ends(_server(ALONE), [(3, 1, 2)]) == pytest.approx([6])


def test_two_share_a_server_that_gains_nothing() -> None:
    # The second comes when half of the first one's answer is there.
    assert _ends(_server(ALONE), [(0, 0, 2), (1, 0, 2)]) == pytest.approx([3, 4])


def test_two_don_t_see_each_other_where_each_is_computed_for_nothing() -> None:
    assert _ends(_server(EACH), [(0, 1, 2), (1, 1, 2)]) == pytest.approx([3, 4])


def test_beyond_its_places_a_request_waits() -> None:
    jobs = [(0.0, 0.0, 1.0)] * 3
    assert sorted(_ends(_server(EACH, places=2), jobs)) == pytest.approx([1, 1, 2])


def test_gains_lie_on_a_line_between_what_was_measured() -> None:
    together = Together.of((1, 10), (3, 20), (7, 24))
    assert [together(n) for n in (1, 2, 3, 5, 7, 16)] == pytest.approx([1, 1.5, 2, 2.2, 2.4, 2.4])


def test_a_spread_has_its_median_and_its_ninetieth() -> None:
    dice = random.Random(1)  # noqa: S311 a simulation's
    drawn = [Spread(0.2, 0.5).draw(dice) for _ in range(20000)]
    assert quantile(drawn, 0.5) == pytest.approx(0.2, rel=0.03)
    assert quantile(drawn, 0.9) == pytest.approx(0.5, rel=0.03)


def test_people_workers_and_time_add_up() -> None:
    """Little: sessions held = turns a second, each as long as it is held."""
    fleet = Fleet(sessions=20, workers=6, servers=4)
    seen = simulate(fleet, BOOKING, TWO_CORES, seconds=600)
    held = [turn - wait for turn, wait in zip(seen.turns, seen.waits, strict=True)]
    rate = len(seen.turns) / seen.seconds
    assert rate * mean(held) == pytest.approx(seen.worker_share * fleet.workers, rel=0.15)
    cycle = mean(seen.turns) + BOOKING.thinks
    assert rate * cycle == pytest.approx(fleet.sessions, rel=0.15)


def test_one_worker_is_the_queue_that_is_known() -> None:
    """M/M/1 with few people: the formula for a machine and those who want it (n = 2)."""
    errand = Errand(
        thinks=2, steps=1, opens=Spread(1e-9, 2e-9), browser=Spread(1e-9, 2e-9), overhead=1
    )
    never = _server(EACH)
    free = ModelServer(
        prefill=Spread(1e-9, 2e-9),
        decode=Spread(1e-9, 2e-9),
        prefill_together=never.prefill_together,
        decode_together=never.decode_together,
    )
    seen = simulate(Fleet(sessions=2, workers=1, servers=1), errand, free, seconds=8000)
    # Service is 1 s for sure, thought exponential: the other is found at work now and then.
    assert 0.1 < mean(seen.waits) < 0.3
    assert seen.worker_share == pytest.approx(2 * 1 / (2 + 1 + mean(seen.waits)), rel=0.05)


def test_the_same_seed_sees_the_same() -> None:
    fleet = Fleet(sessions=5, workers=2, servers=1)
    once, again = (simulate(fleet, BOOKING, TWO_CORES, seconds=100) for _ in range(2))
    assert once == again


def _shallow(fleet: Fleet, _: Measured) -> Sized:
    """Waits shrink with workers; answers take longer the more workers share a server."""
    wait = 0 if fleet.workers >= fleet.sessions else 20 / fleet.workers
    answer = 0.2 * fleet.workers / fleet.servers
    return Sized(fleet, tuple(Seen(waits=[wait], asked=[answer]) for _ in range(2)))


def test_a_size_has_the_fewest_servers_and_then_the_fewest_workers() -> None:
    fleet = size(60, ON_RECORD, watch=_shallow).fleet
    assert (fleet.workers, fleet.servers) == (20, 3)  # 0.2 * 20 / 2 is beyond the bound


def test_with_as_many_workers_as_people_nobody_waits() -> None:
    assert size(6, ON_RECORD, watch=_shallow).fleet.workers == 6


def test_sizes_on_record_keep_to_their_bounds_with_their_errors() -> None:
    section = read_section(RESULTS.read_text(), "make bench-capacity")
    for first in ("people", "routing"):
        for row in read_rows(section, first):
            for column, bound in (("wait", LONGEST_WAIT), ("answer", SLOWEST_ANSWER)):
                mean, error = row[f"{column}, p95, s"].split(" ± ")
                assert float(mean) + float(error) <= bound, row


@pytest.mark.parametrize("goal", [1, 2, 7, 29, 30, 31, 150])
@pytest.mark.parametrize("guess", [1, 30, 100])
def test_the_smallest_number_is_found_from_any_guess(goal: int, guess: int) -> None:
    assert least(guess, lambda number: number >= goal) == goal


def test_what_is_off_by_its_error_does_not_keep_to_the_bound() -> None:
    seen = Estimate.of([0.9, 1.0, 0.9, 1.0, 0.9, 1.0, 0.9, 1.0])
    assert not seen.keeps_to(0.96)
    assert seen.keeps_to(1.0)


def test_a_prompt_takes_longer_where_the_turns_last_one_is_not_cached() -> None:
    ample = Fleet(sessions=4, workers=4, servers=1)
    forgets = replace(TWO_CORES, known=TWO_CORES.strange)
    knows, forgot = (
        mean(simulate(ample, BOOKING, kind, seconds=600).asked) for kind in (TWO_CORES, forgets)
    )
    assert forgot > 1.2 * knows
