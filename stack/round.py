"""A round of learning: the served model plays, the best is learned from, what is better goes live.

Each step writes files below the round's folder; a round that was cut off goes on where it was.
"""

import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from errands.agent.route import SKILLS
from errands.backends.manifest_file import live_folder
from errands.contracts.ids import SkillName
from stack.layout import MODEL

SELF_PLAY_SEED: Final = 1000
"""Of the first round's scripts; no other step's seeds come near it."""
SHOWN_SEED: Final = 3000
"""The same, of what the scripted solution plays."""
ASTRAY: Final = 0.25
"""The share of its steps that take a wrong link first."""

Command: TypeAlias = list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """`number` tells rounds' scripts apart; `suites` judge, the first one of them decides."""

    number: int
    folder: Path
    manifest: Path
    suites: tuple[Path, ...]
    scripts: int
    tries: int
    sites: str
    variants: str
    epochs: int
    rate: float
    first: int
    temperature: float = 0.7
    follow: float = 0
    """The share of self-play's wrong lines that are put right before they are acted on."""
    shown: int = 0
    """Conversations that the scripted solution plays: what was learned before is met again."""
    others: int = 0
    """Other errands before each page that was shown."""
    layers: int = 0
    """How many of the last layers learn; 0 is all."""
    most: int = 900
    """Samples a skill."""
    at_once: int = 2
    """Conversations at the same time, when suites are played."""
    exercises: tuple[Path, ...] = ()
    """What is learned from too, as it stands."""
    recordings: str = ""
    """Where recordings lie that people have judged; nothing is read of people where it is empty."""

    @property
    def candidates(self) -> Path:
        """The manifest that holds what the round has trained."""
        return self.folder / "adapters/manifest.json"

    @property
    def played(self) -> Path:
        return self.folder / "selfplay.jsonl"

    @property
    def _said(self) -> Path:
        return self.folder / "said"

    def playing(self) -> Iterator[Command]:
        """What is played with the live adapters."""
        yield step(
            "selfplay",
            output=self.played,
            scripts=self.scripts,
            tries=self.tries,
            seed=SELF_PLAY_SEED + self.number,
            sites=self.sites,
            variants=self.variants,
            temperature=self.temperature,
            follow=self.follow,
        )
        yield from self._judging("before")

    def learning(self) -> Iterator[Command]:
        """What is made of it, without a server."""
        data = self.folder / "data"
        yield step("grade", episodes=self.played, output=self.folder / "grades.jsonl")
        yield step("mine", episodes=self.played, output=data)
        episodes = [data / "kept.jsonl"]
        exercises = [data / "corrected.jsonl", *self.exercises]
        yield step("correct", episodes=self.played, output=exercises[0])
        if self.recordings:
            yield step("labelled", recordings=self.recordings, output=self._said)
            exercises.append(self._said / "labelled.jsonl")
        if self.shown:
            episodes.append(self.folder / "shown.jsonl")
            yield self._showing(episodes[-1])
        if self.shown and self.others:
            exercises.append(self.folder / "others.jsonl")
            seen = {"episodes": episodes[-1], "output": exercises[-1], "count": self.others}
            yield step("contrast", seed=SHOWN_SEED + self.number, **seen)
        refined = step("refine", output=data, seed=self.number, most=self.most)
        yield [*refined, *repeated("episodes", episodes), *repeated("exercises", exercises)]

    def _showing(self, output: Path) -> Command:
        return step(
            "record",
            output=output,
            episodes=self.shown,
            seed=SHOWN_SEED + self.number,
            sites=self.sites,
            variants=self.variants,
            personas="all",
            astray=ASTRAY,
        )

    def training(self) -> Iterator[Command]:
        """Each skill that there is something new for goes on from its live adapter."""
        for skill in self.skills():
            if (self.folder / skill / "training.json").exists():
                continue
            data = self.folder / "data"
            pairs = [folder / f"{skill}.pairs.jsonl" for folder in (data, self._said)]
            valid = data / f"{skill}.valid.jsonl"
            learn = data / f"{skill}.train.jsonl"
            command = step(
                "train",
                train=learn,
                valid=valid if valid.exists() else learn,
                base=MODEL,
                output=self.folder / skill,
                epochs=self.epochs,
                rate=self.rate,
                layers=self.layers,
                seed=self.number,
            )
            live = live_folder(self.manifest, skill)
            command += ["--start", str(live)] if live else []
            yield [*command, *repeated("pairs", [path for path in pairs if path.exists()])]

    def listing(self) -> Iterator[Command]:
        """Puts what was trained beside copies of the live adapters."""
        shutil.rmtree(self.candidates.parent, ignore_errors=True)
        shutil.copytree(self.manifest.parent, self.candidates.parent)
        for skill in self.skills():
            trained = self.folder / skill
            listed = step("promote", skill=skill, adapter=trained, manifest=self.candidates)
            yield [*listed, "--unproven"]

    def judging(self) -> Iterator[Command]:
        """What is played with the new ones."""
        yield from self._judging("after")

    def promoting(self) -> Iterator[Command]:
        """Lets each trained skill go live, where the proof holds."""
        for skill in self.skills():
            command = step(
                "promote",
                skill=skill,
                adapter=self.folder / skill,
                manifest=self.manifest,
                before=self.folder / "before",
                after=self.folder / "after",
            )
            yield [*command, *repeated("suite", (suite.stem for suite in self.suites))]

    def skills(self) -> list[SkillName]:
        """Those that the round has samples for."""
        return [s for s in SKILLS if (self.folder / f"data/{s}.train.jsonl").exists()]

    def _judging(self, folder: str) -> Iterator[Command]:
        for suite in self.suites:
            output = self.folder / folder / suite.name
            # The report is written last: where it stands, the suite was played whole.
            if not output.with_suffix(".txt").exists():
                yield step(
                    "evaluate", suite=suite, output=output, first=self.first, at_once=self.at_once
                )


def step(name: str, **options: object) -> Command:
    """A step of learning as a command with its options."""
    flags = [
        word
        for option, value in options.items()
        for word in (f"--{option.replace('_', '-')}", str(value))
    ]
    return [sys.executable, "-m", f"learning.{name}", *flags]


def repeated(option: str, values: Iterable[object]) -> list[str]:
    """An option that is given once for each value."""
    return [word for value in values for word in (f"--{option}", str(value))]
