"""`python -m bench.focus`: is the control that is needed among what the prompt shows?"""

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Annotated

import typer

from bench.focus.cases import Case, cases
from bench.focus.pickers import SERVED, WAYS, Way
from bench.interval import rate
from errands.agent.view.chunks import chunks_of
from errands.agent.view.line_terms import read_line
from errands.agent.view.terms import terms_of
from errands.agent.view.tokens import cost_of
from errands.agent.view.wish import Wish
from errands.backends.model_tokens import tokens_of
from errands.contracts.ports import Tokens
from errands.settings import Settings

BUDGETS = (300, 600, 1200)
CHUNKS = 100
"""Of the page that is timed; so many come from all the pages together."""
TIMES = 21
RESULTS = Path(__file__).parent / "RESULTS.md"


def main(
    model: Annotated[Path, typer.Option(help="Folder of the served model, for its tokenizer.")],
    write: Annotated[bool, typer.Option(help="Renew RESULTS.md.")] = True,  # noqa: FBT002 a flag
) -> None:
    """Recall of the needed control within a budget, by each way of choosing what is shown."""
    found, unread = asyncio.run(cases(str(Settings().chromium)))
    report = "\n".join(_report(found, unread, tokens_of(model)))
    typer.echo(report)
    if write:
        RESULTS.write_text(report + "\n")


def _report(found: Sequence[Case], unread: int, tokens: Tokens) -> Iterator[str]:
    costs = {case.page: _cost(case, tokens) for case in found}
    yield "# Recall of the needed control\n"
    yield "`make bench-focus`, on the labelled pages of `bench/observe`. Nothing learns from them."
    yield f"\n{len(found)} goals on {len(costs)} pages of {min(costs.values())} to"
    yield f"{max(costs.values())} tokens; {unread} more need a control that isn't read at all."
    yield "Wilson's 95% intervals; goals of one page aren't independent, so they are too narrow.\n"
    yield from _table("All goals", found, tokens)
    yield f"{_speed(found, tokens)}\n"
    for budget in BUDGETS:
        larger = [case for case in found if costs[case.page] > budget]
        title = f"Goals on pages of more than {budget} tokens"
        yield from _table(title, larger, tokens, (budget,))


def _table(
    title: str, found: Sequence[Case], tokens: Tokens, budgets: Sequence[int] = BUDGETS
) -> Iterator[str]:
    yield f"## {title}\n"
    yield "| shown | " + " | ".join(f"{budget} tokens" for budget in budgets) + " |"
    yield "|---|" + "---|" * len(budgets)
    for name, way in WAYS.items():
        rates = (rate(_hits(found, way, budget, tokens), len(found)) for budget in budgets)
        yield f"| {name} | " + " | ".join(rates) + " |"
    yield ""


def _hits(found: Sequence[Case], way: Way, budget: int, tokens: Tokens) -> int:
    return sum(case.needed in way(case.seen, case.say, budget, tokens) for case in found)


def _speed(found: Sequence[Case], tokens: Tokens) -> str:
    """Milliseconds that the served picker takes for a page, with lines it hasn't met and again."""
    pages = {case.page: chunks_of(case.seen, tokens) for case in found}
    chunks = tuple(chunk for page in pages.values() for chunk in page)[:CHUNKS]
    lines = sum(len(chunk.lines) for chunk in chunks)
    for known in (read_line, terms_of):
        known.cache_clear()
    wish = Wish(words=found[0].say)
    taken = []
    for _ in range(TIMES):
        started = perf_counter()
        SERVED.scores(chunks, wish)
        taken.append(1000 * (perf_counter() - started))
    return (
        f"{len(chunks)} chunks of {lines} lines are scored in {taken[0]:.1f} ms when they are met"
        f" and in {median(taken[1:]):.1f} ms again (median of {TIMES - 1})."
    )


def _cost(case: Case, tokens: Tokens) -> int:
    chunks = chunks_of(case.seen, tokens)
    lines = [text for c in chunks for text in (f"# {c.name}", *(line.text for line in c.lines))]
    return cost_of(lines, tokens)


if __name__ == "__main__":
    typer.run(main)
