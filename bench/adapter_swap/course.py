"""What is played: traffic with and without versions that come and go."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx

from bench.adapter_swap.answers import Answers, draw_prompts, learn
from bench.adapter_swap.traffic import Stretch, Tally, flow
from bench.engine import load
from errands.backends.manifest_file import write_manifest
from errands.backends.vllm_model import VllmModel
from errands.contracts.ids import SkillName
from errands.contracts.skill import AdapterManifest

WIDTH = 16
SWAPPED = SkillName("swapped")
SKILLS = {SWAPPED: 4, "steady": 1}
"""And how many versions there are of each."""
SLOTS = 6
_SWAP_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Course:
    """`path` is the manifest that the server's reconciler reads."""

    server: str
    adapters: str
    """The reconciler's address."""
    answers: Answers
    manifest: AdapterManifest
    path: Path
    stretch: Stretch

    async def quiet(self) -> Tally:
        """A stretch without swaps."""
        async with httpx.AsyncClient() as client:
            model = VllmModel(f"{self.server}/v1", f"{self.adapters}/adapters", client)
            return await flow(model, list(SKILLS), self.answers, WIDTH, self.stretch)

    async def swapped(self) -> tuple[Tally, int]:
        """A stretch with swaps, and how many; the first versions are live again after it."""
        going = asyncio.create_task(self.quiet())
        swaps = await self._swap(going)
        write_manifest(self.path, self.manifest)
        return await going, swaps

    async def _swap(self, going: asyncio.Task[Tally]) -> int:
        """Promotes, tries and takes back versions until the traffic ends."""
        swaps = 0
        while not going.done():
            for step in _steps(self.manifest):
                write_manifest(self.path, step)
                swaps += 1
                done, _ = await asyncio.wait({going}, timeout=_SWAP_SECONDS)
                if done:
                    break
        return swaps


def _steps(manifest: AdapterManifest) -> Iterator[AdapterManifest]:
    promoted = manifest.with_live(SWAPPED, 2)
    yield promoted
    yield promoted.with_canary(SWAPPED, 3, 0.3)
    yield promoted.with_live(SWAPPED, 3)
    yield promoted.with_live(SWAPPED, 3).rolled_back(SWAPPED)
    yield promoted.with_live(SWAPPED, 4)
    yield manifest


async def learn_all(server: str, work: Path, manifest: AdapterManifest, prompts: int) -> Answers:
    """Loads every version; the reconciler then takes away those that aren't live."""
    folders = {adapter.name: work / adapter.path for adapter in manifest.adapters}
    await load(server, folders)
    async with httpx.AsyncClient(base_url=server) as client:
        return await learn(client, list(folders), draw_prompts(prompts))
