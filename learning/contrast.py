"""Recorded pages before other errands: there the words tell what is right, and the page doesn't.

In a recording a page nearly always comes with the errand that leads to it, so that a model learns
to go by the page alone. Here the page stays, and what the person says is another errand of theirs;
the line is what the scripted solution does then.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Annotated, Final

import typer
from rich.progress import track

from errands.contracts.action import ARROW
from errands.contracts.recording import Recording
from errands.contracts.turn import StopReason
from learning.days import TODAY
from learning.episode import Episode, episodes_to_learn_of
from learning.exercise import Exercise, write_exercises
from learning.part import Part
from learning.practice import Practice
from learning.repertoire import part_of, practice_of
from learning.sample import Sample
from learning.script import Script
from learning.seeds import demand_unreserved

_CHAT: Final = re.compile(r"^<chat>\n.*?^</chat>\n", re.DOTALL | re.MULTILINE)
_START: Final = re.compile(r'^<page [^\n]*title="Start"')
"""Where links lead to all sites: what leads to a site's own errands is told by the words, too."""
_EDGE: Final = r"(?:header|navigation|footer) \d+"
_CUT: Final = re.compile(rf"^\.\.\. (?!{_EDGE}(?: \| {_EDGE})*$)", re.MULTILINE)
"""Tells that a page isn't shown whole: what is, was chosen for other words."""
_GOES_ON: Final = 0.7
"""The share of questions that are answered, so that the line after the answer is learned."""
_MOST_QUESTIONS: Final = 2


def main(
    episodes: Annotated[list[Path], typer.Option(help="Of learning.record.")],
    output: Annotated[Path, typer.Option(help="JSON lines file for learning.refine.")],
    count: Annotated[int, typer.Option(help="Other errands for each page.")] = 2,
    seed: Annotated[int, typer.Option(help="Of the other errands.")] = 1,
) -> None:
    """Put other errands before recorded pages."""
    demand_unreserved(seed)
    made = [
        exercise
        for path in episodes
        for episode in track(episodes_to_learn_of(path), f"reading {path.name}")
        if episode.ok
        for exercise in contrasts_of(episode, count, seed)
    ]
    write_exercises(output, made)
    sites = Counter(exercise.site for exercise in made)
    typer.echo(", ".join(f"{site} {number}" for site, number in sorted(sites.items())) or "none")


def contrasts_of(episode: Episode, count: int, seed: int) -> Iterator[Exercise]:
    """As many other errands for each page on which any errand may begin, in the first turn."""
    script = episode.script
    practice = practice_of(script)
    if script.splice is not None:
        return
    for page in _crossroads(episode, practice):
        rng = Random(f"{seed}/{script.id}/{page.number}")  # noqa: S311 reproducible data, not a secret
        for number in range(count):
            other = practice.another(script, rng, TODAY)
            sample = _before(page, other, practice, rng, number)
            if sample is not None:
                yield Exercise(
                    sample=sample,
                    talk=script.id,
                    site=script.site,
                    persona=other.persona,
                    kind=other.kind,
                )


def _crossroads(episode: Episode, practice: Practice) -> Iterator[Recording]:
    """The first step at each page that is shown whole."""
    met: set[tuple[str, int]] = set()
    first = episode.recordings[0].turn if episode.recordings else ""
    for step in episode.recordings:
        if step.turn != first or (step.turn, step.page) in met:
            continue
        met.add((step.turn, step.page))
        page = step.prompt.partition("<page ")[2]
        shown = f"<page {page}"
        is_open = _START.match(shown) or practice.is_crossroads(shown, episode.script.variant)
        if is_open and not _CUT.search(page):
            yield step


def _before(
    page: Recording, other: Script, practice: Practice, rng: Random, number: int
) -> Sample | None:
    """The page before another errand; nothing where the solution has only something to say."""
    part = part_of(other)
    expert = practice.expert(part, TODAY, other.variant)
    chat = [f"user: {other.opening}"]
    for _ in range(_MOST_QUESTIONS):
        line = expert.line(_with_chat(page.prompt, chat))
        answer = _answer(part, line)
        if answer is None or rng.random() > _GOES_ON:
            break
        chat += [f"you: {_words(line)}", f"user: {answer}"]
    prompt = _with_chat(page.prompt, chat)
    line = expert.line(prompt)
    if line.startswith("say "):
        return None
    return Sample(
        id=f"{page.session}/{page.turn}/{page.page}/other{number}",
        skill=page.skill,
        text=f"{prompt}{line}{ARROW}",
        targets=((len(prompt), len(prompt) + len(line) + len(ARROW)),),
    )


def _answer(part: Part, line: str) -> str | None:
    if not line.startswith("ask "):
        return None
    return part.answer(_words(line), (), StopReason.ASKED)


def _words(line: str) -> str:
    return line.split('"')[1]


def _with_chat(prompt: str, chat: list[str]) -> str:
    block = "".join(f"{line}\n" for line in ("<chat>", *chat, "</chat>"))
    return _CHAT.sub(lambda _: block, prompt, count=1)


if __name__ == "__main__":
    typer.run(main)
