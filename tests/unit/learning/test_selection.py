"""A dataset by rules: shares, limits, and a reason for each exercise that is left out."""

import pytest

from learning.balance import Cap, balanced, in_turns, situation, within
from learning.difficulty import Difficulty, difficulty_of
from learning.hotels.rename import OTHER_CITIES
from learning.sample import Sample
from learning.selection import Reason, Selection, selected
from learning.trait import Trait, trait_of
from tests.unit.learning.exercises import PAGE, exercise, sample

CITIES = OTHER_CITIES[:9]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (sample('fill 3 "Rome"'), sample('fill 3 "Lima"'), True),
        (sample("click 7"), sample("click 3"), False),
        (sample("click 7"), sample("click 7", before=f"you: Yes?\n\nyou: So?\n{PAGE}"), False),
    ],
)
def test_values_make_no_other_situation(one: Sample, other: Sample, alike: bool) -> None:  # noqa: FBT001
    assert (situation(one) == situation(other)) is alike


def test_no_situation_is_kept_too_often() -> None:
    fills = [sample(f'fill 3 "{city}"') for city in CITIES]
    clicks = [sample("click 7", before=f"user: {city}\n{PAGE}") for city in CITIES]
    kept = balanced([*fills, *clicks], most_alike=5, most_clicks=2)
    assert kept == [*fills[:5], *clicks[:2]]


def test_sites_take_turns_in_what_is_kept() -> None:
    one, other = [sample(f"click {n}") for n in range(3)], [sample(f"press {n}") for n in range(5)]
    assert in_turns([one, other])[:4] == [one[0], other[0], one[1], other[1]]
    assert in_turns([one]) == one
    assert len(in_turns([one, other])) == 8


def test_a_cap_is_read_and_kept_to() -> None:
    cap = Cap.read("site=127.0.0.1:8101:1")
    assert cap == Cap(trait=Trait.SITE, value="127.0.0.1:8101", most=1)
    here, there = exercise("click 7", site="127.0.0.1:8101"), exercise("click 7")
    assert within([here, there, here, there], [cap]) == [here, there, there]
    with pytest.raises(ValueError, match="colour"):
        Cap.read("colour=red:1")


def test_the_action_of_an_exercise_is_all_its_verbs() -> None:
    assert trait_of(exercise('fill 3 "Rome"', "click 7", "click 3"), Trait.ACTION) == "click+fill"


def test_a_page_is_harder_with_more_to_read_and_to_mend() -> None:
    many = "".join(f'button "B" [{n}]\n' for n in range(12))
    talk = "\nuser: a\nuser: b\nuser: c\n"
    lost = "click 3 -> no change\n"
    assert difficulty_of(sample("click 7")) is Difficulty.EASY
    assert difficulty_of(sample("click 7", before=many)) is Difficulty.FAIR
    assert difficulty_of(sample("click 7", before=talk)) is Difficulty.FAIR
    assert difficulty_of(sample("click 7", before=many + lost)) is Difficulty.HARD
    assert difficulty_of(sample("click 7", before=many + talk + lost)) is Difficulty.HARD


def test_each_that_is_left_out_is_counted_with_its_reason() -> None:
    fills = [exercise(f'fill 3 "{city}"') for city in CITIES]
    found = selected([*fills, fills[0]], Selection(most=3, most_alike=4))
    assert len(found.kept) == 3
    assert {reason: n for reason, n in found.dropped.items() if n} == {
        Reason.DUPLICATE: 1,
        Reason.SITUATION: 5,
        Reason.MOST: 1,
    }


def test_what_takes_turns_has_like_shares_of_what_is_cut_off() -> None:
    fills = [exercise(f'fill 3 "{city}"') for city in CITIES]
    clicks = [exercise("click 7", before=f"user: {city}\n{PAGE}") for city in CITIES]
    few = Selection(most=6, turns=(Trait.ACTION,), alike=2)
    verbs = [trait_of(one, Trait.ACTION) for one in selected(fills + clicks, few).kept]
    assert verbs == ["fill", "click"] * 3


def test_another_seed_chooses_others() -> None:
    fills = [exercise(f'fill 3 "{city}"') for city in CITIES]
    one, other = (selected(fills, Selection(most=4, seed=seed)).kept for seed in (1, 2))
    assert one != other
