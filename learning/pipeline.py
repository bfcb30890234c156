"""The whole loop on one page: record → contrast → refine → reword → train → candidates.

Each step can be run alone, writes files, and goes on where it was cut off. The candidates are
adapters of a manifest of their own, so that `make eval MANIFEST=...` can serve them. What does
better than the shipped ones there is promoted by hand: `python -m learning.promote`.
"""

import shutil
from pathlib import Path
from typing import Annotated

import typer

from errands.agent.route import SKILLS
from errands.backends.manifest_file import live_folder
from learning import contrast, promote, record, refine, train
from learning.casting import sites_to_learn_on
from learning.hotels import reword
from learning.script import Persona
from learning.wishes.site import SiteName


def main(  # noqa: PLR0913, PLR0917 the flags of a command
    folder: Annotated[Path, typer.Option(help="Where the files of this run lie.")] = Path(
        "var/learning/run"
    ),
    base: Annotated[Path, typer.Option(help="Folder of the base model.")] = Path(
        "var/models/smollm2-135m-instruct"
    ),
    episodes: Annotated[int, typer.Option(help="Conversations to record.")] = 300,
    most: Annotated[int, typer.Option(help="Recorded samples a skill at most.")] = 1000,
    contrasts: Annotated[int, typer.Option(help="Other errands before a recorded page.")] = 2,
    reworded: Annotated[int, typer.Option(help="Samples a skill in other words.")] = 800,
    epochs: Annotated[int, typer.Option()] = 1,
    batch: Annotated[int, typer.Option(help="Samples an update.")] = 4,
    rate: Annotated[float, typer.Option(help="Highest learning rate.")] = 1e-3,
    seed: Annotated[int, typer.Option()] = 11,
    sites: Annotated[str, typer.Option(help="As hotels,mail, or all.")] = SiteName.HOTELS,
    variants: Annotated[str, typer.Option(help="How sites look, as 0-31.")] = "0",
    personas: Annotated[str, typer.Option(help="As plain,terse, or all.")] = Persona.PLAIN,
    spliced: Annotated[float, typer.Option(help="The share with a second errand.")] = 0,
    live: Annotated[Path | None, typer.Option(help="Manifest to go on from.")] = None,
) -> None:
    """Make a candidate of every skill's adapter, from nothing or from those of a manifest."""
    learned_on = sites_to_learn_on(sites)
    recorded, data = folder / "episodes.jsonl", folder / "data"
    record.main(
        output=recorded,
        episodes=episodes,
        seed=seed,
        at_once=4,
        sites=sites,
        variants=variants,
        personas=personas,
        spliced=spliced,
    )
    others = folder / "contrasts.jsonl"
    contrast.main(episodes=[recorded], output=others, count=contrasts, seed=seed)
    refine.main(episodes=[recorded], exercises=[others], output=data, most=most, seed=seed)
    if SiteName.HOTELS in learned_on and reworded:
        reword.main(samples=data, output=data, count=reworded)
    candidates = folder / "adapters/manifest.json"
    if live is not None and not candidates.exists():
        shutil.copytree(live.parent, candidates.parent)
    for skill in SKILLS:
        if (folder / skill / "training.json").exists():
            continue
        train.main(
            train=[data / f"{skill}.train.jsonl", *data.glob(f"{skill}.reworded.jsonl")],
            valid=data / f"{skill}.valid.jsonl",
            base=base,
            output=folder / skill,
            epochs=epochs,
            batch=batch,
            rate=rate,
            seed=seed,
            start=None if live is None else live_folder(live, skill),
        )
        promote.main(skill=skill, adapter=folder / skill, manifest=candidates, unproven=True)


if __name__ == "__main__":
    typer.run(main)
