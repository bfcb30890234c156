"""Which adapter serves a skill now: the live version, or the one that is being tried."""

import asyncio
import hashlib
import time
from collections.abc import Callable
from typing import Final

import httpx
import structlog
from pydantic import BaseModel, ConfigDict, ValidationError

from errands.contracts.ids import SessionId, SkillName

_LIVE_SECONDS: Final = 2.0
_LIVE_TIMEOUT: Final = 2.0

_log = structlog.get_logger(__name__)


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _Trial(_Answer):
    name: str
    share: float


class _Table(_Answer):
    live: dict[SkillName, str] = {}
    canary: dict[SkillName, _Trial] = {}

    def name(self, skill: SkillName, session: SessionId) -> str | None:
        trial = self.canary.get(skill)
        if trial is not None and _place(skill, session) < trial.share:
            return trial.name
        return self.live.get(skill)


def _place(skill: SkillName, session: SessionId) -> float:
    """Where a session stands among all, from 0 to 1: the same at every step and every worker.

    With the skill in it, a session that tries one skill doesn't try every other one too.
    """
    digest = hashlib.sha256(f"{skill} {session}".encode()).digest()
    return int.from_bytes(digest[:8]) / 2**64


class LiveAdapters:
    """The adapters' table, asked for at most once in two seconds.

    While nobody answers, the last table stands: a step with yesterday's adapter is better
    than no step.
    """

    def __init__(
        self,
        url: str,
        client: httpx.AsyncClient,
        elapsed: Callable[[], float] = time.monotonic,
    ) -> None:
        self._url = url
        self._client = client
        self._elapsed = elapsed
        self._table = _Table()
        self._read_at: float | None = None
        self._reading = asyncio.Lock()

    async def of(self, skill: SkillName, session: SessionId) -> str | None:
        # Who comes while the table is being read waits for it: an empty one names no adapter.
        async with self._reading:
            now = self._elapsed()
            if self._read_at is None or now - self._read_at >= _LIVE_SECONDS:
                self._table = await self._read()
                self._read_at = self._elapsed()
        return self._table.name(skill, session)

    def forget(self) -> None:
        """The next question asks the server again."""
        self._read_at = None

    async def _read(self) -> _Table:
        try:
            response = await self._client.get(self._url, timeout=_LIVE_TIMEOUT)
            response.raise_for_status()
            return _Table.model_validate_json(response.content)
        except (httpx.HTTPError, ValidationError) as error:
            _log.warning("adapters.unknown", url=self._url, error=repr(error))
            return self._table
