"""What the simulation is fed is what is on record."""

import pytest

from bench.capacity.measured import RESULTS, Measured, commands_a_turn, look_seconds
from bench.results import read_rows, read_section

STEP = """
## `make bench-step`

| phase | what it is | ms, mean | median | 90% | share |
|---|---|---:|---:|---:|---:|
| observe | b | 10.0 | 5.0 | 10.0 | 1% |
| prompt | p | 1.0 | 2.0 | 3.0 | 1% |
| wire | w | 2.0 | 2.0 | 3.0 | 1% |
| queue | q | 3.0 | 2.0 | 3.0 | 1% |
| prefill | p | 100.0 | 80.0 | 200.0 | 1% |
| decode | d | 200.0 | 100.0 | 400.0 | 1% |
| gate | g | 4.0 | 2.0 | 3.0 | 1% |
| act | a | 90.0 | 95.0 | 190.0 | 1% |
| record | r | 5.0 | 2.0 | 3.0 | 1% |
"""
LORA = """
## `make bench-multi-lora`

| load | adapters | requests | stock | ours | base | ours / stock | ours / base |
|---|---:|---:|---:|---:|---:|---:|---:|
| prefill | 2 | 1 | 1 | 7 | 9 | 1 | 1 |
| prefill | 4 | 1 | 1 | 10 | 9 | 1 | 1 |
| prefill | 4 | 8 | 1 | 15 | 9 | 1 | 1 |
| decode | 4 | 1 | 1 | 20 | 9 | 1 | 1 |
| decode | 4 | 8 | 1 | 80 | 9 | 1 | 1 |
"""
REST = """
## `make bench-layout`

| form | right | prompts | tokens each | block | cached | first of a turn | later |
|---|---:|---:|---:|---:|---:|---:|---:|
| written once | 1 | 1 | 1 | 16 | 90% | 80% | 95% |
| written once | 1 | 1 | 1 | 32 | 50% | 20% | 60% |

## `make bench-warm`

| the session's context | median s | 90% within s | times a kept one |
|---|---:|---:|---:|
| kept | 0.01 | 0.02 | 1.0 |
| restored | 0.3 | 0.4 | 3.2 |

## `make bench-recovery`

A turn takes 4 times as long as a task. Redis is sent
33 commands for it until its end.

| stored sessions | POST, ms | turn, ms | look for orphans, ms |
|---:|---:|---:|---:|
| 100 | 5.9 | 16.4 | 6.4 |
| 1,000 | 6.0 | 16.8 | 20.0 |
"""
RECORD = STEP + LORA + REST


def test_each_time_is_that_of_its_row() -> None:
    found = Measured.on_record(RECORD)
    errand, server = found.errand, found.server
    assert errand.overhead == pytest.approx(0.015)
    assert (errand.opens.median, errand.opens.high) == (0.3, 0.4)
    assert errand.browser.mean == pytest.approx(0.1)
    assert errand.browser.high / errand.browser.median == pytest.approx(2)
    assert [server.prefill.mean, server.decode.mean] == pytest.approx([0.1, 0.2])
    assert server.decode.high / server.decode.median == pytest.approx(4)


def test_gains_are_those_of_four_adapters() -> None:
    server = Measured.on_record(RECORD).server
    assert server.prefill_together.gains == ((1, 1.0), (8, 1.5))
    assert server.decode_together.gains == ((1, 1.0), (8, 4.0))


def test_what_is_cached_counts_in_the_servers_own_blocks() -> None:
    server = Measured.on_record(RECORD).server
    assert (server.known, server.strange) == pytest.approx((0.8, 1.6))


def test_redis_is_asked_what_the_record_says() -> None:
    assert commands_a_turn(RECORD) == 33
    assert look_seconds(RECORD) == pytest.approx(0.0002)


def test_a_table_that_is_missing_is_named() -> None:
    with pytest.raises(LookupError, match="make bench-multi-lora"):
        Measured.on_record(STEP + REST)


def test_the_figures_on_record_are_of_the_times_on_record() -> None:
    """A measurement that is renewed asks for `make bench-capacity` anew."""
    fed = "\n".join(Measured.on_record().told())
    assert fed in read_section(RESULTS.read_text(), "make bench-capacity")


@pytest.mark.parametrize("first", ["people", "routing"])
def test_the_page_has_the_tables_on_record(first: str) -> None:
    page = (RESULTS.parents[1] / "docs/capacity.md").read_text()
    section = read_section(RESULTS.read_text(), "make bench-capacity")
    rows = [line for line in section.splitlines() if line.startswith("| ")]
    assert read_rows(page, first) == read_rows(section, first)
    assert all(row in page for row in rows if row.split("|")[1].strip().replace(",", "").isdigit())
