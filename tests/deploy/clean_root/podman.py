"""Builds images and runs containers, with all that it stores in one folder."""

import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

BUILT = re.compile(r"^(?:\[\d+/\d+\] )?STEP \d+/\d+: ", re.MULTILINE)
CACHED: Final = "--> Using cache"
TAG: Final = "clean-root"
MOUNTINFO: Final = Path("/proc/self/mountinfo")
LIMITS: Final = ("--ulimit=nofile=8192:8192", "--ulimit=nproc=4096:4096")
"""Podman's own are higher than what a sandbox may set."""


class FailedError(Exception):
    """What a command told before it failed."""


@dataclass(frozen=True)
class Build:
    """`steps` are those that were run for it: others found theirs done by an earlier build."""

    steps: int
    seconds: float
    size: int


@dataclass(frozen=True)
class Podman:
    """Rootful; runc, since Debian 12's crun knows no cgroups of the hybrid kind."""

    folder: Path

    def __call__(self, *words: str, told: str | None = None, merged: bool = False) -> str:
        """What it prints. Raises `FailedError`."""
        done = subprocess.run(  # noqa: S603 our own words only
            [*self._program(), *words],
            input=told,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT if merged else subprocess.PIPE,
            text=True,
            check=False,
        )
        if done.returncode:
            raise FailedError(f"podman {words[0]}: {(done.stderr or done.stdout)[-3000:]}")
        return done.stdout

    def _program(self) -> list[str]:
        return [
            "podman",
            *("--root", str(self.folder / "store"), "--runroot", str(self.folder / "run")),
            *("--tmpdir", str(self.folder / "tmp"), "--storage-driver", "overlay"),
            *("--cgroup-manager", "cgroupfs", "--runtime", "runc"),
        ]

    def has(self, name: str) -> bool:
        """Whether there is an image of the name."""
        return bool(self("images", "--quiet", name))

    def imported(self, root: Path, name: str) -> None:
        """Makes an image of one layer of a folder."""
        made = ["tar", "--create", "--numeric-owner", "--directory", str(root), "."]
        with subprocess.Popen(made, stdout=subprocess.PIPE) as tar:  # noqa: S603 as above
            subprocess.run(  # noqa: S603 as above
                [*self._program(), "import", "--quiet", "-", name],
                stdin=tar.stdout,
                stdout=subprocess.DEVNULL,
                check=True,
            )
        if tar.returncode:
            raise FailedError(f"tar of {root}: {tar.returncode}")

    def build(
        self, context: Path, target: str, base: str, lent: Mapping[Path, str], log: Path
    ) -> Build:
        """A target of `deploy/Dockerfile` upon `base`; `lent` is there for its RUN lines only."""
        begun = time.monotonic()
        mounts = [f"--volume={path}:{place}:ro" for path, place in lent.items()]
        told = self(
            *("build", "--isolation", "chroot", "--format", "docker", "--layers", "--pull=never"),
            *("--build-arg", f"DEBIAN={base}", *mounts),
            *("--file", str(context / "deploy/Dockerfile")),
            *("--target", target, "--tag", image(target), str(context)),
            merged=True,
        )
        log.write_text(told)
        seconds = time.monotonic() - begun
        return Build(steps_run(told), seconds, self.size(image(target)))

    def size(self, name: str) -> int:
        """In bytes, with all that it stands on."""
        return int(self("image", "inspect", "--format", "{{.Size}}", name))

    def command(self, name: str) -> list[str]:
        """What an image runs unless told otherwise."""
        found: list[str] = json.loads(
            self("image", "inspect", "--format", "{{json .Config.Cmd}}", name)
        )
        return found

    def start(self, name: str, target: str, flags: Sequence[str], words: Sequence[str]) -> None:
        """In the background, until `remove`."""
        self("run", "--detach", "--name", name, *LIMITS, *flags, image(target), *words)

    def once(
        self, target: str, flags: Sequence[str], words: Sequence[str], told: str | None = None
    ) -> str:
        """What the command prints, with `told` to read, once it has ended."""
        kept = ("--interactive",) if told is not None else ()
        return self("run", "--rm", *kept, *LIMITS, *flags, image(target), *words, told=told)

    def logs(self, name: str) -> str:
        return self("logs", name, merged=True)

    def remove(self, name: str) -> None:
        """SIGTERM, and SIGKILL ten seconds later."""
        self("rm", "--force", "--ignore", "--time", "10", name)

    def clear(self) -> None:
        """Ends what still runs, and removes the folder with all images."""
        self("rm", "--force", "--all", "--time", "0")
        for mount in reversed(mounts_below(self.folder, MOUNTINFO.read_text())):
            subprocess.run(["umount", mount], check=False)  # noqa: S603, S607 as above
        # What is mounted may be this machine's own.
        if left := mounts_below(self.folder, MOUNTINFO.read_text()):
            raise FailedError(f"still mounted, so not removed: {left}")
        shutil.rmtree(self.folder)


def image(target: str) -> str:
    return f"localhost/errands-{target}:{TAG}"


def steps_run(told: str) -> int:
    """RUN lines in what a build prints, but for those that an earlier build has run."""
    steps = BUILT.split(told)[1:]
    return sum(step.startswith("RUN ") and CACHED not in step for step in steps)


def mounts_below(folder: Path, mountinfo: str) -> list[str]:
    """Outermost first, of what `/proc/self/mountinfo` says."""
    mounted = (line.split()[4] for line in mountinfo.splitlines())
    return [path for path in mounted if path.startswith(f"{folder}{os.sep}")]
