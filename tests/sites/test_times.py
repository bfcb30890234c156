from datetime import time

import pytest

from sites.times import TimeStyle, read_time, times_in, write_time


@pytest.mark.parametrize("style", TimeStyle)
@pytest.mark.parametrize("moment", [time(0), time(9, 5), time(12), time(18, 30), time(23, 59)])
def test_what_is_written_is_read_again(moment: time, style: TimeStyle) -> None:
    assert read_time(write_time(moment, style)) == moment
    assert times_in(f"From {write_time(moment, style)}.") == (moment,)


def test_each_style_writes_as_its_name_shows() -> None:
    assert [write_time(time(18, 30), style) for style in TimeStyle] == list(TimeStyle)


@pytest.mark.parametrize(
    ("said", "times"),
    [
        ("It closes at 10pm on Fridays.", [time(22)]),
        ("12 a.m. or noon, and 12:30 PM", [time(0), time(12), time(12, 30)]),
        ("From 11.30 to 22:00", [time(11, 30), time(22)]),
        ("Rated 4.6, 24.50.10, on 12.05.2027, for 4 people, 25:00 or 13 pm", []),
    ],
)
def test_times_are_found_in_what_is_said(said: str, times: list[time]) -> None:
    assert list(times_in(said)) == times


@pytest.mark.parametrize("typed", ["", "19", "at 19:30", "19:30 or 20:00", "24:30"])
def test_more_or_less_than_a_time_is_none(typed: str) -> None:
    assert read_time(typed) is None
