"""`python -m services.inference.skills`: which version of a skill answers, and for whom."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from errands.backends.manifest_file import read_manifest, write_manifest
from errands.contracts.ids import SkillName
from errands.contracts.skill import AdapterManifest, AdapterVersion, UnknownVersionError

app = typer.Typer(help=__doc__, no_args_is_help=True)

Manifest = Annotated[Path, typer.Option(help="The manifest that the reconciler reads.")]
Skill = Annotated[str, typer.Argument(help="As in `fill-form`.")]
Number = Annotated[int, typer.Argument(help="A version that is listed.")]
DEFAULT = Path("learning/adapters/manifest.json")


@app.command("list")
def show(manifest: Manifest = DEFAULT) -> None:
    """Every version there is, and what it does."""
    known = _read(manifest)
    for adapter in sorted(known.adapters, key=lambda one: (one.skill, one.version)):
        typer.echo(f"{adapter.name:28} {_doing(known, adapter)}".rstrip())


@app.command()
def canary(
    skill: Skill,
    version: Number,
    share: Annotated[float, typer.Option(help="Of the sessions, between 0 and 1.")] = 0.1,
    manifest: Manifest = DEFAULT,
) -> None:
    """Let a version answer for a share of the sessions; each session stays with one version."""
    with _telling():
        changed = _read(manifest).with_canary(SkillName(skill), version, share)
    _write(manifest, changed, f"{skill}@{version} answers for {share:.0%} of the sessions")


@app.command()
def end(skill: Skill, manifest: Manifest = DEFAULT) -> None:
    """End a canary: the live version answers for all sessions again."""
    known = _read(manifest)
    if skill not in known.canary:
        raise typer.BadParameter(f"{skill} has no canary")
    _write(manifest, known.without_canary(SkillName(skill)), f"{skill} has no canary any more")


@app.command()
def promote(skill: Skill, version: Number, manifest: Manifest = DEFAULT) -> None:
    """Let a version answer for all sessions."""
    with _telling():
        changed = _read(manifest).with_live(SkillName(skill), version)
    _write(manifest, changed, f"{skill}@{version} is live")


@app.command()
def rollback(skill: Skill, manifest: Manifest = DEFAULT) -> None:
    """Go back to the version that was live before."""
    with _telling():
        changed = _read(manifest).rolled_back(SkillName(skill))
    _write(manifest, changed, f"{skill}@{changed.live[SkillName(skill)]} is live again")


def _doing(known: AdapterManifest, adapter: AdapterVersion) -> str:
    trial = known.canary.get(adapter.skill)
    if trial is not None and trial.version == adapter.version:
        return f"canary, {trial.share:.0%}"
    if known.live.get(adapter.skill) == adapter.version:
        return "live"
    return "live before" if known.before.get(adapter.skill) == adapter.version else ""


@contextmanager
def _telling() -> Iterator[None]:
    """What the manifest doesn't allow is said as a wrong argument."""
    try:
        yield
    except (UnknownVersionError, ValidationError) as error:
        raise typer.BadParameter(_told(error)) from error


def _read(path: Path) -> AdapterManifest:
    try:
        return read_manifest(path)
    except (OSError, ValidationError) as error:
        raise typer.BadParameter(f"{path} is no manifest: {_told(error)}") from error


def _write(path: Path, changed: AdapterManifest, done: str) -> None:
    write_manifest(path, changed)
    typer.echo(f"{done}; `/adapters` of the reconciler tells when it answers")


def _told(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return "; ".join(one["msg"] for one in error.errors())
    return str(error.args[0] if isinstance(error, LookupError) else error)


if __name__ == "__main__":
    app()
