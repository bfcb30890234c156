"""`python -m stack.watching`: writes dashboards, alerts and what is scraped into `deploy/`."""

from collections.abc import Mapping
from pathlib import Path

from stack.layout import ROOT
from stack.watching.boards import BOARDS
from stack.watching.grafana import json_of
from stack.watching.rules import rules_file, rules_object
from stack.watching.scrape import compose_file


def written() -> Mapping[Path, str]:
    """What each file that is made from code has to hold, by its path below the repository."""
    boards = {Path(f"deploy/grafana/{board.name}.json"): json_of(board) for board in BOARDS}
    return boards | {
        Path("deploy/prometheus/alerts.yaml"): rules_file(),
        Path("deploy/prometheus/prometheus.yaml"): compose_file(),
        Path("deploy/k8s/components/monitoring/alerts.yaml"): rules_object(),
    }


def main() -> None:
    for path, text in written().items():
        (ROOT / path).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
