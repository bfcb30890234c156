"""Dashboards as Grafana reads them."""

from typing import Final

from grafana_foundation_sdk.builders import prometheus, stat, timeseries
from grafana_foundation_sdk.builders.common import VizLegendOptions
from grafana_foundation_sdk.builders.dashboard import Dashboard, DatasourceVariable, Row
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models.common import LegendDisplayMode, LegendPlacement
from grafana_foundation_sdk.models.dashboard import DataSourceRef

from stack.watching.panel import Board, Look, Panel

_SOURCE: Final = DataSourceRef(type_val="prometheus", uid="${datasource}")
_COLUMNS: Final = {Look.NUMBER: 4, Look.CURVES: 8}
_LINES: Final = {Look.NUMBER: 4, Look.CURVES: 8}


def json_of(board: Board) -> str:
    """The dashboard's file. The same board gives the same bytes."""
    dashboard = (
        Dashboard(board.title)
        .uid(f"errands-{board.name}")
        .tags(["errands"])
        .refresh("30s")
        .time("now-1h", "now")
        .timezone("utc")
        .editable()
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


def _panel(panel: Panel) -> timeseries.Panel | stat.Panel:
    built = _curves() if panel.look is Look.CURVES else stat.Panel()
    built = (
        built.title(panel.title)
        .description(panel.about)
        .unit(panel.unit)
        .datasource(_SOURCE)
        .span(_COLUMNS[panel.look])
        .height(_LINES[panel.look])
    )
    for letter, query in zip("ABCDEF", panel.queries, strict=False):
        built = built.with_target(
            prometheus.Dataquery().expr(query.expr).legend_format(query.legend).ref_id(letter)
        )
    return built


def _curves() -> timeseries.Panel:
    legend = (
        VizLegendOptions()
        .show_legend(True)  # noqa: FBT003 the library's own
        .display_mode(LegendDisplayMode.LIST)
        .placement(LegendPlacement.BOTTOM)
    )
    return timeseries.Panel().legend(legend).min(0)
