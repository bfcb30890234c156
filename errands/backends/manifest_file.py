"""The adapters' manifest as a file that several processes read while one writes it."""

from pathlib import Path
from tempfile import NamedTemporaryFile

from errands.contracts.ids import SkillName
from errands.contracts.skill import AdapterManifest


def read_manifest(path: Path) -> AdapterManifest:
    """Raises `OSError`, and pydantic's `ValidationError` where it is no manifest."""
    return AdapterManifest.model_validate_json(path.read_bytes())


def live_folder(path: Path, skill: SkillName) -> Path | None:
    """Where the live adapter of a skill lies; raises what `read_manifest` raises."""
    live = read_manifest(path).live_version(skill)
    return None if live is None else path.parent / live.path


def write_manifest(path: Path, manifest: AdapterManifest) -> None:
    """At once, so that a reader never sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=path.parent, prefix=".manifest-", delete=False) as half:
        half.write(manifest.model_dump_json(indent=1) + "\n")
    # A temporary file is its owner's alone; the reconciler may be another user.
    Path(half.name).chmod(0o644)
    Path(half.name).replace(path)
