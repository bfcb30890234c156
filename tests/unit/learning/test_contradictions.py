"""At one prompt one line is taught: what most say, or nothing."""

from learning.contradictions import agreeing
from tests.unit.learning.exercises import PAGE, sample


def test_where_most_say_the_same_the_others_go() -> None:
    said, again, other = sample("click 7"), sample("click 7", name="t"), sample("click 3")
    assert agreeing([said, other, again]) == [said, again]


def test_where_nobody_has_more_than_half_all_go() -> None:
    assert agreeing([sample("click 7"), sample("click 3")]) == []
    assert agreeing([sample("click 7")] * 2 + [sample("click 3"), sample("back")]) == []


def test_they_part_at_a_later_line_and_the_whole_sample_goes() -> None:
    one, other = sample('fill 3 "Rome"', "click 7"), sample('fill 3 "Rome"', "back")
    short = sample('fill 3 "Rome"')
    assert agreeing([one, other, short]) == [short]


def test_a_letter_of_difference_is_another_prompt() -> None:
    both = [sample("click 7"), sample("click 3", before=f"user: Rome\n{PAGE}")]
    assert agreeing(both) == both


def test_the_port_of_a_local_site_is_no_difference() -> None:
    there, elsewhere = (f"<page host=127.0.0.1:{port}>\n{PAGE}" for port in (8101, 43903))
    assert agreeing([sample("click 7", before=there), sample("click 3", before=elsewhere)]) == []
