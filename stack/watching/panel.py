"""What a dashboard is made of, before it is Grafana's."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

RANGE: Final = "$__rate_interval"
"""What Grafana puts into a query: wide enough for some scrapes."""


class Unit(StrEnum):
    """Grafana's names."""

    SECONDS = "s"
    BYTES = "bytes"
    COUNT = "short"
    PER_SECOND = "cps"
    SHARE = "percentunit"
    """0 to 1."""


class Look(StrEnum):
    CURVES = "curves"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Query:
    """PromQL, and a curve's name with `{{label}}`s in it."""

    expr: str
    legend: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """`about` says what to read from it, and what to do about that."""

    title: str
    unit: Unit
    queries: tuple[Query, ...]
    about: str
    look: Look = Look.CURVES


@dataclass(frozen=True, slots=True)
class Row:
    title: str
    panels: tuple[Panel, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """A dashboard; `name` is its file's."""

    name: str
    title: str
    rows: tuple[Row, ...]

    @property
    def panels(self) -> tuple[Panel, ...]:
        return tuple(panel for row in self.rows for panel in row.panels)


def number(title: str, unit: Unit, expr: str, about: str) -> Panel:
    return Panel(title, unit, (Query(expr, title),), about, Look.NUMBER)


def curves(title: str, unit: Unit, about: str, *queries: tuple[str, str]) -> Panel:
    """Each query is its PromQL and its legend."""
    return Panel(title, unit, tuple(Query(*query) for query in queries), about)


def quantile(share: float, metric: str, by: str = "", *, where: str = "", over: str = RANGE) -> str:
    """Of a histogram; `where` is a selector."""
    labels = f"le, {by}" if by else "le"
    buckets = f"rate({metric}_bucket{where}[{over}])"
    return f"histogram_quantile({share}, sum by ({labels}) ({buckets}))"


def rate(metric: str, by: str = "", *, over: str = RANGE) -> str:
    """A second, over all processes."""
    return f"sum{f' by ({by})' if by else ''} (rate({metric}[{over}]))"


def grown(metric: str, by: str = "", *, over: str = RANGE) -> str:
    """By how much a counter grew, over all processes."""
    return f"sum{f' by ({by})' if by else ''} (increase({metric}[{over}]))"


def share(part: str, whole: str) -> str:
    """Of two rates. No value where there is nothing to share, 0 where there is no part."""
    return f"{part} / {whole}" if " by " in part else f"({part} or vector(0)) / {whole}"


def mean(metric: str, by: str) -> str:
    """Of a histogram's values."""
    return f"{rate(metric + '_sum', by)} / {rate(metric + '_count', by)}"
