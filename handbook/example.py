"""`python -m handbook.example EPISODES`: a recorded conversation as the concepts page shows it.

`EPISODES` is a file of `learning.record`; its first conversation is printed.
"""

import argparse
import sys
from pathlib import Path

from learning.episode import Episode, read_episodes


def prompt(episode: Episode, number: int) -> str:
    """What the model read at a step, counted from 1, and the line it answered with."""
    step = episode.recordings[number - 1]
    return f"{step.prompt}{step.output.strip()}\n"


def lines(episode: Episode) -> str:
    """Every step's line and what came of it."""
    width = max(len(step.skill) for step in episode.recordings)
    return "".join(
        f"{number:>2} {step.skill:{width}}  {step.output.strip()} -> {step.effect}\n"
        for number, step in enumerate(episode.recordings, 1)
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m handbook.example", description=__doc__)
    parser.add_argument("episodes", type=Path)
    parser.add_argument("--step", type=int, default=0, help="print this step's whole prompt")
    chosen = parser.parse_args()
    episode = next(iter(read_episodes(chosen.episodes)))
    sys.stdout.write(prompt(episode, chosen.step) if chosen.step else lines(episode))


if __name__ == "__main__":
    main()
