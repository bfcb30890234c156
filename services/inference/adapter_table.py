"""What the reconciler tells of adapters: which name to ask, and how each version stands."""

from collections.abc import Mapping
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from errands.contracts.skill import AdapterManifest
from services.inference.plan import OUR_NAME, answering


class Role(StrEnum):
    """What the manifest wants of a version."""

    LIVE = "live"
    CANARY = "canary"
    OLD = "old"


class State(StrEnum):
    """How far a version has come on this server."""

    WAITING = "waiting"
    WARM = "warm"
    FAILED = "failed"
    RETIRING = "retiring"


class Standing(BaseModel):
    """One version that is wanted, or still loaded."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    role: Role
    state: State
    error: str | None = None


class Trial(BaseModel):
    """A version that answers for a share of the sessions."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    share: float


class AdapterTable(BaseModel):
    """What workers read: the model name to use for each skill; and what operators look at."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    live: dict[str, str] = {}
    """Skill to the name that answers now; a skill that isn't here can't be asked.

    While the server is down, to the name that will answer.
    """
    canary: dict[str, Trial] = {}
    """Skill to the version that some sessions get instead."""
    loaded: tuple[str, ...] = ()
    versions: tuple[Standing, ...] = ()
    errors: dict[str, str] = {}
    complete: bool = False
    """Whether the server is up and every live version answers."""
    ready: bool = False
    """Whether the server is up and some version of every live skill answers: an older one, where
    the live one can't be loaded.
    """
    manifest: AdapterManifest | None = None
    """The one in force: what the API tells of skills."""


def table_of(
    manifest: AdapterManifest | None,
    loaded: frozenset[str],
    warm: frozenset[str],
    errors: Mapping[str, str],
    *,
    is_up: bool,
) -> AdapterTable:
    """The table after a round; `warm` are those of `loaded` that have answered once."""
    if manifest is None:
        return AdapterTable(loaded=tuple(sorted(loaded)), errors=dict(errors))
    live, tried = manifest.live_adapters(), manifest.canary_adapters()
    # A server that is down comes back without adapters, and gets these before it is asked again:
    # who waits for it waits for their names too, instead of falling back on the base model.
    asked = warm if is_up else frozenset(adapter.name for adapter in (*live, *tried))
    return AdapterTable(
        live=answering(manifest, asked),
        canary={
            adapter.skill: Trial(name=adapter.name, share=manifest.canary[adapter.skill].share)
            for adapter in tried
            if adapter.name in asked
        },
        loaded=tuple(sorted(loaded)),
        versions=_versions(manifest, loaded, warm, errors),
        errors=dict(errors),
        complete=is_up and all(adapter.name in warm for adapter in live),
        manifest=manifest,
        ready=is_up and manifest.live.keys() <= answering(manifest, warm).keys(),
    )


def _versions(
    manifest: AdapterManifest,
    loaded: frozenset[str],
    warm: frozenset[str],
    errors: Mapping[str, str],
) -> tuple[Standing, ...]:
    roles = {name: Role.OLD for name in loaded if OUR_NAME.fullmatch(name)}
    roles |= {adapter.name: Role.CANARY for adapter in manifest.canary_adapters()}
    roles |= {adapter.name: Role.LIVE for adapter in manifest.live_adapters()}

    def state(name: str, role: Role) -> State:
        if name in errors:
            return State.FAILED
        if role is Role.OLD:
            return State.RETIRING
        return State.WARM if name in warm else State.WAITING

    return tuple(
        Standing(name=name, role=role, state=state(name, role), error=errors.get(name))
        for name, role in sorted(roles.items())
    )
