"""Suites of the sites that have looks, drawn from a seed that nothing is learned from.

The wordings are those of the training scripts: such a suite tells how well new looks and new
values are coped with. `suites/README.md` says what it doesn't tell.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Annotated

import typer

from learning.casting import ALL, Casting, casting_asked_for, members
from learning.days import TODAY
from learning.repertoire import PRACTICES
from learning.script import Script, ScriptKind
from learning.seeds import DEV_SEEDS, HELD_OUT_SEEDS
from sites.variant import HELD_OUT, TRAINING


def main(
    output: Annotated[Path, typer.Option(help="The suite, JSON lines; what is there is replaced.")],
    sites: Annotated[str, typer.Option(help="As bills,mail; in turn.")],
    seed: Annotated[int, typer.Option(help="900000-900999 held out, 901000-901999 to tune by.")],
    variants: Annotated[str, typer.Option(help="Looks, each as often; 100-103 held out.")] = (
        "100-103"
    ),
    kinds: Annotated[str, typer.Option(help="As at_once,changed, or all.")] = ALL,
    personas: Annotated[str, typer.Option(help="As plain,terse, or all.")] = ALL,
    scripts: Annotated[int, typer.Option(help="How many.")] = 24,
) -> None:
    """Write a suite; the same options give the same file, as long as the site's words stay."""
    casting = casting_asked_for(sites, variants, personas)
    _demand_suite(casting, seed)
    drawn = list(suite_of(casting, members(ScriptKind, kinds), scripts, seed))
    lines = "".join(f"{script.model_dump_json()}\n" for script in drawn)
    output.write_text(lines, encoding="utf-8")
    told = Counter(script.kind.value for script in drawn)
    typer.echo(f"{output}: " + ", ".join(f"{many} {kind}" for kind, many in told.most_common()))


def suite_of(
    casting: Casting, kinds: tuple[ScriptKind, ...], scripts: int, seed: int
) -> Iterator[Script]:
    """So many scripts of these kinds, each look as often as the others, give or take one."""
    every = len(casting.variants)
    looks = {look: len(range(at, scripts, every)) for at, look in enumerate(casting.variants)}
    for number in count():
        if not any(looks.values()):
            return
        script = casting.script(number, seed, TODAY)
        if script.kind in kinds and looks[script.variant]:
            looks[script.variant] -= 1
            yield script


def _demand_suite(casting: Casting, seed: int) -> None:
    """Held-out looks go with held-out seeds, the others with those to tune by.

    Raises:
        BadParameter: they don't, or a site has no looks.
    """
    plain = [site for site in casting.sites if not PRACTICES[site].varies]
    if plain:
        raise typer.BadParameter(f"{plain[0]} has one look: its suites are worded by hand")
    looks = set(casting.variants)
    held_out = seed in HELD_OUT_SEEDS and looks <= set(HELD_OUT)
    if not held_out and not (seed in DEV_SEEDS and looks <= set(TRAINING)):
        raise typer.BadParameter(
            f"looks 100-103 go with seeds {HELD_OUT_SEEDS.start} to {HELD_OUT_SEEDS.stop - 1},"
            f" looks 0-31 with {DEV_SEEDS.start} to {DEV_SEEDS.stop - 1}"
        )


if __name__ == "__main__":
    typer.run(main)
