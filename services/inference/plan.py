"""Decide what must be loaded and unloaded, without doing it."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from typing import Final

from errands.contracts.skill import AdapterManifest, AdapterVersion

# What we name adapters; anything else on the server is not ours to unload.
OUR_NAME: Final = re.compile(r"[a-z][a-z0-9-]{0,40}@[1-9][0-9]*")


@dataclass(frozen=True, slots=True)
class Load:
    """Make an adapter answer under its name."""

    adapter: AdapterVersion


@dataclass(frozen=True, slots=True)
class Unload:
    """Take a version away that is live no longer."""

    name: str


Step = Load | Unload


def plan(manifest: AdapterManifest, loaded: Collection[str]) -> tuple[Step, ...]:
    """List the steps from what is loaded to what is live or being tried.

    Loads come first. A skill's old version stays while its new one isn't loaded, so
    that a version that fails to load leaves the old one answering.
    """
    live = manifest.live_adapters()
    served = (*live, *manifest.canary_adapters())
    loads = tuple(Load(adapter) for adapter in served if adapter.name not in loaded)
    wanted = {adapter.name for adapter in served}
    awaited = {adapter.skill for adapter in live if adapter.name not in loaded}
    unloads = tuple(
        Unload(name)
        for name in sorted(loaded)
        if OUR_NAME.fullmatch(name) and name not in wanted and name.partition("@")[0] not in awaited
    )
    return (*loads, *unloads)


def answering(manifest: AdapterManifest, loaded: Collection[str]) -> dict[str, str]:
    """Tell the name to call for each live skill.

    While a live version isn't loaded, another one of that skill answers: the one that was live
    before, else an older one, else any; one that is only being tried comes last.
    """
    names: dict[str, str] = {}
    for adapter in manifest.live_adapters():
        if adapter.name in loaded:
            names[adapter.skill] = adapter.name
            continue
        there = [v for v in manifest.adapters if v.skill == adapter.skill and v.name in loaded]
        if there:
            names[adapter.skill] = max(there, key=partial(_trust, manifest, adapter)).name
    return names


def _trust(
    manifest: AdapterManifest, live: AdapterVersion, other: AdapterVersion
) -> tuple[bool, bool, bool, int]:
    """The more, the rather `other` stands in for `live`."""
    tried = manifest.canary.get(live.skill)
    return (
        tried is None or other.version != tried.version,
        other.version == manifest.before.get(live.skill),
        other.version < live.version,
        other.version,
    )
