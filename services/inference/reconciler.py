"""Keep the server's adapters in step with the manifest, one round at a time."""

import time
from collections.abc import Callable
from pathlib import Path

import structlog
from pydantic import ValidationError

from errands.backends.manifest_file import read_manifest
from errands.contracts.skill import AdapterManifest, AdapterVersion
from errands.telemetry.labels import AdapterChange
from errands.telemetry.metrics import (
    ADAPTER_CHANGES,
    ADAPTER_FAILURES,
    ADAPTER_SHARE,
    ADAPTER_STATE,
    ADAPTERS_LOADED,
    ADAPTERS_MISSING,
    ENGINE_UP,
)
from services.inference.adapter_check import AdapterRefusedError, check
from services.inference.adapter_table import AdapterTable, Role, State, table_of
from services.inference.engine_client import (
    Engine,
    EngineBusyError,
    EngineDownError,
    EngineRefusedError,
)
from services.inference.plan import Load, Unload, plan

log = structlog.get_logger(__name__)

ENGINE = "engine"
MANIFEST = "manifest"


class Reconciler:
    """Remembers what is warm and what was retired; everything else is asked anew each round."""

    def __init__(
        self,
        engine: Engine,
        manifest: Path,
        *,
        max_rank: int,
        grace_seconds: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Look after `engine`; a version keeps answering `grace_seconds` after it was live."""
        self.table = AdapterTable()
        self._engine = engine
        self._path = manifest
        self._max_rank = max_rank
        self._grace = grace_seconds
        self._clock = clock
        self._manifest: AdapterManifest | None = None
        self._warm: frozenset[str] = frozenset()
        self._retired: dict[str, float] = {}

    async def round(self) -> AdapterTable:
        """Bring the server a round closer to the manifest, and tell where it stands."""
        errors = self._read_manifest()
        try:
            loaded = await self._engine.adapters()
            if self._manifest is not None:
                errors |= await self._apply(self._manifest, loaded)
                loaded = await self._engine.adapters()
        except (EngineDownError, EngineRefusedError) as error:
            # What it had loaded may be gone with it.
            self._warm = frozenset()
            self._publish(frozenset(), {**errors, ENGINE: str(error)})
        else:
            self._warm &= loaded
            self._publish(loaded, errors)
        return self.table

    def _read_manifest(self) -> dict[str, str]:
        try:
            self._manifest = read_manifest(self._path)
        except (OSError, ValidationError) as error:
            # The last good manifest stays in force.
            ADAPTER_FAILURES.inc()
            return {MANIFEST: str(error)}
        return {}

    async def _apply(self, manifest: AdapterManifest, loaded: frozenset[str]) -> dict[str, str]:
        self._warm &= loaded
        errors: dict[str, str] = {}
        for adapter in (s.adapter for s in plan(manifest, self._warm) if isinstance(s, Load)):
            try:
                await self._bring_up(adapter, is_loaded=adapter.name in loaded)
            except EngineBusyError as error:
                # It waits, and is asked again with the next round; an older version answers.
                log.info("adapter_waits", adapter=adapter.name, error=str(error))
            except (AdapterRefusedError, EngineRefusedError, OSError) as error:
                ADAPTER_FAILURES.inc()
                errors[adapter.name] = str(error)
        errors |= await self._retire(manifest, loaded | self._warm)
        return errors

    async def _bring_up(self, adapter: AdapterVersion, *, is_loaded: bool) -> None:
        if not is_loaded:
            folder = check(adapter, self._path.parent, self._max_rank)
            await self._engine.load(adapter.name, folder)
            ADAPTER_CHANGES.labels(AdapterChange.LOAD).inc()
            log.info("adapter_loaded", adapter=adapter.name)
        await self._engine.prewarm(adapter.name)
        self._warm |= {adapter.name}

    async def _retire(self, manifest: AdapterManifest, loaded: frozenset[str]) -> dict[str, str]:
        steps = plan(manifest, loaded)
        unwanted = [step.name for step in steps if isinstance(step, Unload)]
        errors: dict[str, str] = {}
        now = self._clock()
        self._retired = {name: self._retired.get(name, now) for name in unwanted}
        for name in unwanted:
            # Workers that read the table just before may still ask for it.
            if now - self._retired[name] < self._grace:
                continue
            try:
                await self._engine.unload(name)
            except EngineRefusedError as error:
                # It is in nobody's way; the live ones go on answering.
                ADAPTER_FAILURES.inc()
                errors[name] = str(error)
                continue
            ADAPTER_CHANGES.labels(AdapterChange.UNLOAD).inc()
            log.info("adapter_unloaded", adapter=name)
        return errors

    def _publish(self, loaded: frozenset[str], errors: dict[str, str]) -> None:
        table = table_of(self._manifest, loaded, self._warm, errors, is_up=ENGINE not in errors)
        _show(table)
        if table.errors != self.table.errors:
            log.warning("adapter_errors_changed", errors=table.errors)
        self.table = table


def _show(table: AdapterTable) -> None:
    ENGINE_UP.set(ENGINE not in table.errors)
    ADAPTERS_LOADED.set(len(table.loaded))
    live = [version for version in table.versions if version.role is Role.LIVE]
    ADAPTERS_MISSING.set(sum(version.state is not State.WARM for version in live))
    # Anew each round, so that a version that is gone has no series any more.
    ADAPTER_STATE.clear()
    for version in table.versions:
        ADAPTER_STATE.labels(version.name, version.role, version.state).set(1)
    ADAPTER_SHARE.clear()
    for skill, name in table.live.items():
        trial = table.canary.get(skill)
        ADAPTER_SHARE.labels(skill, name).set(1 - trial.share if trial else 1)
        if trial:
            ADAPTER_SHARE.labels(skill, trial.name).set(trial.share)
