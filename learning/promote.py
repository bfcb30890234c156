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
from errands.contracts.skill import (
    AdapterManifest,
    AdapterVersion,
    Score,
    UnknownVersionError,
)
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
    adapter: Annotated[Path | None, typer.Option(help="Folder that learning.train wrote.")] = None,
    listed: Annotated[int, typer.Option(help="Or a version that is listed already.")] = 0,
    manifest: Annotated[Path, typer.Option()] = Path("learning/adapters/manifest.json"),
    base: Annotated[str, typer.Option(help="Name of the base model.")] = "smollm2-135m-instruct",
    suite: Annotated[
        list[str] | None,
        typer.Option(help="The suite it was trained for; several are taken together."),
    ] = None,
    before: Annotated[Path | None, typer.Option(help="Results of the live version.")] = None,
    after: Annotated[Path | None, typer.Option(help="Results of this one, suite by suite.")] = None,
    live: Annotated[bool, typer.Option(help="Or only listed, to be tried as a canary.")] = True,  # noqa: FBT002 a flag
    unproven: Annotated[bool, typer.Option(help="Go live without a proof.")] = False,  # noqa: FBT002 a flag
) -> None:
    """Copy an adapter beside the manifest under the next version, and make it live.

    Or make a version live that is listed already, as the one that was tried. It goes live only
    where it does better on its suite than what is live, surely and not by chance, worse on no
    other, and never what may not happen. `python -m services.inference.skills rollback SKILL`
    goes back.
    """
    if (adapter is None) == (not listed):
        raise typer.BadParameter("it takes one of --adapter and --listed")
    scores = () if unproven or not live else _proven(suite or [], before, after)
    known = _read(manifest, base)
    if adapter is None:
        told, named = _listed(known, SkillName(skill), listed, scores), f"{skill}@{listed}"
    else:
        added = _added(known, skill, adapter, manifest.parent, scores)
        told, named = known.with_version(added, live=live), added.name
    write_manifest(manifest, told)
    typer.echo(f"{named} is {'live' if live else 'listed'}")


def _listed(
    known: AdapterManifest, skill: SkillName, version: int, scores: tuple[Score, ...]
) -> AdapterManifest:
    try:
        return known.with_scores(skill, version, scores).with_live(skill, version)
    except UnknownVersionError as error:
        raise typer.BadParameter(str(error)) from error


def _added(
    known: AdapterManifest, skill: str, adapter: Path, folder: Path, scores: tuple[Score, ...]
) -> AdapterVersion:
    """The next version, copied into the manifest's folder."""
    version = 1 + max((a.version for a in known.adapters if a.skill == skill), default=0)
    weights = adapter / _FILES[0]
    if weights.stat().st_size > MAX_BYTES:
        raise typer.BadParameter(f"{weights} is larger than {MAX_BYTES} bytes")
    rank = _rank_of(adapter / _FILES[1])
    (folder / skill / str(version)).mkdir(parents=True)
    for name in _FILES:
        shutil.copy(adapter / name, folder / skill / str(version) / name)
    return AdapterVersion(
        skill=SkillName(skill),
        version=version,
        path=f"{skill}/{version}",
        sha256=hashlib.sha256(weights.read_bytes()).hexdigest(),
        rank=rank,
        base_model=known.base_model,
        created=datetime.now(UTC).date(),
        card="CARD.md",
        scores=scores,
    )


def _rank_of(config: Path) -> int:
    try:
        return _Config.model_validate_json(config.read_bytes()).r
    except (OSError, ValidationError) as error:
        raise typer.BadParameter(f"{config} tells no rank: {error}") from error


def _proven(suites: list[str], before: Path | None, after: Path | None) -> tuple[Score, ...]:
    """What the new version did in each suite. Ends the command where that is no proof."""
    if not suites or before is None or after is None:
        raise typer.BadParameter("to go live it needs --suite, --before and --after, or --unproven")
    try:
        proof = Proof.read(before, after, *suites)
        reasons = list(proof.against())
    except (NoProofError, UnlikeScriptsError) as error:
        raise typer.BadParameter(str(error)) from error
    if reasons:
        typer.echo("it does not go live: " + "; ".join(reasons), err=True)
        raise typer.Exit(NOT_PROVEN)
    for one in dict.fromkeys((proof.own, *proof.suites)):
        typer.echo(f"{one.name}: {one.pairs}")
    return tuple(one.score for one in proof.suites if one.after)


def _read(manifest: Path, base: str) -> AdapterManifest:
    if manifest.exists():
        return read_manifest(manifest)
    return AdapterManifest(schema_version=1, base_model=base, adapters=(), live={})


if __name__ == "__main__":
    typer.run(main)
