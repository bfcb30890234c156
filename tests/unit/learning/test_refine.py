"""Recordings become samples: whole pages, marked lines, other cities, no situation too often."""

import json
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errands.contracts.action import ARROW
from errands.contracts.ids import SkillName
from learning import refine
from learning.casting import Casting
from learning.days import TODAY
from learning.episode import Episode
from learning.hotels import synthesis as hotels
from learning.hotels.rename import OTHER_CITIES, renaming
from learning.refine import balanced, distinct, in_turns, situation
from learning.rename import renamed
from learning.sample import Sample
from learning.shop import synthesis as shop
from learning.wishes.site import SiteName

SKILL = SkillName("fill-form")
PAGE = 'text "City" [3] required\nbutton "Search" [7]\n'


def sample(*lines: str, before: str = PAGE, name: str = "s") -> Sample:
    text, spans = before, []
    for line in lines:
        spans.append((len(text), len(text) + len(line) + len(ARROW)))
        text += f"{line}{ARROW} ok\n"
    return Sample(id=name, skill=SKILL, text=text, targets=tuple(spans))


def lines_of(made: Sample) -> list[str]:
    return [made.text[start:end] for start, end in made.targets]


def test_a_name_is_replaced_everywhere_and_the_targets_move_along() -> None:
    made = sample('fill 3 "Rome"', "click 7", before=f"user: rome, I love Rome\n{PAGE}")
    moved = renamed(made, {"Rome": "Kuala Lumpur"})
    assert "user: kuala lumpur, I love Kuala Lumpur" in moved.text
    assert lines_of(moved) == ['fill 3 "Kuala Lumpur" ->', "click 7 ->"]


def test_a_name_inside_a_word_stays() -> None:
    made = sample("click 7", before="user: Romeo likes the climate of Lima\n")
    moved = renamed(made, {"Rome": "Bern", "Lima": "Oxford"})
    assert moved.text.startswith("user: Romeo likes the climate of Oxford\n")


@given(st.integers(0, 999), st.lists(st.sampled_from(["Rome", "Lima"]), unique=True))
def test_two_cities_never_become_one(seed: int, cities: list[str]) -> None:
    names = renaming(Random(seed), cities)  # noqa: S311 a test
    assert list(names) == cities
    assert len(set(names.values())) == len(cities)
    assert set(names.values()) <= set(OTHER_CITIES)


def test_a_text_is_kept_once() -> None:
    assert len(distinct([sample("click 7"), sample("click 7", name="t"), sample("click 3")])) == 2


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
    fills = [sample(f'fill 3 "{city}"') for city in OTHER_CITIES[:9]]
    clicks = [sample("click 7", before=f"user: {city}\n{PAGE}") for city in OTHER_CITIES[:9]]
    kept = balanced([*fills, *clicks], most_alike=5, most_clicks=2)
    assert kept == [*fills[:5], *clicks[:2]]


def test_sites_take_turns_in_what_is_kept() -> None:
    one, other = [sample(f"click {n}") for n in range(3)], [sample(f"press {n}") for n in range(5)]
    assert in_turns([one, other])[:4] == [one[0], other[0], one[1], other[1]]
    assert in_turns([one]) == one
    assert len(in_turns([one, other])) == 8


def test_samples_are_made_of_no_site_that_is_kept_out_of_training(tmp_path: Path) -> None:
    scripts = [hotels.make_script(1, 5, TODAY), shop.make_script(2, 5, TODAY)]
    casting = Casting.of("hotels,shop", "0", "plain", spliced=1)
    scripts += [s for s in casting.scripts(9, 1, TODAY) if s.splice is not None]
    played = [Episode(script=s, ok=True, outcome="ok", recordings=()) for s in scripts]
    (tmp_path / "played.jsonl").write_text("".join(f"{e.model_dump_json()}\n" for e in played))
    refine.main(episodes=tmp_path / "played.jsonl", output=tmp_path)
    learned = [s for s in scripts if {errand.site for errand in s.errands} == {SiteName.HOTELS}]
    assert 0 < len(learned) < len(scripts)
    assert json.loads((tmp_path / "card.json").read_text())["episodes"] == len(learned)
    with pytest.raises(ValueError, match="kept out of training"):
        refine.main(episodes=tmp_path / "played.jsonl", output=tmp_path, sites="shop")
