"""Tries at scripts → the best of each, pairs of a right and a wrong line, and what always fails."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from errands.contracts.recording import Recording
from learning.attempt import task_of
from learning.episode import Episode, episodes_to_learn_of
from learning.failed_script import NeverRight
from learning.grade import grades_of
from learning.graders.mark import Mark
from learning.pair import Pair, write_pairs

NO_ACTION = "no action"
PASSED = "passed"


def main(
    episodes: Annotated[Path, typer.Option(help="JSON lines of learning.selfplay.")],
    output: Annotated[Path, typer.Option(help="Folder of what is kept, preferred and lost.")],
) -> None:
    """Keep the shortest right try of each script, prefer its lines, and list the failures."""
    tries: dict[str, list[Episode]] = defaultdict(list)
    for episode in episodes_to_learn_of(episodes):
        tries[task_of(episode.script)].append(episode)
    kept = [best for one in tries.values() if (best := shortest_right(one)) is not None]
    pairs = [pair for name, one in tries.items() for pair in pairs_of(name, one)]
    failed = {name: one for name, one in tries.items() if not any(e.ok for e in one)}
    output.mkdir(parents=True, exist_ok=True)
    lines = "".join(f"{episode.model_dump_json()}\n" for episode in kept)
    (output / "kept.jsonl").write_text(lines, encoding="utf-8")
    for skill in {pair.skill for pair in pairs}:
        write_pairs(output / f"{skill}.pairs.jsonl", [p for p in pairs if p.skill == skill])
    (output / "failed.json").write_text(_told(failed).model_dump_json(indent=1) + "\n")
    typer.echo(
        f"{len(tries)} scripts: {len(kept)} kept, {len(pairs)} pairs, {len(failed)} never right"
    )


def shortest_right(tries: Iterable[Episode]) -> Episode | None:
    """The try with the fewest steps of those that came out right and hold no bad value or claim."""
    right = [episode for episode in tries if episode.ok and not _invents(episode)]
    return min(right, key=lambda episode: len(episode.recordings), default=None)


def pairs_of(name: str, tries: Sequence[Episode]) -> Iterator[Pair]:
    """Of tries that part at one prompt: the line of a right one over that of a wrong one.

    And of every step of a right try: its line over those that a gate refused there. A line that
    another right try took at the same prompt is no worse.
    """
    right = [episode for episode in tries if episode.ok]
    wrong = [step for other in tries if not other.ok for step in other.recordings]
    seen = {(step.prompt, step.output) for good in right for step in good.recordings}
    for good in right:
        lines = {step.prompt: step for step in good.recordings}
        for pair in (*_parted(name, lines, wrong), *_refused(name, good.recordings)):
            if (pair.prompt, pair.worse) not in seen:
                seen.add((pair.prompt, pair.worse))
                yield pair


def _parted(name: str, lines: dict[str, Recording], wrong: Iterable[Recording]) -> Iterator[Pair]:
    for step in wrong:
        better = lines.get(step.prompt)
        if better is not None and better.output != step.output:
            yield _pair(name, better, step.output)


def _refused(name: str, steps: Iterable[Recording]) -> Iterator[Pair]:
    for step in steps:
        passed = any(c.line == step.output and c.verdict == PASSED for c in step.candidates)
        for other in step.candidates:
            if passed and other.verdict not in {PASSED, NO_ACTION}:
                yield _pair(name, step, other.line)


def _pair(name: str, better: Recording, worse: str) -> Pair:
    return Pair(
        source=name, skill=better.skill, prompt=better.prompt, better=better.output, worse=worse
    )


def _invents(episode: Episode) -> bool:
    return any(
        grade.grader in {"derivable", "claims"} and grade.opinion.mark is Mark.BAD
        for grade in grades_of(episode)
    )


def _told(failed: dict[str, list[Episode]]) -> NeverRight:
    outcomes = Counter(episode.outcome for one in failed.values() for episode in one)
    return NeverRight(outcomes=outcomes, scripts=tuple(sorted(failed)))


if __name__ == "__main__":
    typer.run(main)
