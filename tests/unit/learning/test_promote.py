"""Versions are added and go live; none is ever replaced; a large one is refused."""

from pathlib import Path

import pytest
import typer

from errands.contracts.ids import SkillName
from errands.contracts.skill import AdapterManifest
from learning.promote import MAX_BYTES, main

SKILL = SkillName("fill-form")


def trained(folder: Path, weights: bytes) -> Path:
    folder.mkdir()
    (folder / "adapter_model.safetensors").write_bytes(weights)
    (folder / "adapter_config.json").write_text('{"r": 16}')
    return folder


def test_each_promotion_is_a_version_of_its_own(tmp_path: Path) -> None:
    manifest = tmp_path / "adapters/manifest.json"
    for name, weights in (("one", b"1"), ("two", b"2")):
        adapter = trained(tmp_path / name, weights)
        main(skill=SKILL, adapter=adapter, manifest=manifest, unproven=True)
    known = AdapterManifest.model_validate_json(manifest.read_text())
    assert [a.name for a in known.adapters] == ["fill-form@1", "fill-form@2"]
    assert known.live == {SKILL: 2}
    assert [adapter.rank for adapter in known.adapters] == [16, 16]
    kept = manifest.parent / "fill-form/1/adapter_model.safetensors"
    assert kept.read_bytes() == b"1"


def test_a_listed_version_goes_live_as_it_is(tmp_path: Path) -> None:
    manifest = tmp_path / "adapters/manifest.json"
    for name in ("one", "two"):
        adapter = trained(tmp_path / name, name.encode())
        main(skill=SKILL, adapter=adapter, manifest=manifest, unproven=True, live=name == "one")
    main(skill=SKILL, listed=2, manifest=manifest, unproven=True)
    known = AdapterManifest.model_validate_json(manifest.read_text())
    assert (known.live, known.before) == ({SKILL: 2}, {SKILL: 1})
    assert len(known.adapters) == 2
    with pytest.raises(typer.BadParameter, match="3"):
        main(skill=SKILL, listed=3, manifest=manifest, unproven=True)
    with pytest.raises(typer.BadParameter, match="one of"):
        main(skill=SKILL, manifest=manifest, unproven=True)


def test_an_adapter_too_large_to_commit_changes_nothing(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.json"
    large = trained(tmp_path / "large", bytes(MAX_BYTES + 1))
    with pytest.raises(typer.BadParameter, match="larger"):
        main(skill=SKILL, adapter=large, manifest=manifest, unproven=True)
    assert not manifest.exists()


def test_an_adapter_that_tells_no_rank_changes_nothing(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.json"
    broken = trained(tmp_path / "broken", b"1")
    (broken / "adapter_config.json").write_text("{}")
    with pytest.raises(typer.BadParameter, match="rank"):
        main(skill=SKILL, adapter=broken, manifest=manifest, unproven=True)
    assert list(tmp_path.iterdir()) == [broken]
