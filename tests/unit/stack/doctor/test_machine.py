"""What has to be there before anything runs, each thing broken in turn."""

import os
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import pytest

from errands.backends.manifest_file import read_manifest
from services.inference.base_model import CURRENT_MARKER, MARKER, hashes_of
from stack.doctor import browser, disk, models, packages
from stack.doctor.finding import Examined, Finding, Verdict
from tests.page_server import chromium_path


def verdicts(found: list[Finding]) -> dict[str, Verdict]:
    return {one.name: one.verdict for one in found}


def with_settings(examined: Examined, **changed: object) -> Examined:
    return replace(examined, settings=examined.settings.model_copy(update=changed))


async def test_packages_are_compared_with_the_lock(examined: Examined, tmp_path: Path) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text(f"httpx=={version('httpx')}\ntorch=={version('torch').partition('+')[0]}\n")
    (found,) = await packages.packages(replace(examined, lock=lock))
    assert (found.verdict, found.found) == (Verdict.OK, "all 2 as in lock.txt")
    lock.write_text("httpx==0.0.1\nno-such-package==1\n")
    (found,) = await packages.packages(replace(examined, lock=lock))
    assert found.verdict is Verdict.BROKEN
    assert f"httpx {version('httpx')} for 0.0.1" in found.found
    assert "no-such-package is missing" in found.found
    assert found.mend == "make setup"


async def test_a_program_that_is_not_on_the_path_is_missed(
    examined: Examined, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (found,) = await packages.programs(examined)
    assert (found.verdict, found.mend) == (Verdict.BROKEN, "make setup")


async def test_a_chromium_that_is_not_there_is_told(examined: Examined, tmp_path: Path) -> None:
    (found,) = await browser.chromium(with_settings(examined, chromium=tmp_path / "chrome"))
    assert found.verdict is Verdict.BROKEN
    assert "ERRANDS_CHROMIUM" in found.mend


async def test_a_program_that_is_no_chromium_is_told(examined: Examined, tmp_path: Path) -> None:
    program = tmp_path / "chrome"
    program.write_text("#!/bin/sh\nexit 3\n")
    program.chmod(0o755)
    (found,) = await browser.chromium(with_settings(examined, chromium=program))
    assert (found.verdict, found.found) == (
        Verdict.BROKEN,
        f"{program} doesn't tell its version",
    )


async def test_a_chromium_that_does_not_start_is_told(examined: Examined, tmp_path: Path) -> None:
    program = tmp_path / "chrome"
    program.write_text(
        '#!/bin/sh\n[ "$1" = --version ] && echo "Chromium 1" && exit\n'
        'echo "No usable sandbox!" >&2\nexit 1\n'
    )
    program.chmod(0o755)
    version_, started = await browser.chromium(with_settings(examined, chromium=program))
    assert version_.verdict is Verdict.OK
    assert started.verdict is Verdict.BROKEN
    assert started.name == "sandbox"


@pytest.mark.browser
async def test_the_real_one_starts_and_tells_of_its_sandbox(examined: Examined) -> None:
    path = Path(chromium_path())
    there, started = await browser.chromium(with_settings(examined, chromium=path))
    assert there.found.startswith("Chromium ")
    assert started.verdict is (Verdict.WARNING if os.geteuid() == 0 else Verdict.OK), started
    off = with_settings(examined, chromium=path, chromium_sandbox=False)
    _, started = await browser.chromium(off)
    assert started.verdict is Verdict.WARNING
    assert "ERRANDS_CHROMIUM_SANDBOX is off" in started.found


async def test_a_setting_of_the_kernel_that_forbids_the_sandbox_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    place = tmp_path / "kernel/apparmor_restrict_unprivileged_userns"
    place.parent.mkdir()
    place.write_text("1\n")
    monkeypatch.setattr(browser, "PROC", tmp_path)
    assert browser.unlocking() == "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"
    place.write_text("0\n")
    assert "seccomp" in browser.unlocking()


async def test_fonts_are_missed(
    examined: Examined, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(browser, "FONT_FOLDERS", (str(tmp_path),))
    monkeypatch.setenv("HOME", str(tmp_path))
    (found,) = await browser.fonts(examined)
    assert (found.verdict, found.mend) == (
        Verdict.BROKEN,
        "apt-get install fonts-dejavu-core",
    )
    (tmp_path / "one.ttf").touch()
    (found,) = await browser.fonts(examined)
    assert found.verdict is Verdict.OK


async def test_a_model_whose_file_was_changed_is_told(examined: Examined, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    well = replace(examined, model_folder=folder)
    assert verdicts(await models.base_model(well)) == {"base model": Verdict.BROKEN}
    weights = folder / "model.safetensors"
    weights.write_bytes(b"weights")
    old = CURRENT_MARKER.model_dump_json(exclude={"sha256"})
    (folder / MARKER).write_text(old)
    assert verdicts(await models.base_model(well)) == {"base model": Verdict.WARNING}
    kept = CURRENT_MARKER.model_copy(update={"sha256": hashes_of(folder)})
    (folder / MARKER).write_text(kept.model_dump_json())
    assert verdicts(await models.base_model(well)) == {"base model": Verdict.OK}
    weights.write_bytes(b"weighty")
    (found,) = await models.base_model(well)
    assert found.verdict is Verdict.BROKEN
    assert "model.safetensors" in found.found


async def test_the_shipped_adapters_are_well(examined: Examined) -> None:
    found = await models.manifest(examined)
    assert verdicts(found) == {"manifest": Verdict.OK, "adapters": Verdict.OK}


async def test_an_adapter_with_other_weights_is_broken_where_it_is_live(
    examined: Examined,
) -> None:
    listed = read_manifest(examined.manifest)
    live = listed.live_adapters()[0]
    aside = next(
        one for one in listed.adapters if listed.live.get(one.skill) not in {None, one.version}
    )
    for adapter in (live, aside):
        weights = examined.manifest.parent / adapter.path / "adapter_model.safetensors"
        weights.write_bytes(weights.read_bytes()[:-1] + b"\0")
    found = await models.manifest(examined)
    assert verdicts(found) == {
        "manifest": Verdict.OK,
        f"adapter {live.name}": Verdict.BROKEN,
        f"adapter {aside.name}": Verdict.WARNING,
    }
    assert "sha256" in found[1].found
    assert "git checkout" in found[1].mend


async def test_a_manifest_that_can_not_be_read_is_broken(examined: Examined) -> None:
    examined.manifest.write_text("{")
    assert verdicts(await models.manifest(examined)) == {"manifest": Verdict.BROKEN}


@pytest.mark.parametrize(
    ("free", "verdict"),
    [(2**31, Verdict.OK), (2**29, Verdict.WARNING), (2**20, Verdict.BROKEN)],
)
def test_a_disk_gets_full(free: int, verdict: Verdict) -> None:
    assert disk.judged(Path("/"), free).verdict is verdict


async def test_each_disk_is_looked_at_once(examined: Examined) -> None:
    found = await disk.disk(examined)
    assert found
    assert len({one.found for one in found}) == len(found)
