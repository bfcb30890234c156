"""Recordings → samples: right ones only, one text a page, each kind of step once, with a card."""

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import groupby, zip_longest
from pathlib import Path
from random import Random
from typing import Annotated

import typer

from errands.agent.view.outline import RENDERER
from errands.contracts.action import ARROW
from errands.contracts.ids import SkillName
from errands.contracts.recording import Recording
from learning.casting import ALL, sites_to_learn_on
from learning.episode import Episode, episodes_to_learn_of
from learning.rename import renamed
from learning.repertoire import practice_of
from learning.sample import Sample, write_samples
from learning.wishes.site import SiteName

_CONTROL = re.compile(r'^\w+ "[^"]*" \[(\d+)\]', re.MULTILINE)
_LONG_CHAT = 2
HELD_OUT_SHARE = 25
"""One conversation in so many is kept for validation."""
RENAMED_SHARE = 0.6
"""Of the conversations to learn from: in so many, names are others than the site's (cities)."""


def main(
    episodes: Annotated[Path, typer.Option(help="JSON lines of learning.record.")],
    output: Annotated[Path, typer.Option(help="Folder; one file a skill and a card.")],
    most: Annotated[int, typer.Option(help="Samples a skill at most.")] = 900,
    most_alike: Annotated[int, typer.Option(help="Samples of one situation at most.")] = 80,
    most_clicks: Annotated[int, typer.Option(help="The same, where one click is all.")] = 20,
    seed: Annotated[int, typer.Option(help="Of the shuffle.")] = 1,
    sites: Annotated[str, typer.Option(help="Only conversations on these.")] = ALL,
) -> None:
    """Turn recorded conversations into training and validation samples."""
    wanted = sites_to_learn_on(sites)
    read = [e for e in episodes_to_learn_of(episodes) if e.script.site in wanted]
    right = [episode for episode in read if episode.ok]
    card: dict[str, object] = {
        "source": episodes.name,
        "sha256": hashlib.sha256(episodes.read_bytes()).hexdigest(),
        "renderer": RENDERER,
        "seed": seed,
        "episodes": len(read),
        "dropped, outcome wrong": len(read) - len(right),
        "renamed share": RENAMED_SHARE,
        "kinds": Counter(episode.script.kind.value for episode in right),
        "sites": Counter(episode.script.site.value for episode in right),
        "personas": Counter(episode.script.persona.value for episode in right),
    }
    parts: dict[tuple[SkillName, bool], dict[SiteName, list[Sample]]] = defaultdict(dict)
    for episode in right:
        held_out = int(hashlib.sha256(episode.script.id.encode()).hexdigest(), 16)
        kept_back = held_out % HELD_OUT_SHARE == 0
        samples = samples_of(episode)
        for sample in samples if kept_back else elsewhere(episode, samples, seed):
            part = parts[sample.skill, kept_back]
            part.setdefault(episode.script.site, []).append(sample)
    for (skill, held_out), of_sites in sorted(parts.items()):
        kept = in_turns(
            balanced(_shuffled(distinct(samples), seed), most_alike, most_clicks)
            for samples in of_sites.values()
        )[:most]
        name = f"{skill}.{'valid' if held_out else 'train'}.jsonl"
        write_samples(output / name, kept)
        steps = sum(len(sample.targets) for sample in kept)
        card[name] = {
            "samples": len(kept),
            "steps": steps,
            "before": sum(map(len, of_sites.values())),
        }
    (output / "card.json").write_text(json.dumps(card, indent=1) + "\n")
    typer.echo(json.dumps(card, indent=1))


def samples_of(episode: Episode) -> list[Sample]:
    """One sample for each page met: prompts of one page only grow, so the last holds them all."""
    pages = groupby(episode.recordings, key=lambda r: (r.turn, r.page, r.skill))
    return [_sample(list(steps)) for _, steps in pages]


def elsewhere(episode: Episode, samples: list[Sample], seed: int) -> list[Sample]:
    """Most conversations with other names (cities) than those they were recorded with."""
    rng = Random(f"{seed}/{episode.script.id}")  # noqa: S311 reproducible data, not a secret
    if rng.random() >= RENAMED_SHARE:
        return samples
    names: dict[str, str] = {}
    for errand in episode.script.errands:
        names |= practice_of(errand).renaming(rng, errand)
    return [renamed(sample, names) for sample in samples]


def _sample(steps: list[Recording]) -> Sample:
    last = steps[-1]
    text = f"{last.prompt}{last.output}{ARROW}"
    spans = [(len(r.prompt), len(r.prompt) + len(r.output) + len(ARROW)) for r in steps]
    for step, (start, end) in zip(steps, spans, strict=True):
        if text[:start] != step.prompt or text[start:end] != step.output + ARROW:
            msg = f"the prompts of {step.session} turn {step.turn} page {step.page} don't grow"
            raise ValueError(msg)
    name = f"{last.session}/{last.turn}/{last.page}"
    return Sample(id=name, skill=last.skill, text=text, targets=tuple(spans))


def distinct(samples: list[Sample]) -> list[Sample]:
    """Each text once."""
    return list({sample.text: sample for sample in samples}.values())


def balanced(samples: list[Sample], most_alike: int, most_clicks: int) -> list[Sample]:
    """At most so many samples of one situation; the rest taught nothing new.

    A page with one click and nothing else is learned from few; choices and words need many.
    """
    seen: Counter[str] = Counter()
    kept = []
    for sample in samples:
        key = situation(sample)
        seen[key] += 1
        one_click = re.fullmatch(r"click \d+ / .*", key) is not None
        if seen[key] <= (most_clicks if one_click else most_alike):
            kept.append(sample)
    return kept


def in_turns(lists: Iterable[list[Sample]]) -> list[Sample]:
    """One sample of each list after the other, so that what is cut off is shared by all sites."""
    rows = zip_longest(*lists)
    return [sample for row in rows for sample in row if sample is not None]


def situation(sample: Sample) -> str:
    """What is done to which control of how many, in how long a chat: two values may differ."""
    controls = _CONTROL.findall(sample.text)

    def done(line: str) -> str:
        verb, target = line.split()[:2]
        return f"{verb} {controls.index(target)}" if target in controls else verb

    lines = " ".join(done(sample.text[start:end]) for start, end in sample.targets)
    talked = min(sample.text.count("\nyou: "), _LONG_CHAT)
    return f"{lines} / {len(controls)} / {talked}"


def _shuffled(samples: list[Sample], seed: int) -> list[Sample]:
    shuffled = list(samples)
    Random(seed).shuffle(shuffled)  # noqa: S311 an order, not a secret
    return shuffled


if __name__ == "__main__":
    typer.run(main)
