import hashlib
import json
import struct
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

pytest.importorskip("numpy")

from errands.contracts.ids import SkillName
from errands.contracts.skill import AdapterManifest, AdapterVersion
from errands.telemetry.metrics import ADAPTER_SHARE, REGISTRY
from services.inference.adapter_table import Trial
from services.inference.engine_client import EngineBusyError, EngineDownError, EngineRefusedError
from services.inference.reconcile import create_app
from services.inference.reconciler import ENGINE, MANIFEST, Reconciler

BASE = "smollm2-135m-instruct"
SKILL = SkillName("fill")
GRACE = 30.0


def weights() -> bytes:
    header = {
        "model.q_proj.lora_A.weight": {"dtype": "F32", "shape": [8, 4], "data_offsets": [0, 128]},
    }
    encoded = json.dumps(header).encode()
    return struct.pack("<Q", len(encoded)) + encoded + struct.pack("<f", 0.5) * 32


class FakeEngine:
    """A server in memory that can be down, and can refuse."""

    def __init__(self) -> None:
        self.loaded: dict[str, Path] = {}
        self.calls: list[str] = []
        self.down = False
        self.refuse: set[str] = set()
        self.busy = False

    async def adapters(self) -> frozenset[str]:
        if self.down:
            raise EngineDownError("connection refused")
        return frozenset(self.loaded)

    async def load(self, name: str, folder: Path) -> None:
        self.calls.append(f"load {name}")
        if name in self.refuse:
            raise EngineRefusedError("no")
        self.loaded[name] = folder

    async def prewarm(self, name: str) -> None:
        self.calls.append(f"prewarm {name}")
        if self.busy:
            raise EngineBusyError("no room")

    async def unload(self, name: str) -> None:
        self.calls.append(f"unload {name}")
        del self.loaded[name]


class Scene:
    """A manifest on disk, a server in memory, a clock that is moved by hand."""

    def __init__(self, root: Path) -> None:
        self.path = root / "manifest.json"
        self.manifest = AdapterManifest(base_model=BASE)
        self.engine = FakeEngine()
        self.now = 0.0
        self.reconciler = Reconciler(
            self.engine, self.path, max_rank=16, grace_seconds=GRACE, clock=lambda: self.now
        )

    def write(self, manifest: AdapterManifest) -> None:
        self.manifest = manifest
        self.path.write_text(manifest.model_dump_json())

    def release(self, version: int, *, live: bool = True) -> None:
        folder = self.path.parent / SKILL / str(version)
        folder.mkdir(parents=True)
        (folder / "adapter_model.safetensors").write_bytes(weights())
        config = {
            "peft_type": "LORA",
            "r": 8,
            "base_model_name_or_path": BASE,
            "target_modules": ["q_proj"],
        }
        (folder / "adapter_config.json").write_text(json.dumps(config))
        listed = self.manifest.with_version(
            AdapterVersion(
                skill=SKILL,
                version=version,
                path=f"{SKILL}/{version}",
                sha256=hashlib.sha256(weights()).hexdigest(),
                rank=8,
                base_model=BASE,
            ),
            live=live,
        )
        self.write(listed)


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    yield Scene(tmp_path)
    ADAPTER_SHARE.clear()  # this skill is in no route; the label's own test looks at all


async def test_a_version_is_warm_before_it_is_published(scene: Scene) -> None:
    scene.release(1)
    table = await scene.reconciler.round()
    assert scene.engine.calls == ["load fill@1", "prewarm fill@1"]
    assert table.live == {"fill": "fill@1"}
    assert table.complete
    await scene.reconciler.round()
    assert len(scene.engine.calls) == 2


async def test_an_old_version_answers_until_its_grace_is_over(scene: Scene) -> None:
    scene.release(1)
    await scene.reconciler.round()
    scene.release(2)
    table = await scene.reconciler.round()
    assert table.live == {"fill": "fill@2"}
    scene.now = GRACE - 1
    assert "fill@1" in (await scene.reconciler.round()).loaded
    scene.now = GRACE
    assert (await scene.reconciler.round()).loaded == ("fill@2",)


async def test_a_version_that_fails_leaves_the_old_one_answering(scene: Scene) -> None:
    scene.release(1)
    await scene.reconciler.round()
    scene.engine.refuse = {"fill@2"}
    scene.release(2)
    scene.now = 10 * GRACE
    table = await scene.reconciler.round()
    assert table.live == {"fill": "fill@1"}
    assert table.errors == {"fill@2": "no"}
    assert not table.complete
    assert table.ready
    scene.engine.refuse = set()
    assert (await scene.reconciler.round()).live == {"fill": "fill@2"}


async def test_a_version_that_a_full_server_has_no_time_for_waits(scene: Scene) -> None:
    """It isn't called failed, and isn't asked for until it has answered once."""
    scene.release(1)
    await scene.reconciler.round()
    scene.release(2)
    scene.engine.busy = True
    table = await scene.reconciler.round()
    assert (table.live, table.errors, table.ready) == ({"fill": "fill@1"}, {}, True)
    assert [(v.name, v.state) for v in table.versions][1] == ("fill@2", "waiting")
    scene.engine.busy = False
    assert (await scene.reconciler.round()).live == {"fill": "fill@2"}
    assert scene.engine.calls.count("load fill@2") == 1


async def test_a_server_without_any_version_of_a_skill_is_not_ready(scene: Scene) -> None:
    scene.release(1)
    scene.engine.refuse = {"fill@1"}
    assert not (await scene.reconciler.round()).ready


async def test_a_server_that_starts_anew_has_no_older_version_to_answer_with(scene: Scene) -> None:
    """It gets what is wanted now, and is not ready without: docs/runbook.md says so."""
    scene.release(1)
    await scene.reconciler.round()
    scene.engine.refuse = {"fill@2"}
    scene.release(2)
    assert (await scene.reconciler.round()).ready
    scene.engine.loaded.clear()
    table = await scene.reconciler.round()
    assert (table.live, table.ready) == ({}, False)


async def test_two_servers_are_brought_there_each_at_its_own_pace(
    scene: Scene, tmp_path: Path
) -> None:
    """One manifest, a reconciler beside each server; neither knows of the other."""
    scene.release(1)
    other = Scene(tmp_path)
    for one in (scene, other):
        assert (await one.reconciler.round()).live == {"fill": "fill@1"}
    other.engine.refuse = {"fill@2"}
    scene.release(2)
    assert (await scene.reconciler.round()).live == {"fill": "fill@2"}
    assert (await other.reconciler.round()).live == {"fill": "fill@1"}
    other.engine.refuse = set()
    assert (await other.reconciler.round()).live == {"fill": "fill@2"}


async def test_a_canary_is_warm_before_sessions_get_it(scene: Scene) -> None:
    scene.release(1)
    scene.release(2, live=False)
    scene.write(scene.manifest.with_canary(SKILL, 2, 0.25))
    scene.engine.refuse = {"fill@2"}
    table = await scene.reconciler.round()
    assert (table.live, table.canary, table.complete) == ({"fill": "fill@1"}, {}, True)
    assert [(v.name, v.role, v.state) for v in table.versions] == [
        ("fill@1", "live", "warm"),
        ("fill@2", "canary", "failed"),
    ]
    scene.engine.refuse = set()
    table = await scene.reconciler.round()
    assert table.live == {"fill": "fill@1"}
    assert table.canary == {"fill": Trial(name="fill@2", share=0.25)}
    assert scene.engine.calls[-2:] == ["load fill@2", "prewarm fill@2"]


async def test_a_canary_that_ended_is_unloaded_after_its_grace(scene: Scene) -> None:
    scene.release(1)
    scene.release(2, live=False)
    scene.write(scene.manifest.with_canary(SKILL, 2, 0.25))
    await scene.reconciler.round()
    scene.write(scene.manifest.without_canary(SKILL))
    table = await scene.reconciler.round()
    assert table.canary == {}
    assert table.versions[1].state == "retiring"
    scene.now = GRACE
    assert (await scene.reconciler.round()).loaded == ("fill@1",)


async def test_metrics_tell_each_versions_share_and_forget_what_is_gone(scene: Scene) -> None:
    def share(name: str) -> float | None:
        labels = {"skill": "fill", "adapter": name}
        return REGISTRY.get_sample_value("errands_adapter_share", labels)

    scene.release(1)
    scene.release(2, live=False)
    scene.write(scene.manifest.with_canary(SKILL, 2, 0.25))
    await scene.reconciler.round()
    assert (share("fill@1"), share("fill@2")) == (0.75, 0.25)
    scene.write(scene.manifest.with_live(SKILL, 2))
    await scene.reconciler.round()
    assert (share("fill@1"), share("fill@2")) == (None, 1)


async def test_tampered_weights_never_reach_the_server(scene: Scene) -> None:
    scene.release(1)
    (scene.path.parent / "fill/1/adapter_model.safetensors").write_bytes(b"other")
    table = await scene.reconciler.round()
    assert scene.engine.calls == []
    assert "sha256" in table.errors["fill@1"]


async def test_who_waits_for_a_server_that_is_down_is_told_the_names_that_will_answer(
    scene: Scene,
) -> None:
    scene.release(1)
    scene.release(2, live=False)
    scene.write(scene.manifest.with_canary(SKILL, 2, 0.25))
    scene.engine.down = True
    table = await scene.reconciler.round()
    assert table.live == {"fill": "fill@1"}
    assert table.canary == {"fill": Trial(name="fill@2", share=0.25)}
    assert not table.complete
    scene.engine.down = False
    scene.engine.refuse = {"fill@1", "fill@2"}
    assert (await scene.reconciler.round()).live == {}


async def test_a_restarted_server_gets_its_adapters_back(scene: Scene) -> None:
    scene.release(1)
    scene.engine.down = True
    assert ENGINE in (await scene.reconciler.round()).errors
    scene.engine.down = False
    assert (await scene.reconciler.round()).complete
    scene.engine.loaded.clear()
    scene.engine.calls.clear()
    assert (await scene.reconciler.round()).complete
    assert scene.engine.calls == ["load fill@1", "prewarm fill@1"]


async def test_a_broken_manifest_leaves_the_last_good_one_in_force(scene: Scene) -> None:
    assert MANIFEST in (await scene.reconciler.round()).errors
    scene.release(1)
    await scene.reconciler.round()
    scene.path.write_text("{")
    before = _failures()
    table = await scene.reconciler.round()
    assert table.live == {"fill": "fill@1"}
    assert MANIFEST in table.errors
    assert _failures() == before + 1


def _failures() -> float:
    return REGISTRY.get_sample_value("errands_adapter_failures_total") or 0


async def test_the_table_is_served(scene: Scene) -> None:
    scene.release(1)
    app = create_app(scene.reconciler, poll_seconds=3600)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://adapters") as client:
        assert (await client.get("/readyz")).status_code == 503
        await scene.reconciler.round()
        assert (await client.get("/readyz")).status_code == 200
        assert (await client.get("/adapters")).json()["live"] == {"fill": "fill@1"}
        assert "errands_adapters_loaded 1.0" in (await client.get("/metrics")).text
        # the watch runs in the server's lifespan, which this transport doesn't start
        assert (await client.get("/healthz")).status_code == 503
