"""How many cores this process may compute on."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

CGROUPS: Final = Path("/sys/fs/cgroup")
OWN_CGROUP: Final = Path("/proc/self/cgroup")
QUOTA_FILE: Final = "cpu.max"


def usable_cores(cgroups: Path = CGROUPS, own: Path = OWN_CGROUP) -> int:
    """Those that Linux would run it on, or what its quota allows of them; 1 at least.

    A quota is a container's limit (cgroup v2) or that of a group around it. Part of a core is left
    alone: threads that meet at every product wait for the one that has used its share up.
    """
    cores = float(len(os.sched_getaffinity(0)))
    return max(1, int(min([cores, *_quotas(cgroups, own)])))


def _quotas(cgroups: Path, own: Path) -> Iterator[float]:
    """In cores: of the process's group, and of each that it is in."""
    path = _unified(own)
    for group in (path, *path.parents):
        try:
            quota, period = (cgroups / group / QUOTA_FILE).read_text("ascii").split()
        except OSError:  # the outermost has none, and a container sees its own as the outermost
            continue
        if quota != "max":
            yield int(quota) / int(period)


def _unified(own: Path) -> Path:
    """Relative to where groups are mounted."""
    try:
        lines = own.read_text("utf-8").splitlines()
    except OSError:  # no Linux
        return Path()
    paths = (line.removeprefix("0::/") for line in lines if line.startswith("0::/"))
    return Path(next(paths, ""))
