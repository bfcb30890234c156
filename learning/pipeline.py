"""The whole loop on one page: record → refine → train a skill at a time → promote.

Each step can be run alone, writes files, and goes on where it was cut off. The evaluation stands
apart, since it needs the served model: `make eval`.
"""

from pathlib import Path
from typing import Annotated

import typer

from errands.agent.route import SKILLS
from learning import promote, record, refine, train


def main(
    folder: Annotated[Path, typer.Option(help="Where the files of this run lie.")] = Path(
        "var/learning/run"
    ),
    base: Annotated[Path, typer.Option(help="Folder of the base model.")] = Path(
        "var/models/smollm2-135m-instruct"
    ),
    manifest: Annotated[Path, typer.Option()] = Path("learning/adapters/manifest.json"),
    episodes: Annotated[int, typer.Option(help="Conversations to record.")] = 220,
    most: Annotated[int, typer.Option(help="Samples a skill at most.")] = 900,
    epochs: Annotated[int, typer.Option()] = 2,
    seed: Annotated[int, typer.Option()] = 1,
) -> None:
    """Make new versions of every skill's adapter from nothing."""
    recorded, data = folder / "episodes.jsonl", folder / "data"
    record.main(output=recorded, episodes=episodes, seed=seed, at_once=4)
    refine.main(episodes=recorded, output=data, most=most, seed=seed)
    for skill in SKILLS:
        train.main(
            train=data / f"{skill}.train.jsonl",
            valid=data / f"{skill}.valid.jsonl",
            base=base,
            output=folder / skill,
            epochs=epochs,
            seed=seed,
        )
        promote.main(skill=skill, adapter=folder / skill, manifest=manifest)


if __name__ == "__main__":
    typer.run(main)
