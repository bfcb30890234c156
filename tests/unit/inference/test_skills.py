"""The command that moves a skill between its versions."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from errands.backends.manifest_file import read_manifest, write_manifest
from errands.contracts.ids import SkillName
from errands.contracts.skill import AdapterManifest, AdapterVersion
from services.inference.skills import app

SKILL = SkillName("fill-form")


def version(number: int) -> AdapterVersion:
    return AdapterVersion(
        skill=SKILL,
        version=number,
        path=f"{SKILL}/{number}",
        sha256="0" * 64,
        rank=8,
        base_model="base",
    )


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    path = tmp_path / "manifest.json"
    listed = AdapterManifest(base_model="base").with_version(version(1), live=True)
    write_manifest(path, listed.with_version(version(2)))
    return path


def say(manifest: Path, *words: str) -> str:
    result = CliRunner().invoke(app, [*words, "--manifest", str(manifest)])
    assert result.exit_code == 0, result.output
    return result.output


def test_a_version_is_tried_promoted_and_taken_back(manifest: Path) -> None:
    say(manifest, "canary", SKILL, "2", "--share", "0.2")
    assert "fill-form@2                  canary, 20%" in say(manifest, "list")
    say(manifest, "promote", SKILL, "2")
    assert read_manifest(manifest).live == {SKILL: 2}
    assert "live before" in say(manifest, "list")
    say(manifest, "rollback", SKILL)
    assert read_manifest(manifest).live == {SKILL: 1}


def test_a_canary_is_ended(manifest: Path) -> None:
    say(manifest, "canary", SKILL, "2")
    say(manifest, "end", SKILL)
    assert read_manifest(manifest).canary == {}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["canary", SKILL, "3"], "fill-form@3 is not in the manifest"),
        (["canary", SKILL, "2", "--share", "1"], "less than 1"),
        (["canary", SKILL, "1"], "can't be tried beside the live version"),
        (["promote", "other", "1"], "other@1 is not in the manifest"),
        (["rollback", SKILL], "nothing was live before"),
        (["end", SKILL], "has no canary"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(
    manifest: Path, words: list[str], told: str
) -> None:
    before = manifest.read_bytes()
    result = CliRunner().invoke(
        app, [*words, "--manifest", str(manifest)], env={"COLUMNS": "200", "TERM": "dumb"}
    )
    assert result.exit_code == 2
    assert told in " ".join(result.output.split())
    assert manifest.read_bytes() == before


def test_a_file_that_is_no_manifest_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    path.write_text("{")
    result = CliRunner().invoke(app, ["rollback", SKILL, "--manifest", str(path)])
    assert result.exit_code == 2
    assert path.read_text() == "{"
