"""What a stream brought is told apart from what the log holds."""

import pytest

from bench.load.found import Found, compare, quantile, report


def found() -> Found:
    return Found(sessions=1, at_once=1, workers=1)


@pytest.mark.parametrize(
    ("heard", "lost", "doubled", "misplaced"),
    [
        (["1", "2", "3"], [], [], []),
        (["1", "3"], ["s/2"], [], []),
        (["1", "2", "2", "3"], [], ["s/2"], []),
        (["2", "1", "3"], [], [], ["s/2", "s/1"]),
        (["1", "2", "3", "4"], [], [], ["s/4"]),
        ([], ["s/1", "s/2", "s/3"], [], []),
    ],
)
def test_lost_doubled_and_misplaced_are_told(
    heard: list[str], lost: list[str], doubled: list[str], misplaced: list[str]
) -> None:
    one = found()
    compare("s", ["1", "2", "3"], heard, one)
    assert (one.lost, one.doubled, one.misplaced) == (lost, doubled, misplaced)
    assert one.events == 3
    assert one.is_gapless is (heard == ["1", "2", "3"])


def test_the_ratio_is_told_of_the_same_run() -> None:
    one = found()
    one.ours, one.bare, one.turns = [0.03] * 100, [0.02] * 100, [0.1] * 100
    one.seconds, one.memory = 10, [2**20]
    text = "\n".join(report(one))
    assert "1.5 times as long as the bare one in the median,\n1.5 times at 99%" in text
    assert "10 turns a second" in text


def test_a_quantile_is_one_of_them() -> None:
    assert quantile([1.0], 0.99) == 1
    assert quantile([float(n) for n in range(100)], 0.99) == 99
