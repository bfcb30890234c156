"""A round of learning in miniature: the served model plays, learns from it, and is judged."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from errands.backends.manifest_file import read_manifest
from learning.days import TODAY
from learning.episode import read_episodes
from learning.hotels.synthesis import make_script
from learning.result import read_results
from stack.layout import MANIFEST, ROOT
from stack.round import SELF_PLAY_SEED

pytestmark = [
    pytest.mark.served,
    pytest.mark.long,
    pytest.mark.browser,
    pytest.mark.timeout(1500),
]

NUMBER = 3


def played(folder: Path, manifest: Path) -> subprocess.CompletedProcess[str]:
    suite = folder / "tiny.jsonl"
    suite.write_text(f"{make_script(0, 77, TODAY).model_dump_json()}\n")
    options = {
        "--number": NUMBER,
        "--scripts": 2,
        "--tries": 1,
        "--suites": suite,
        "--manifest": manifest,
        "--folder": folder / "round",
    }
    words = [str(word) for pair in options.items() for word in pair]
    return subprocess.run(  # noqa: S603 our own module
        [sys.executable, "-m", "stack", "learn", "round", *words],
        cwd=ROOT,
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def test_a_round_goes_from_self_play_to_the_proof(tmp_path: Path) -> None:
    manifest = tmp_path / "adapters/manifest.json"
    shutil.copytree(MANIFEST.parent, manifest.parent)
    live = read_manifest(manifest)
    told = played(tmp_path, manifest)
    folder = tmp_path / "round"
    episodes = list(read_episodes(folder / "selfplay.jsonl"))
    seeds = {episode.script.id.split("-")[0] for episode in episodes}
    assert seeds == {f"t{SELF_PLAY_SEED + NUMBER}"}, told.stdout
    for run in ("before", "after"):
        assert len(list(read_results(folder / run / "tiny.jsonl"))) == 1, told.stdout
    # One script proves nothing: what was trained is listed for the round, and not for people.
    assert read_manifest(manifest) == live
    trained = [path.parent.name for path in folder.glob("*/training.json")]
    candidates = read_manifest(folder / "adapters/manifest.json")
    for skill in trained:
        listed = max(known.version for known in live.adapters if known.skill == skill)
        assert candidates.live[skill] == listed + 1
        report = json.loads((folder / skill / "training.json").read_text())
        assert report["train_samples"] > 0
    assert told.returncode == 0, told.stdout
    assert told.stdout.count("it does not go live") == len(trained)
