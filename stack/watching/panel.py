"""What a dashboard is made of, before it is Grafana's."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

RANGE: Final = "$__rate_interval"
"""What Grafana puts into a query: wide enough for some scrapes."""

WHOLE: Final = "$__range"
"""The time that a board shows, as Grafana puts it into a query. For tables: a curve of it would
say at each point what the next days say too."""


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
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Query:
    """PromQL, and a curve's name with `{{label}}`s in it, or a column's title."""

    expr: str
    legend: str = ""
    unit: Unit | None = None
    """A column's, where it isn't its table's."""


@dataclass(frozen=True, slots=True)
class Panel:
    """`about` says what to read from it, and what to do about that."""

    title: str
    unit: Unit
    queries: tuple[Query, ...]
    about: str
    look: Look = Look.CURVES
    keys: tuple[str, ...] = ()
    """The labels that tell a table's rows apart."""


@dataclass(frozen=True, slots=True)
class Row:
    title: str
    panels: tuple[Panel, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """A dashboard; `name` is its file's. It opens with the time since `since`."""

    name: str
    title: str
    rows: tuple[Row, ...]
    since: str = "now-1h"
    refresh: str = "30s"

    @property
    def panels(self) -> tuple[Panel, ...]:
        return tuple(panel for row in self.rows for panel in row.panels)


def number(title: str, unit: Unit, expr: str, about: str) -> Panel:
    return Panel(title, unit, (Query(expr, title),), about, Look.NUMBER)


def curves(title: str, unit: Unit, about: str, *queries: tuple[str, str]) -> Panel:
    """Each query is its PromQL and its legend."""
    return Panel(title, unit, tuple(Query(*query) for query in queries), about)


def table(title: str, unit: Unit, about: str, keys: tuple[str, ...], *columns: Query) -> Panel:
    """A row for each value of `keys`, a column for each query."""
    return Panel(title, unit, columns, about, Look.TABLE, keys)


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
