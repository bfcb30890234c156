"""Conversations become files of samples in other cities, with a card, the same every time."""

import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from errands.contracts.action import Click, to_line
from errands.contracts.ids import ElementId
from learning import refine
from learning.card import Card
from learning.card_page import page_of
from learning.casting import Casting
from learning.days import TODAY
from learning.episode import Episode
from learning.exercise import write_exercises
from learning.hotels.rename import OTHER_CITIES, renaming
from learning.hotels.synthesis import make_script
from learning.rename import renamed
from learning.sample import lines_of, read_samples
from learning.selection import Reason
from learning.shop import synthesis as shop
from learning.trait import Trait
from learning.wishes.site import SiteName
from tests.unit.learning.exercises import PAGE, exercise, sample
from tests.unit.learning.graders.steps import PROMPT, step

MANY = 60


def an_episode(number: int) -> Episode:
    """One click; every fourth comes to nothing, every third reads as the one before."""
    click = Click(element=ElementId(3 + number % 3))
    prompt = PROMPT.format(done=f"click {number - number % 3} -> ok\n")
    steps = (step(click, prompt=prompt).model_copy(update={"output": to_line(click)}),)
    ok = number % 4 > 0
    script = make_script(number, 5, TODAY)
    return Episode(script=script, ok=ok, outcome="ok" if ok else "lost", recordings=steps)


@pytest.fixture
def episodes(tmp_path: Path) -> Path:
    path = tmp_path / "episodes.jsonl"
    path.write_text("".join(f"{an_episode(n).model_dump_json()}\n" for n in range(MANY)))
    return path


@pytest.fixture
def judged(tmp_path: Path) -> Path:
    """Exercises of another source."""
    path = tmp_path / "judged.jsonl"
    told = [
        exercise(f'fill 3 "{city}"', before=f"user: {city}\n{PAGE}", talk=city, site="a.test")
        for city in OTHER_CITIES[:9]
    ]
    write_exercises(path, told)
    return path


def read_card(folder: Path) -> Card:
    return Card.model_validate_json((folder / "card.json").read_text())


def test_the_same_inputs_give_the_same_files_letter_for_letter(
    tmp_path: Path, episodes: Path, judged: Path
) -> None:
    for name in ("1", "2"):
        command = [sys.executable, "-m", "learning.refine", "--output", str(tmp_path / name)]
        command += ["--episodes", str(episodes), "--exercises", str(judged), "--turns", "action"]
        # Sets of words come in another order in each of them.
        root = str(Path(refine.__file__).parents[1])
        subprocess.run(command, check=True, env={"PYTHONHASHSEED": name, "PYTHONPATH": root})  # noqa: S603
    one, other = (
        {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in "12"
    )
    assert one == other
    assert {"card.json", "card.md", "navigate.train.jsonl", "fill-form.train.jsonl"} <= set(one)


def test_the_card_tells_what_is_in_the_files_and_what_became_of_the_rest(
    tmp_path: Path, episodes: Path, judged: Path
) -> None:
    refine.main(output=tmp_path, episodes=[episodes], exercises=[judged], at_most=["site=a.test:2"])
    card = read_card(tmp_path)
    recorded, told = card.sources
    assert (recorded.read, recorded.left_out) == (MANY, {"outcome wrong": MANY // 4})
    assert (told.read, told.left_out) == (9, {})
    for file in (file for file in card.files if file.sha256):
        kept = list(read_samples(tmp_path / file.name))
        assert len(kept) == file.samples == file.before - sum(file.dropped.values())
        assert sum(len(one.targets) for one in kept) == file.lines == sum(file.verbs.values())
        assert file.counts[Trait.SITE].get("a.test", 0) <= 2
        assert all(sum(counts.values()) == file.samples for counts in file.counts.values())
    assert card.dropped[Reason.CONTRADICTION] > 0
    assert card.dropped[Reason.CAP] > 0
    assert (tmp_path / "card.md").read_text() == page_of(card)


def test_the_version_is_of_what_the_files_hold(
    tmp_path: Path, episodes: Path, judged: Path
) -> None:
    for name, sources in (("1", [episodes]), ("2", [episodes]), ("3", [])):
        refine.main(output=tmp_path / name, episodes=sources, exercises=[judged])
    one, again, other = (read_card(tmp_path / name).version for name in "123")
    assert one == again != other


def test_a_name_is_replaced_everywhere_and_the_targets_move_along() -> None:
    made = sample('fill 3 "Rome"', "click 7", before=f"user: rome, I love Rome\n{PAGE}")
    moved = renamed(made, {"Rome": "Kuala Lumpur"})
    assert "user: kuala lumpur, I love Kuala Lumpur" in moved.text
    assert lines_of(moved) == ('fill 3 "Kuala Lumpur" ->', "click 7 ->")


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


def test_no_file_is_left_where_nothing_is_chosen(tmp_path: Path) -> None:
    told = [exercise("click 7", talk="a"), exercise("click 3", talk="b")]
    for those in (told[:1], told):
        write_exercises(tmp_path / "told.jsonl", those)
        refine.main(output=tmp_path, exercises=[tmp_path / "told.jsonl"])
    assert not (tmp_path / "fill-form.train.jsonl").exists()
    (file,) = read_card(tmp_path).files
    assert (file.samples, file.dropped[Reason.CONTRADICTION], file.sha256) == (0, 2, "")


def test_samples_are_made_of_no_site_that_is_kept_out_of_training(tmp_path: Path) -> None:
    scripts = [make_script(1, 5, TODAY), shop.make_script(2, 5, TODAY)]
    casting = Casting.of("hotels,shop", "0", "plain", spliced=1)
    scripts += [s for s in casting.scripts(9, 1, TODAY) if s.splice is not None]
    played = [Episode(script=s, ok=True, outcome="ok", recordings=()) for s in scripts]
    (tmp_path / "played.jsonl").write_text("".join(f"{e.model_dump_json()}\n" for e in played))
    refine.main(episodes=[tmp_path / "played.jsonl"], output=tmp_path)
    learned = [s for s in scripts if {errand.site for errand in s.errands} == {SiteName.HOTELS}]
    assert 0 < len(learned) < len(scripts)
    left_out = read_card(tmp_path).sources[0].left_out
    assert left_out == {"kept out of training": len(scripts) - len(learned)}
    with pytest.raises(ValueError, match="kept out of training"):
        refine.main(episodes=[tmp_path / "played.jsonl"], output=tmp_path, sites="shop")


def test_of_nothing_no_dataset_is_made(tmp_path: Path) -> None:
    with pytest.raises(typer.BadParameter):
        refine.main(output=tmp_path)
    assert list(tmp_path.iterdir()) == []
