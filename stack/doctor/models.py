"""The base model's folder, the manifest, its adapters, and who serves them."""

import asyncio
from typing import Final

import httpx
from pydantic import BaseModel, ConfigDict, ValidationError

from errands.backends.manifest_file import read_manifest
from errands.contracts.skill import AdapterManifest, AdapterVersion
from services.inference.adapter_check import LARGEST_RANK, AdapterRefusedError, check
from services.inference.adapter_table import AdapterTable, State
from services.inference.base_model import MARKER, hashes_of, is_prepared, read_marker
from stack.doctor.finding import Examined, Finding, broken, ok, warning

_SECONDS: Final = 5.0
_SERVE: Final = "`errands up` starts it; or: python -m services.inference --model"


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str


class _Models(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    data: tuple[_Model, ...]


async def base_model(examined: Examined) -> list[Finding]:
    """Each file by the hash that was written down when it was made."""
    folder = examined.model_folder
    again = f"rm -r {folder} && make setup"
    if not is_prepared(folder):
        return [broken("base model", f"{folder} holds no finished model", "make setup")]
    marker = read_marker(folder)
    kept = marker.sha256 if marker else {}
    if not kept:
        old = f"{folder} is there; no hashes were kept when it was made"
        return [warning("base model", old, f"{again}, to have them")]
    there = await asyncio.to_thread(hashes_of, folder)
    wrong = [name for name, digest in kept.items() if there.get(name) != digest]
    if wrong:
        return [broken("base model", f"{folder}: not as made: {', '.join(wrong)}", again)]
    return [ok("base model", f"{folder}, {len(kept)} files as {MARKER} has them")]


async def manifest(examined: Examined) -> list[Finding]:
    """Each adapter that is listed, by its hash, its sizes and its numbers."""
    path = examined.manifest
    try:
        listed = read_manifest(path)
    except (OSError, ValidationError) as error:
        reason = "; ".join(str(error).splitlines()[:2])
        return [broken("manifest", f"{path}: {reason}", f"git checkout -- {path}")]
    live = ", ".join(adapter.name for adapter in listed.live_adapters()) or "none"
    found = [ok("manifest", f"{len(listed.adapters)} versions; live: {live}")]
    for adapter in listed.adapters:
        refused = await asyncio.to_thread(_refused, adapter, examined)
        if refused is not None:
            found.append(_told(listed, adapter, refused, examined))
    if len(found) == 1:
        found.append(ok("adapters", "all as the manifest lists them"))
    return found


async def server(examined: Examined) -> list[Finding]:
    """Whether the endpoint answers, and which models it has."""
    settings = examined.settings
    headers = (
        {"Authorization": f"Bearer {settings.model_key.get_secret_value()}"}
        if settings.model_key
        else {}
    )
    url = f"{settings.model_url.rstrip('/')}/models"
    try:
        async with httpx.AsyncClient(timeout=_SECONDS, headers=headers) as client:
            response = await client.get(url)
            response.raise_for_status()
            models = [one.id for one in _Models.model_validate_json(response.content).data]
    except (httpx.HTTPError, ValidationError) as error:
        serve = f"{_SERVE} {examined.model_folder}"
        return [broken("model server", f"{url}: {_reason(error)}", serve)]
    if settings.model_name not in models:
        lacks = f"{url} has no model {settings.model_name}, but {', '.join(models) or 'none'}"
        return [broken("model server", lacks, "name one of them in ERRANDS_MODEL_NAME")]
    return [ok("model server", f"{settings.model_url}: {', '.join(models)}")]


async def served(examined: Examined) -> list[Finding]:
    """Which adapters answer, by the process that loads them."""
    if examined.settings.model_api != "vllm":
        return []
    url = examined.settings.live_adapters_url
    try:
        async with httpx.AsyncClient(timeout=_SECONDS) as client:
            response = await client.get(url)
            response.raise_for_status()
            table = AdapterTable.model_validate_json(response.content)
    except (httpx.HTTPError, ValidationError) as error:
        start = "`errands up` starts it; or: python -m services.inference.reconcile"
        return [broken("served adapters", f"{url}: {_reason(error)}", start)]
    failed = [f"{name}: {error}" for name, error in table.errors.items()]
    failed += [one.name for one in table.versions if one.state is State.FAILED and not one.error]
    live = ", ".join(f"{skill} by {name}" for skill, name in sorted(table.live.items()))
    if failed:
        return [
            warning("served adapters", "; ".join(failed), "mend the manifest: `errands skills`")
        ]
    if not live:
        return [warning("served adapters", f"{url}: none yet", "the base model answers; wait")]
    return [ok("served adapters", live)]


def _refused(adapter: AdapterVersion, examined: Examined) -> str | None:
    try:
        check(adapter, examined.manifest.parent, LARGEST_RANK)
    except (AdapterRefusedError, OSError) as error:
        return str(error)
    return None


def _told(
    listed: AdapterManifest, adapter: AdapterVersion, refused: str, examined: Examined
) -> Finding:
    tried = listed.canary.get(adapter.skill)
    is_live = listed.live.get(adapter.skill) == adapter.version
    is_used = is_live or (tried is not None and tried.version == adapter.version)
    name = f"adapter {adapter.name}"
    restore = f"git checkout -- {examined.manifest.parent / adapter.path}"
    if not is_used:
        return warning(name, f"{refused}; it isn't live", restore)
    if adapter.skill in listed.before:
        restore += f", or `errands skills rollback {adapter.skill}`"
    return broken(name, refused, restore)


def _reason(error: Exception) -> str:
    if isinstance(error, httpx.HTTPStatusError):
        return f"answered {error.response.status_code}"
    if isinstance(error, ValidationError):
        return "answers something else"
    return type(error).__name__ if not str(error) else str(error)
