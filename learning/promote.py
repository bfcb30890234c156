"""A trained adapter becomes a version of the manifest; it goes live where it is proven better."""

import hashlib
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from pydantic import BaseModel, ValidationError

from errands.backends.manifest_file import read_manifest, write_manifest
from errands.contracts.ids import SkillName
from errands.contracts.skill import AdapterManifest, AdapterVersion, Score
from learning.compare import UnlikeScriptsError
from learning.proof import NoProofError, Proof

_FILES = ("adapter_model.safetensors", "adapter_config.json")
NOT_PROVEN = 3
"""How the command ends where the results don't show that it is better."""
MAX_BYTES = 10 * 1024 * 1024
"""An adapter is committed to the repository, so it stays small."""


class _Config(BaseModel):
    """Of peft's configuration, what the manifest tells too."""

    r: int


def main(  # noqa: PLR0913, PLR0917 the flags of a command
    skill: Annotated[str, typer.Option(help="The skill it was trained for.")],
    adapter: Annotated[Path, typer.Option(help="Folder that learning.train wrote.")],
    manifest: Annotated[Path, typer.Option()] = Path("learning/adapters/manifest.json"),
    base: Annotated[str, typer.Option(help="Name of the base model.")] = "smollm2-135m-instruct",
    suite: Annotated[str, typer.Option(help="The suite it was trained for.")] = "",
    before: Annotated[Path | None, typer.Option(help="Results of the live version.")] = None,
    after: Annotated[Path | None, typer.Option(help="Results of this one, suite by suite.")] = None,
    live: Annotated[bool, typer.Option(help="Or only listed, to be tried as a canary.")] = True,  # noqa: FBT002 a flag
    unproven: Annotated[bool, typer.Option(help="Go live without a proof.")] = False,  # noqa: FBT002 a flag
) -> None:
    """Copy an adapter beside the manifest under the next version, and make it live.

    It goes live only where it does better on its suite than what is live, surely and not by
    chance, worse on no other, and never what may not happen. `python -m services.inference.skills
    rollback SKILL` goes back.
    """
    scores = () if unproven or not live else _proven(suite, before, after)
    known = _read(manifest, base)
    version = 1 + max((a.version for a in known.adapters if a.skill == skill), default=0)
    folder = manifest.parent / skill / str(version)
    weights = adapter / _FILES[0]
    if weights.stat().st_size > MAX_BYTES:
        raise typer.BadParameter(f"{weights} is larger than {MAX_BYTES} bytes")
    rank = _rank_of(adapter / _FILES[1])
    folder.mkdir(parents=True)
    for name in _FILES:
        shutil.copy(adapter / name, folder / name)
    added = AdapterVersion(
        skill=SkillName(skill),
        version=version,
        path=f"{skill}/{version}",
        sha256=hashlib.sha256(weights.read_bytes()).hexdigest(),
        rank=rank,
        base_model=base,
        created=datetime.now(UTC).date(),
        card="CARD.md",
        scores=scores,
    )
    write_manifest(manifest, known.with_version(added, live=live))
    typer.echo(f"{added.name} is {'live' if live else 'listed'}")


def _rank_of(config: Path) -> int:
    try:
        return _Config.model_validate_json(config.read_bytes()).r
    except (OSError, ValidationError) as error:
        raise typer.BadParameter(f"{config} tells no rank: {error}") from error


def _proven(suite: str, before: Path | None, after: Path | None) -> tuple[Score, ...]:
    """What the new version did in each suite. Ends the command where that is no proof."""
    if not suite or before is None or after is None:
        raise typer.BadParameter("to go live it needs --suite, --before and --after, or --unproven")
    try:
        proof = Proof.read(before, after, suite)
        reasons = list(proof.against())
    except (NoProofError, UnlikeScriptsError) as error:
        raise typer.BadParameter(str(error)) from error
    if reasons:
        typer.echo("it does not go live: " + "; ".join(reasons), err=True)
        raise typer.Exit(NOT_PROVEN)
    for one in (proof.own, *proof.others):
        typer.echo(f"{one.name}: {one.pairs}")
    return tuple(one.score for one in (proof.own, *proof.others) if one.after)


def _read(manifest: Path, base: str) -> AdapterManifest:
    if manifest.exists():
        return read_manifest(manifest)
    return AdapterManifest(schema_version=1, base_model=base, adapters=(), live={})


if __name__ == "__main__":
    typer.run(main)
