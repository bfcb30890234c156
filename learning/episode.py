"""An episode: a script, whether it came out right, and every step's recording."""

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from errands.agent.parse import ParseFailure, parse
from errands.contracts.recording import Recording
from learning.script import Script


class Episode(BaseModel):
    """`advice` is, of each recording, what a scripted solution would have done, if it was asked.

    `put_right` are the numbers of recordings, from 0, in which that was done in place of the
    model's own line.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    script: Script
    ok: bool
    outcome: str
    recordings: tuple[Recording, ...]
    advice: tuple[str | None, ...] = ()
    put_right: frozenset[int] = frozenset()

    @property
    def right_steps(self) -> tuple[Recording, ...]:
        """Those that went as they were advised to, or that nobody advised."""
        advised = zip_longest(self.recordings, self.advice[: len(self.recordings)])
        return tuple(step for step, line in advised if line is None or is_said_by(line, step))

    @property
    def wrong_steps(self) -> tuple[tuple[Recording, str], ...]:
        """Those that went another way, or would have, each with the line that was advised."""
        advised = zip(self.recordings, self.advice, strict=False)
        return tuple(
            (step, line)
            for number, (step, line) in enumerate(advised)
            if line is not None and (number in self.put_right or not is_said_by(line, step))
        )


def is_said_by(line: str, step: Recording) -> bool:
    """Whether the line is what was done, however it is written."""
    action = parse(line)
    return not isinstance(action, ParseFailure) and action == step.action


def read_episodes(path: Path) -> Iterator[Episode]:
    """The episodes of a JSON lines file; a last line that was cut off is left out."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.endswith("\n"):
                yield Episode.model_validate_json(line)


def episodes_to_learn_of(path: Path) -> Iterator[Episode]:
    """The same, but for those that a site has a part in which is kept out of training."""
    return (episode for episode in read_episodes(path) if not episode.script.is_kept_out)


def played_before(path: Path) -> dict[str, bool]:
    """By script's name, whether it came out right; of a file that may not be there yet."""
    if not path.exists():
        return {}
    return {episode.script.id: episode.ok for episode in read_episodes(path)}
