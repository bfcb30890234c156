"""An evaluation that was cut off goes on where it was."""

from itertools import repeat
from pathlib import Path

import pytest

from errands.backends.memory_model import ScriptedModel
from errands.backends.served_skills import FixedSkills
from errands.contracts.skill import AdapterManifest, ServedSkills
from learning.case import read_suite
from learning.evaluate import play_all, unfinished
from learning.result import Result, read_results
from learning.script import Script
from tests.unit.learning.test_compare import result

pytestmark = pytest.mark.browser

SKILLS = ServedSkills(manifest=AdapterManifest(base_model="a model"))
SUITE = Path(__file__).parents[2] / "learning/suites/hotels-dev.jsonl"


async def played(scripts: list[Script], output: Path) -> list[Result]:
    model = ScriptedModel(list(repeat('say "No."', 100)))
    return await play_all(scripts, output, 1, model, FixedSkills(SKILLS))


def files_of(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def test_what_was_played_is_not_played_again(tmp_path: Path) -> None:
    scripts = list(read_suite(SUITE).scripts[:2])
    output = tmp_path / "hotels-dev.jsonl"
    part = unfinished(output, scripts, SKILLS)
    before = result(scripts[0].id, ok=True)
    # its last line was being written
    part.write_text(f"{before.model_dump_json()}\n{before.model_dump_json()[:40]}")
    first, second = await played(scripts, output)
    assert (first, second.id, second.ok) == (before, scripts[1].id, False)
    assert list(read_results(output)) == [first, second]
    assert files_of(tmp_path) == [output]


def test_other_adapters_and_other_scripts_begin_anew(tmp_path: Path) -> None:
    scripts = list(read_suite(SUITE).scripts[:2])
    output = tmp_path / "hotels-dev.jsonl"
    others = ServedSkills(manifest=AdapterManifest(base_model="another"))
    places = {
        unfinished(output, scripts, SKILLS),
        unfinished(output, scripts[:1], SKILLS),
        unfinished(output, scripts, others),
    }
    assert len(places) == 3
    assert not any(place.suffix == ".jsonl" for place in places)
