"""The whole loop on one page: record → refine → reword → train a skill at a time → candidates.

Each step can be run alone, writes files, and goes on where it was cut off. The candidates are
adapters of a manifest of their own, so that `make eval MANIFEST=...` can serve them. What does
better than the shipped ones there is promoted by hand: `python -m learning.promote`.
"""

from pathlib import Path
from typing import Annotated

import typer

from errands.agent.route import SKILLS
from learning import promote, record, refine, train
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
    reworded: Annotated[int, typer.Option(help="Samples a skill in other words.")] = 800,
    epochs: Annotated[int, typer.Option()] = 1,
    seed: Annotated[int, typer.Option()] = 11,
    sites: Annotated[str, typer.Option(help="As hotels,mail, or all.")] = SiteName.HOTELS,
    variants: Annotated[str, typer.Option(help="How sites look, as 0-31.")] = "0",
    personas: Annotated[str, typer.Option(help="As plain,terse, or all.")] = Persona.PLAIN,
    spliced: Annotated[float, typer.Option(help="The share with a second errand.")] = 0,
) -> None:
    """Make a candidate of every skill's adapter from nothing."""
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
    refine.main(episodes=[recorded], output=data, most=most, seed=seed)
    if SiteName.HOTELS in learned_on:
        reword.main(samples=data, output=data, count=reworded)
    for skill in SKILLS:
        train.main(
            train=[data / f"{skill}.train.jsonl", *data.glob(f"{skill}.reworded.jsonl")],
            valid=data / f"{skill}.valid.jsonl",
            base=base,
            output=folder / skill,
            epochs=epochs,
            seed=seed,
        )
        promote.main(
            skill=skill,
            adapter=folder / skill,
            manifest=folder / "adapters/manifest.json",
            unproven=True,
        )


if __name__ == "__main__":
    typer.run(main)
