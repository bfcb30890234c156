"""Whether a worker is about to leave: told to its main process, asked by the one that works."""

import asyncio
from multiprocessing.sharedctypes import RawValue
from time import monotonic
from typing import Final

LOOK_SECONDS: Final = 0.2


class Leaving:
    """`patience`: seconds that a turn may still go on before another worker has to.

    It has to be made before the fork: what is told to one process is known to both.
    """

    def __init__(self, patience: float) -> None:
        self._patience = patience
        # A number without a lock: a signal's handler may write it. The clock is the system's own.
        self._since = RawValue("d", 0.0)

    def begin(self) -> None:
        self._since.value = self._since.value or monotonic()

    @property
    def has_begun(self) -> bool:
        """Whether nothing new may be taken on."""
        return bool(self._since.value)

    @property
    def is_due(self) -> bool:
        """Whether what goes on has to be handed over."""
        return self.has_begun and monotonic() - self._since.value >= self._patience

    async def due(self) -> None:
        """Returns once it is."""
        while not self.is_due:  # noqa: ASYNC110 another process tells it
            await asyncio.sleep(LOOK_SECONDS)
