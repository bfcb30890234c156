"""Played episodes as a table."""

from itertools import groupby
from statistics import mean
from typing import Final

from bench.webtasks.play import Played

_HEAD: Final = """Without a model: for each of {tasks} tasks of the miniwob package a script of ours
reads observations, says lines of the action language, and never sees the document. What a script
can't do, no model could. A seed passes with the full raw reward; an episode's own time limit is
lifted.

**{passed} of {tasks} tasks pass on all of {seeds} seeds.**

| task | seeds passed | lines said (mean) | what is missing |
|---|---|---|---|
"""


def table(played: list[Played]) -> list[str]:
    """As lines of Markdown."""
    tasks = _by_task(played)
    head = _HEAD.format(tasks=len(tasks), passed=_passing(tasks), seeds=_seeds(played))
    rows = (f"| {' | '.join(_cells(name, runs))} |" for name, runs in tasks.items())
    return [*head.splitlines(), *rows]


def summary(played: list[Played]) -> str:
    """For a terminal."""
    tasks = _by_task(played)
    rows = [
        "{:32} {:>5} {:>5}  {}".format(*_cells(name, runs)).rstrip() for name, runs in tasks.items()
    ]
    rows.append(f"{_passing(tasks)} of {len(tasks)} tasks pass on all of {_seeds(played)} seeds")
    return "\n".join(rows)


def _by_task(played: list[Played]) -> dict[str, list[Played]]:
    return {name: list(runs) for name, runs in groupby(played, key=lambda run: run.task)}


def _cells(name: str, runs: list[Played]) -> tuple[str, str, str, str]:
    passed = sum(run.passed for run in runs)
    reasons = dict.fromkeys(run.reason.replace("|", "/") for run in runs if not run.passed)
    lines = mean(len(run.lines) for run in runs)
    return name, f"{passed}/{len(runs)}", f"{lines:.1f}", "; ".join(reasons)


def _passing(tasks: dict[str, list[Played]]) -> int:
    return sum(all(run.passed for run in runs) for runs in tasks.values())


def _seeds(played: list[Played]) -> int:
    return len({run.seed for run in played})
