"""The profile that a worker's pod runs under: Chromium has its own sandbox, and little else."""

import json
import os
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from errands.settings import Settings
from stack.layout import ROOT
from tests.deploy.programs import installed

PROFILE = ROOT / "deploy/k8s/seccomp/errands-chromium.json"
SANDBOX = {"clone", "clone3", "unshare", "setns", "chroot"}
NOBODY = 65534


def test_nothing_is_allowed_that_takes_a_capability() -> None:
    profile = json.loads(PROFILE.read_text())
    assert profile["defaultAction"] == "SCMP_ACT_ERRNO"
    assert {rule["action"] for rule in profile["syscalls"]} == {"SCMP_ACT_ALLOW"}
    assert all(set(rule) <= {"names", "action", "args"} for rule in profile["syscalls"])
    allowed = {name for rule in profile["syscalls"] for name in rule["names"]}
    assert allowed >= SANDBOX
    assert not allowed & {
        *("mount", "umount2", "pivot_root", "bpf", "keyctl", "add_key", "perf_event_open"),
        *("init_module", "finit_module", "kexec_load", "reboot", "settimeofday", "userfaultfd"),
    }


@pytest.mark.browser
@pytest.mark.parametrize(("without", "works"), [(None, True), ("chroot", False)])
def test_chromium_has_its_sandbox_under_it(
    without: str | None,
    works: bool,  # noqa: FBT001
) -> None:
    if os.geteuid() != 0 or not Path("/usr/lib/python3/dist-packages/seccomp").parent.exists():
        pytest.skip("has to become another user")
    profile = json.loads(PROFILE.read_text())
    for rule in profile["syscalls"]:
        rule["names"] = [name for name in rule["names"] if name != without]
    # Not pytest's own folder: nobody else may look into that.
    with TemporaryDirectory() as folder:
        path = Path(folder) / "profile.json"
        path.write_text(json.dumps(profile))
        told = _chromium_under(path, Path(folder))
    if "No module named 'seccomp'" in told:
        pytest.skip("python3-seccomp is not installed")
    assert "can't open file" not in told
    assert ("<p>here</p>" in told) is works, told


def _chromium_under(profile: Path, folder: Path) -> str:
    script = folder / "under_profile.py"
    script.write_text((Path(__file__).with_name("under_profile.py")).read_text())
    home = folder / "home"
    home.mkdir()
    for one in (home, profile, script):
        os.chown(one, NOBODY, NOBODY)
    folder.chmod(0o755)
    told = subprocess.run(  # noqa: S603 our own words only
        [
            installed("setpriv"),
            *(f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--bounding-set=-all"),
            *("/usr/bin/python3", str(script), str(profile)),
            *(str(Settings().chromium), "--headless", "--disable-gpu", "--dump-dom"),
            "data:text/html,<p>here</p>",
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={"HOME": str(home), "PATH": "/usr/bin:/bin"},
    )
    return told.stdout + told.stderr
