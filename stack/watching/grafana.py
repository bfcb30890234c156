"""Dashboards as Grafana reads them."""

from typing import Final

from grafana_foundation_sdk.builders import prometheus, stat, table, timeseries
from grafana_foundation_sdk.builders.common import TableSortByFieldState, VizLegendOptions
from grafana_foundation_sdk.builders.dashboard import (
    Dashboard,
    DashboardLink,
    DatasourceVariable,
    Row,
)
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models.common import LegendDisplayMode, LegendPlacement
from grafana_foundation_sdk.models.dashboard import (
    DashboardLinkType,
    DataSourceRef,
    DataTransformerConfig,
    DynamicConfigValue,
)
from grafana_foundation_sdk.models.prometheus import PromQueryFormat

from stack.watching.panel import Board, Look, Panel, Unit

_TAG: Final = "errands"
_SOURCE: Final = DataSourceRef(type_val="prometheus", uid="${datasource}")
_COLUMNS: Final = {Look.NUMBER: 4, Look.CURVES: 8, Look.TABLE: 24}
_LINES: Final = {Look.NUMBER: 4, Look.CURVES: 8, Look.TABLE: 10}


def json_of(board: Board) -> str:
    """The dashboard's file. The same board gives the same bytes."""
    dashboard = (
        Dashboard(board.title)
        .uid(f"errands-{board.name}")
        .tags([_TAG])
        .refresh(board.refresh)
        .time(board.since, "now")
        .timezone("utc")
        .editable()
        .link(_to_the_others())
        .with_variable(DatasourceVariable("datasource").type("prometheus").label("Prometheus"))
    )
    number = 0
    for row in board.rows:
        number += 1
        dashboard = dashboard.with_row(Row(row.title).id(number))
        for panel in row.panels:
            number += 1
            dashboard = dashboard.with_panel(_panel(panel).id(number))
    return JSONEncoder(sort_keys=True, indent=2).encode(dashboard.build()) + "\n"


def _to_the_others() -> DashboardLink:
    """Each opens with its own time: days for what an hour says nothing of."""
    return (
        DashboardLink("Errands").type(DashboardLinkType.DASHBOARDS).tags([_TAG]).include_vars(True)  # noqa: FBT003 the library's own
    )


def _panel(panel: Panel) -> timeseries.Panel | stat.Panel | table.Panel:
    built = (
        _built(panel)
        .title(panel.title)
        .description(panel.about)
        .unit(panel.unit)
        .datasource(_SOURCE)
        .span(_COLUMNS[panel.look])
        .height(_LINES[panel.look])
    )
    for letter, query in zip("ABCDEF", panel.queries, strict=False):
        asked = prometheus.Dataquery().expr(query.expr).legend_format(query.legend).ref_id(letter)
        if panel.look is Look.TABLE:
            asked = asked.instant().format(PromQueryFormat.TABLE)
        built = built.with_target(asked)
    return built


def _built(panel: Panel) -> timeseries.Panel | stat.Panel | table.Panel:
    match panel.look:
        case Look.CURVES:
            return _curves()
        case Look.NUMBER:
            return stat.Panel()
        case Look.TABLE:
            return _table(panel)


def _table(panel: Panel) -> table.Panel:
    """Grafana calls what query A answers `Value #A`, beside a column for each label."""
    values = [f"Value #{letter}" for letter, _ in zip("ABCDEF", panel.queries, strict=False)]
    titles = dict(zip(values, (query.legend for query in panel.queries), strict=True))
    columns = {
        "excludeByName": {"Time": True},
        "indexByName": {name: place for place, name in enumerate((*panel.keys, *values))},
        "renameByName": titles,
    }
    built = (
        table.Panel()
        .show_header(True)  # noqa: FBT003 the library's own
        .sort_by([TableSortByFieldState().display_name(panel.keys[0])])
        .with_transformation(DataTransformerConfig("merge", options={}))
        .with_transformation(DataTransformerConfig("organize", options=columns))
    )
    for query in panel.queries:
        if query.unit is not None:
            built = built.override_by_name(query.legend, _of_column(query.unit))
    return built


def _of_column(unit: Unit) -> list[DynamicConfigValue]:
    whole = [DynamicConfigValue("decimals", 0)] if unit is Unit.COUNT else []
    return [DynamicConfigValue("unit", unit.value), *whole]


def _curves() -> timeseries.Panel:
    legend = (
        VizLegendOptions()
        .show_legend(True)  # noqa: FBT003 the library's own
        .display_mode(LegendDisplayMode.LIST)
        .placement(LegendPlacement.BOTTOM)
    )
    return timeseries.Panel().legend(legend).min(0)
