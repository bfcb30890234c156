"""`errands eval add`, on files as self-play, mining, workers and people who label write them."""

import asyncio
import tomllib
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from errands.backends.archived_lines import LinePlace
from errands.backends.labels import GzipLabels
from errands.backends.recordings import GzipRecordings
from errands.backends.system_clock import SystemClock
from errands.contracts.action import Click
from errands.contracts.ids import ElementId, LabelerName
from errands.contracts.label import StepLabel, StepVerdict
from errands.contracts.recording import Recording
from learning import mine
from learning.case import read_suite
from learning.days import TODAY
from learning.episode import Episode
from learning.hotels.synthesis import make_script
from stack.errands import app
from stack.layout import ROOT
from tests.unit.learning.graders.steps import step

FIELD, HOTEL = Click(element=ElementId(4)), Click(element=ElementId(3))


def run(*words: object) -> Result:
    return CliRunner().invoke(app, ["eval", *map(str, words)], env={"COLUMNS": "200"})


@pytest.fixture
def episodes(tmp_path: Path) -> Path:
    """Three conversations that failed, two of them in one way, and one that went well."""
    outcomes = ("not_booked", "not_booked", "wrong_city", "ok")
    played = [
        Episode(
            script=make_script(number, 5, TODAY),
            ok=outcome == "ok",
            outcome=outcome,
            recordings=(step(FIELD),),
        )
        for number, outcome in enumerate(outcomes)
    ]
    path = tmp_path / "selfplay.jsonl"
    path.write_text("".join(f"{one.model_dump_json()}\n" for one in played))
    return path


def test_a_failed_script_becomes_a_case_once(episodes: Path, tmp_path: Path) -> None:
    suite = tmp_path / "cases.jsonl"
    words = ("add", "--episodes", episodes, "--script", "t5-00001", "--cases", suite)
    first = run(*words)
    assert first.exit_code == 0, first.output
    assert "added: hotels-" in first.output
    assert "not_booked, navigate: click -> ok; so failed 2 of 4 conversations" in first.output
    before = suite.read_bytes()
    assert "already there: hotels-" in run(*words).output
    assert suite.read_bytes() == before
    (script,) = read_suite(suite).scripts
    assert script.opening == make_script(1, 5, TODAY).opening


def test_what_mining_lists_as_lost_is_added_whole(episodes: Path, tmp_path: Path) -> None:
    mine.main(episodes=episodes, output=tmp_path / "mined")
    suite = tmp_path / "cases.jsonl"
    lost = tmp_path / "mined/failed.json"
    told = run("add", "--episodes", episodes, "--failed", lost, "--cases", suite)
    assert told.output.count("added: ") == 3, told.output
    assert len(read_suite(suite).scripts) == 3


def test_without_a_script_it_lists_the_kinds_and_adds_nothing(
    episodes: Path, tmp_path: Path
) -> None:
    told = run("add", "--episodes", episodes, "--cases", tmp_path / "cases.jsonl")
    lines = told.output.splitlines()
    assert [line.split()[0] for line in lines] == ["2", "1"]
    assert lines[0].endswith("(t5-00000)")
    assert not (tmp_path / "cases.jsonl").exists()


@pytest.fixture
def recordings(tmp_path: Path) -> Path:
    """Two steps of a session as a worker keeps them; of the first a label tells what is right."""
    place = LinePlace.at(tmp_path / "recordings")

    async def write(steps: Sequence[Recording]) -> None:
        with GzipRecordings(place, SystemClock()) as kept, GzipLabels(place, SystemClock()) as said:
            for one in steps:
                await kept.append(one)
            await said.append(
                StepLabel(
                    session=steps[0].session,
                    turn=steps[0].turn,
                    number=steps[0].number,
                    labeler=LabelerName("anna"),
                    at=1,
                    seconds=2,
                    verdict=StepVerdict.ACT,
                    action=HOTEL,
                )
            )

    asyncio.run(write([step(FIELD, number=1), step(FIELD, number=2)]))
    return tmp_path / "recordings"


def test_a_labelled_step_of_a_person_becomes_a_case(recordings: Path, tmp_path: Path) -> None:
    suite = tmp_path / "cases.jsonl"
    told = run("add", "--recordings", recordings, "--session", "s", "--cases", suite)
    assert told.exit_code == 0, told.output
    assert "added: s/t/1, wrong step, navigate: click -> ok; so failed 1 of 1" in told.output
    assert "1 steps that nobody has judged look the same" in told.output
    (case,) = read_suite(suite).steps
    assert (case.wrong, case.right) == ("click 4", ("click 3",))


def test_a_right_line_may_be_given_for_a_step_that_nobody_labelled(
    recordings: Path, tmp_path: Path
) -> None:
    suite = tmp_path / "cases.jsonl"
    words = ("add", "--recordings", recordings, "--session", "s", "--cases", suite)
    told = run(*words, "--step", 2, "--right", "click 3", "--right", 'fill 4 "Hugo"')
    assert told.exit_code == 0, told.output
    (case,) = read_suite(suite).steps
    assert (case.id, case.right, case.times) == ("s/t/2", ("click 3", 'fill 4 "Hugo"'), 2)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        (("--step", 2), "no label tells what is right"),
        (("--step", 2, "--right", "click 77"), "click 77 was not possible"),
        (("--step", 9, "--right", "click 3"), "0 are meant"),
    ],
)
def test_a_step_without_a_right_line_is_refused(
    recordings: Path, tmp_path: Path, more: Sequence[object], why: str
) -> None:
    suite = tmp_path / "cases.jsonl"
    told = run("add", "--recordings", recordings, "--session", "s", "--cases", suite, *more)
    assert told.exit_code == 2
    assert why in told.output
    assert not suite.exists()


def test_it_needs_one_kind_of_recording(episodes: Path, recordings: Path) -> None:
    assert run("add").exit_code == 2
    assert run("add", "--episodes", episodes, "--recordings", recordings).exit_code == 2


def test_the_console_script_is_this_command() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    module, _, name = project["scripts"]["errands"].partition(":")
    assert getattr(import_module(module), name).__module__ == "stack.errands"
    told = run("--help").output
    assert {word for word in ("add", "run") if word in told} == {"add", "run"}
