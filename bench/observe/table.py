"""What was seen, as the tables of RESULTS.md."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from bench.interval import rate
from bench.observe.score import Score, total


@dataclass(frozen=True, slots=True)
class Cell:
    """One page in one column."""

    tokens: int
    ms: tuple[float, ...]
    score: Score


Cells = Mapping[str, Mapping[str, Cell]]
"""By column, then by page."""


def p95(times: Sequence[float]) -> float:
    return quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]


def summary(cells: Cells) -> list[str]:
    lines = [
        "| | tokens, median page | ms, median | ms, p95 | recall | precision | names |",
        "|---|---:|---:|---:|---|---|---|",
    ]
    for name, pages in cells.items():
        times = [ms for cell in pages.values() for ms in cell.ms]
        whole = total(cell.score for cell in pages.values())
        figures = [
            f"{median(cell.tokens for cell in pages.values()):.0f}",
            f"{median(times):.0f}",
            f"{p95(times):.0f}",
            rate(whole.found, whole.wanted),
            rate(whole.told, whole.told + whole.bogus),
            rate(whole.named, whole.found),
        ]
        lines.append(f"| {name} | {' | '.join(figures)} |")
    return lines


def by_page(cells: Cells) -> list[str]:
    """One line a page; in every cell the columns in their order."""
    names = list(cells)
    pages = list(next(iter(cells.values())))
    lines = [
        f"Columns in every cell: {' / '.join(names)}.",
        "",
        "| page | tokens | ms, median | ms, p95 | recall | precision |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for page in pages:
        row = [cells[name].get(page) for name in names]
        figures = [
            _join(f"{c.tokens}" if c else "-" for c in row),
            _join(f"{median(c.ms):.0f}" if c else "-" for c in row),
            _join(f"{p95(c.ms):.0f}" if c else "-" for c in row),
            _join(f"{c.score.recall:.2f}" if c else "-" for c in row),
            _join(f"{c.score.precision:.2f}" if c else "-" for c in row),
        ]
        lines.append(f"| {page} | {' | '.join(figures)} |")
    return lines


def ratios(cells: Cells, ours: str, peer: str) -> str:
    """The bars: ours against browser-use, page by page and in the median."""
    shared = [page for page in cells[ours] if page in cells[peer]]
    tokens = [cells[ours][p].tokens / cells[peer][p].tokens for p in shared]
    times = [median(cells[ours][p].ms) / median(cells[peer][p].ms) for p in shared]
    return (
        f"{ours} / {peer}: tokens {median(tokens):.2f} in the median page "
        f"(at most half on {sum(r <= 1 / 2 for r in tokens)} of {len(shared)}), "
        f"time {median(times):.2f} (at most a quarter on {sum(r <= 1 / 4 for r in times)})."
    )


def faults(cells: Cells, column: str, most: int = 6) -> list[str]:
    """What the column misses, lists wrongly and names wrongly, page by page."""
    lines = []
    for page, cell in cells[column].items():
        found = cell.score
        kinds = {"missed": found.missed, "bogus": found.wrong, "misnamed": found.misnamed}
        for kind, which in kinds.items():
            if which:
                more = f" (+{len(which) - most})" if len(which) > most else ""
                lines.append(f"{page}: {kind} {len(which)}: {'; '.join(which[:most])}{more}")
    return lines


def _join(parts: Iterable[str]) -> str:
    return " / ".join(parts)
