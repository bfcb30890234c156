"""Recordings → samples: right ones only, one text a page, each kind of step once, with a card."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Annotated

import typer
from rich.progress import track

from errands.agent.view.outline import RENDERER
from errands.contracts.ids import SkillName
from learning.balance import Cap
from learning.card import Card, FileCard, Source, file_card, sha256_of, version_of
from learning.card_page import page_of
from learning.casting import ALL, sites_to_learn_on
from learning.contradictions import agreeing
from learning.duplicates import ALIKE
from learning.episode import Episode, read_episodes
from learning.exercise import Exercise, read_exercises
from learning.held_out import HELD_OUT_SHARE, is_held_out
from learning.page_sample import samples_of
from learning.rename import renamed
from learning.repertoire import practice_of
from learning.sample import Sample, write_samples
from learning.selection import Reason, Selection, selected
from learning.trait import Trait
from learning.wishes.site import SiteName

RENAMED_SHARE = 0.6
"""Of the conversations to learn from: in so many, names are others than the site's (cities)."""


def main(  # noqa: PLR0913, PLR0917 the flags of a command
    output: Annotated[Path, typer.Option(help="Folder; one file a skill and a card.")],
    episodes: Annotated[list[Path] | None, typer.Option(help="Of learning.record.")] = None,
    exercises: Annotated[list[Path] | None, typer.Option(help="Of learning.labelled.")] = None,
    most: Annotated[int, typer.Option(help="Samples a skill at most.")] = 900,
    most_alike: Annotated[int, typer.Option(help="Samples of one situation at most.")] = 80,
    most_clicks: Annotated[int, typer.Option(help="The same, where one click is all.")] = 20,
    alike: Annotated[float, typer.Option(help="Too like from here on; 2 keeps all.")] = ALIKE,
    turns: Annotated[str, typer.Option(help="What takes turns, as site,difficulty.")] = Trait.SITE,
    at_most: Annotated[list[str] | None, typer.Option(help="As action=click:200.")] = None,
    seed: Annotated[int, typer.Option(help="Of the shuffle.")] = 1,
    sites: Annotated[str, typer.Option(help="Only episodes on these.")] = ALL,
) -> None:
    """Turn recorded conversations, and what people said of steps, into samples.

    Both kinds of files may be given more than once. What `--turns` and `--at-most` know is skill,
    site, action, difficulty, persona and kind; an action is all verbs of a page, as click+fill.
    """
    if not episodes and not exercises:
        raise typer.BadParameter("nothing to choose from: give --episodes or --exercises")
    how = Selection(
        most=most,
        most_alike=most_alike,
        most_clicks=most_clicks,
        alike=alike,
        turns=tuple(Trait(name) for name in turns.split(",") if name),
        caps=tuple(map(Cap.read, at_most or ())),
        seed=seed,
    )
    wanted = sites_to_learn_on(sites)
    sources, found = [], []
    for path in episodes or ():
        source, drawn = _of_episodes(path, wanted, seed)
        sources.append(source)
        found += drawn
    for path in exercises or ():
        read = list(read_exercises(path))
        sources.append(
            Source(name=path.name, sha256=sha256_of(path), kind="exercises", read=len(read))
        )
        found += read
    files = _written(output, found, how)
    card = Card(
        version=version_of(files),
        renderer=RENDERER,
        sources=tuple(sources),
        sites=sites,
        held_out_share=1 / HELD_OUT_SHARE,
        renamed_share=RENAMED_SHARE,
        selection=how,
        files=tuple(files),
    )
    output.mkdir(parents=True, exist_ok=True)
    (output / "card.json").write_text(card.model_dump_json(indent=1) + "\n")
    (output / "card.md").write_text(page_of(card))
    typer.echo(page_of(card))


def _of_episodes(
    path: Path, wanted: tuple[SiteName, ...], seed: int
) -> tuple[Source, list[Exercise]]:
    """The exercises of the conversations that came out right."""
    left_out: Counter[str] = Counter()
    found: list[Exercise] = []
    read = 0
    for episode in track(read_episodes(path), f"reading {path.name}"):
        read += 1
        if episode.script.is_kept_out:
            left_out["kept out of training"] += 1
        elif episode.script.site not in wanted:
            left_out["another site"] += 1
        elif not episode.ok:
            left_out["outcome wrong"] += 1
        else:
            found += exercises_of(episode, seed)
    source = Source(
        name=path.name, sha256=sha256_of(path), kind="episodes", read=read, left_out=left_out
    )
    return source, found


def exercises_of(episode: Episode, seed: int) -> Iterator[Exercise]:
    """Of the conversations that are learned from, most with other names."""
    script = episode.script
    samples = samples_of(episode.right_steps)
    for sample in samples if is_held_out(script.id) else elsewhere(episode, samples, seed):
        yield Exercise(
            sample=sample,
            talk=script.id,
            site=script.site,
            persona=script.persona,
            kind=script.kind,
        )


def elsewhere(episode: Episode, samples: list[Sample], seed: int) -> list[Sample]:
    """Most conversations with other names (cities) than those they were recorded with."""
    rng = Random(f"{seed}/{episode.script.id}")  # noqa: S311 reproducible data, not a secret
    if rng.random() >= RENAMED_SHARE:
        return samples
    names: dict[str, str] = {}
    for errand in episode.script.errands:
        names |= practice_of(errand).renaming(rng, errand)
    return [renamed(sample, names) for sample in samples]


def _written(output: Path, exercises: Iterable[Exercise], how: Selection) -> list[FileCard]:
    """Writes what is chosen, a file for each skill and use."""
    skills: dict[SkillName, list[Exercise]] = defaultdict(list)
    for exercise in exercises:
        skills[exercise.skill].append(exercise)
    files = []
    for skill, met in track(sorted(skills.items()), "choosing"):
        before = Counter(is_held_out(one.talk) for one in met)
        agreed = agreeing(met)
        for held_out, many in sorted(before.items()):
            left = [one for one in agreed if is_held_out(one.talk) is held_out]
            chosen = selected(left, how)
            chosen.dropped[Reason.CONTRADICTION] = many - len(left)
            path = output / f"{skill}.{'valid' if held_out else 'train'}.jsonl"
            if chosen.kept:
                write_samples(path, [one.sample for one in chosen.kept])
            else:
                path.unlink(missing_ok=True)  # steps after this one go by which files there are
            files.append(file_card(path, many, chosen))
    return files


if __name__ == "__main__":
    typer.run(main)
