"""The boards and alerts of `stack/watching`, as a page: what each shows, what each is about."""

from collections.abc import Iterator
from typing import Final

from stack.watching.alert import Alert
from stack.watching.alerts import GROUPS
from stack.watching.boards import BOARDS
from stack.watching.panel import Board

_OPENING: Final = """# Dashboards and alerts

Both are made from code: `make watching` writes five boards for Grafana into `deploy/grafana` \
and the alerts into `deploy/prometheus/alerts.yaml`. Import the boards, or let \
`deploy/grafana/provisioning` do it, as `deploy/compose.yaml` does. Each panel says in Grafana \
what stands here. Where metrics come from: [operations](operations.md#watching).

"""
_ALERTS: Final = """
## Alerts

`page` wakes a person, `ticket` waits for the day. Each has its entry in the \
[runbook](runbook.md), and a test that makes it fire.
"""


def page() -> str:
    """The Markdown of it."""
    boards = "\n".join("".join(_board(board)) for board in BOARDS)
    groups = "".join("".join(_group(name, alerts)) for name, alerts in GROUPS.items())
    return _OPENING + boards + _ALERTS + groups


def _board(board: Board) -> Iterator[str]:
    yield f"## {board.title.removeprefix('Errands: ').capitalize()}\n\n"
    yield f"`deploy/grafana/{board.name}.json`\n"
    for row in board.rows:
        yield f"\n**{row.title}**\n\n| panel | says |\n|---|---|\n"
        for panel in row.panels:
            yield f"| {_cell(panel.title)} | {_cell(panel.about)} |\n"


def _group(name: str, alerts: tuple[Alert, ...]) -> Iterator[str]:
    yield f"\n**{name.capitalize()}**\n\n| alert | | when |\n|---|---|---|\n"
    for alert in alerts:
        link = f"[{alert.name}](runbook.md#{alert.name.lower()})"
        yield f"| {link} | {alert.severity} | {_cell(alert.summary)} |\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
