"""Every check, in the order in which things depend on each other."""

from collections.abc import AsyncIterator, Sequence
from typing import Final

from stack.doctor import browser, disk, models, packages, processes, stores
from stack.doctor.finding import Check, Examined, Finding

MACHINE: Final[Sequence[Check]] = (
    packages.python,
    packages.packages,
    packages.programs,
    browser.chromium,
    browser.fonts,
    browser.room,
    models.base_model,
    models.manifest,
    disk.disk,
)
"""What has to be there before anything runs."""
RUNNING: Final[Sequence[Check]] = (
    stores.redis,
    stores.broker,
    models.server,
    models.served,
    processes.api,
    processes.worker,
    processes.reconciler,
)
"""What runs."""


async def examine(examined: Examined, checks: Sequence[Check]) -> AsyncIterator[Finding]:
    """Findings as they come."""
    for check in checks:
        for finding in await check(examined):
            yield finding
