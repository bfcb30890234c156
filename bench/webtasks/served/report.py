"""Served episodes as tables: how many were done, what came of the others, what was in the way."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import median
from typing import Final

from bench.interval import rate
from bench.webtasks.served.person import MESSAGES
from bench.webtasks.served.result import SECONDS, STEPS, Cause, Outcome, Result
from bench.webtasks.tasks import KINDS

_FREE: Final = (Cause.CHOICE, Cause.NO_SCRIPT)
"""Those that no single line has."""


def report(results: Sequence[Result]) -> Iterator[str]:
    """As lines of Markdown."""
    results = sorted(results, key=lambda one: (one.task, one.seed))
    failed = [one for one in results if not one.done]
    yield from _head(results)
    yield from _kinds(results)
    if failed:
        yield from _outcomes(failed)
        yield from _obstacles(failed)
    yield from _tasks(results)


def _head(results: Sequence[Result]) -> Iterator[str]:
    tasks = {one.task for one in results}
    whole = len(tasks - {one.task for one in results if not one.done})
    models = ", ".join(sorted({model for one in results for model in one.models}))
    seeds = ", ".join(str(seed) for seed in sorted({one.seed for one in results}))
    yield f"The served model ({models}) on {len(tasks)} tasks of the miniwob package,"
    yield f"seeds {seeds}: the loop as it is served, in Chromium. The instruction is the"
    yield "person's message; a card gets a yes, a question the instruction anew,"
    yield f"{MESSAGES} messages in all. An episode has {STEPS} steps and {SECONDS:.0f} s, and ends"
    yield "once its page has told a reward, as the first one counts."
    yield "Done is the full raw reward, as the page itself tells it. Wilson's 95% intervals; the"
    yield "seeds of a task aren't independent, so they are too narrow."
    yield ""
    done = rate(sum(one.done for one in results), len(results))
    yield f"**Done: {done}.** {whole} of {len(tasks)} tasks from every seed."


def _kinds(results: Sequence[Result]) -> Iterator[str]:
    yield from (
        "",
        "| kind of task | done | steps, median | seconds, median |",
        "|---|---|---:|---:|",
    )
    for kind, solutions in KINDS.items():
        mine = [one for one in results if one.task in solutions]
        if mine:
            yield f"| {kind} | {_costs(mine)} |"
    yield f"| all | {_costs(results)} |"


def _costs(results: Sequence[Result]) -> str:
    steps = median(len(one.lines) for one in results)
    seconds = median(one.seconds for one in results)
    return f"{rate(sum(one.done for one in results), len(results))} | {steps:g} | {seconds:.1f}"


def _outcomes(failed: Sequence[Result]) -> Iterator[str]:
    yield from ("", "What came of those that weren't done:", "")
    yield from ("| outcome | episodes | of those not done |", "|---|---:|---|")
    counts = Counter(one.outcome for one in failed)
    for outcome in Outcome:
        if counts[outcome]:
            yield f"| {outcome} | {counts[outcome]} | {rate(counts[outcome], len(failed))} |"


def _obstacles(failed: Sequence[Result]) -> Iterator[str]:
    yield ""
    yield "What limits them: the task's script says its lines on the same page, and each is held to"
    yield "the prompt, the grammar and the gates that a turn would begin with there. Another way"
    yield "than the script's may be open; a control that isn't shown at once may be opened."
    yield from ("", "| first obstacle of a script | episodes | at its first line | tasks |")
    yield "|---|---|---:|---:|"
    for cause in Cause:
        mine = [one for one in failed if one.obstacle and one.obstacle.cause is cause]
        if mine:
            first = sum(one.obstacle is not None and one.obstacle.number == 1 for one in mine)
            at = "" if cause in _FREE else str(first)
            tasks = len({one.task for one in mine})
            yield f"| {cause} | {rate(len(mine), len(failed))} | {at} | {tasks} |"


def _tasks(results: Sequence[Result]) -> Iterator[str]:
    yield from ("", "| task | done | steps, median | what came of the others | in the way |")
    yield "|---|---|---:|---|---|"
    for task, runs in groupby(results, key=lambda one: one.task):
        yield f"| {task} | {' | '.join(_cells(list(runs)))} |"


def _cells(runs: Sequence[Result]) -> tuple[str, str, str, str]:
    others = [one for one in runs if not one.done]
    return (
        f"{len(runs) - len(others)}/{len(runs)}",
        f"{median(len(one.lines) for one in runs):g}",
        _counted(one.outcome for one in others),
        _counted(_told(one) for one in others),
    )


def _told(one: Result) -> str:
    """The cause, and the line for which it is one."""
    if one.obstacle is None:
        return ""
    line = one.obstacle.line.replace("|", "/")
    return f"{one.obstacle.cause}: {line}" if line else one.obstacle.cause


def _counted(words: Iterator[str]) -> str:
    return "; ".join(f"{count} {word}" for word, count in Counter(words).most_common())
