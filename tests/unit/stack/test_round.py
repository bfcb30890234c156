"""What a round runs, and what it leaves out when it goes on."""

import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from errands.backends.manifest_file import read_manifest
from stack.layout import MANIFEST
from stack.round import Round


@pytest.fixture
def plan(tmp_path: Path) -> Round:
    """A round whose self-play was mined: there is something to learn for one skill."""
    manifest = tmp_path / "live/manifest.json"
    shutil.copytree(MANIFEST.parent, manifest.parent)
    data = tmp_path / "round/data"
    data.mkdir(parents=True)
    (data / "choose.train.jsonl").touch()
    return Round(
        number=2,
        folder=tmp_path / "round",
        manifest=manifest,
        suites=(Path("suites/own.jsonl"), Path("suites/other.jsonl")),
        scripts=4,
        tries=3,
        sites="hotels",
        variants="0-7",
        epochs=1,
        rate=5e-4,
        first=0,
    )


def names(commands: Iterable[list[str]]) -> list[str]:
    return [command[2].removeprefix("learning.") for command in commands]


def option(command: list[str], name: str) -> str:
    return command[command.index(f"--{name}") + 1]


def test_it_plays_then_judges_each_suite_once(plan: Round) -> None:
    assert names(plan.playing()) == ["selfplay", "evaluate", "evaluate"]
    (plan.folder / "before").mkdir()
    (plan.folder / "before/own.txt").touch()
    selfplay, judged = plan.playing()
    assert option(judged, "output").endswith("before/other.jsonl")
    assert option(selfplay, "seed") == "1002"


def test_a_skill_goes_on_from_its_live_adapter(plan: Round) -> None:
    (command,) = plan.training()
    version = read_manifest(plan.manifest).live["choose"]
    assert option(command, "start") == str(plan.manifest.parent / f"choose/{version}")
    assert "--pairs" not in command
    assert option(command, "valid") == option(command, "train")


def test_pairs_and_held_back_samples_are_used_where_there_are_some(plan: Round) -> None:
    for name in ("choose.pairs.jsonl", "choose.valid.jsonl"):
        (plan.folder / "data" / name).touch()
    (command,) = plan.training()
    assert option(command, "pairs").endswith("choose.pairs.jsonl")
    assert option(command, "valid").endswith("choose.valid.jsonl")


def test_what_is_trained_is_not_trained_again(plan: Round) -> None:
    (plan.folder / "choose").mkdir()
    (plan.folder / "choose/training.json").touch()
    assert names(plan.training()) == []
    assert names(plan.promoting()) == ["promote"]


def test_candidates_stand_beside_copies_of_the_live_adapters(plan: Round) -> None:
    (command,) = plan.listing()
    assert option(command, "manifest") == str(plan.candidates)
    assert "--unproven" in command
    assert read_manifest(plan.candidates) == read_manifest(plan.manifest)


def test_going_live_takes_the_first_suites_proof(plan: Round) -> None:
    (command,) = plan.promoting()
    assert option(command, "suite") == "own"
    assert option(command, "manifest") == str(plan.manifest)
    assert "--unproven" not in command


def test_what_is_refined_are_right_tries_and_corrected_steps(plan: Round) -> None:
    commands = list(plan.learning())
    assert names(commands) == ["grade", "mine", "correct", "refine"]
    _, mined, corrected, refined = commands
    assert option(refined, "exercises") == option(corrected, "output")
    assert option(refined, "episodes").startswith(option(mined, "output"))


def test_what_people_said_is_learned_from_where_it_lies(plan: Round) -> None:
    said = plan.folder / "said"
    said.mkdir()
    (said / "choose.pairs.jsonl").touch()
    (command,) = plan.training()
    assert option(command, "pairs") == str(said / "choose.pairs.jsonl")
    commands = list(replace(plan, recordings="recordings").learning())
    assert names(commands) == ["grade", "mine", "correct", "labelled", "refine"]
    assert option(commands[3], "recordings") == "recordings"
    assert commands[-1].count("--exercises") == 2
    assert str(said / "labelled.jsonl") in commands[-1]


def test_what_was_learned_before_is_shown_again_where_it_is_asked_for(plan: Round) -> None:
    commands = list(replace(plan, shown=30, others=4, most=700, follow=0.5).learning())
    assert names(commands) == ["grade", "mine", "correct", "record", "contrast", "refine"]
    *_, shown, others, refined = commands
    assert option(shown, "episodes") == "30"
    assert option(shown, "sites") == plan.sites
    assert option(shown, "seed") == option(others, "seed") == "3002"
    assert option(others, "episodes") == option(shown, "output")
    assert [option(refined, name) for name in ("most", "seed")] == ["700", "2"]
    for command, name in ((shown, "episodes"), (others, "exercises")):
        at = refined.index(option(command, "output"))
        assert refined[at - 1] == f"--{name}"


def test_exercises_of_elsewhere_are_learned_from_too(plan: Round, tmp_path: Path) -> None:
    more = (tmp_path / "a.jsonl", tmp_path / "b.jsonl")
    *_, refined = replace(plan, exercises=more).learning()
    assert refined.count("--exercises") == 1 + len(more)
    assert {str(path) for path in more} < set(refined)


def test_self_play_is_led_back_to_the_way_as_often_as_asked(plan: Round) -> None:
    selfplay, *_ = replace(plan, follow=0.5, temperature=0.4).playing()
    assert [option(selfplay, name) for name in ("follow", "temperature")] == ["0.5", "0.4"]
