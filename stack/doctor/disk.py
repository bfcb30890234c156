"""Room on the disks that something is written to."""

import shutil
from pathlib import Path
from typing import Final

from stack.doctor.finding import Examined, Finding, broken, ok, warning
from stack.layout import ROOT

LITTLE: Final = 2**30
LEAST: Final = 200 * 2**20
"""Bytes. Beyond the first a day's recordings may fill it, beyond the second Redis's log may."""


async def disk(examined: Examined) -> list[Finding]:
    settings = examined.settings
    folders = [ROOT, settings.files]
    if "://" not in settings.recordings:
        folders.append(Path(settings.recordings))
    return [judged(place, free) for place, free in _free(folders).items()]


def judged(place: Path, free: int) -> Finding:
    """What so many bytes are worth there."""
    found = f"{free / 2**30:.1f} GiB free at {place}"
    mend = "make room; recordings: ERRANDS_RECORDINGS_DAYS, docs/operations.md#keeping"
    if free < LEAST:
        return broken("disk", found, mend)
    return warning("disk", found, mend) if free < LITTLE else ok("disk", found)


def _free(folders: list[Path]) -> dict[Path, int]:
    """Once for each disk, named by the first folder on it."""
    found: dict[int, Path] = {}
    for folder in folders:
        place = folder.resolve()
        while not place.exists():
            place = place.parent
        found.setdefault(place.stat().st_dev, place)
    return {place: shutil.disk_usage(place).free for place in found.values()}
