"""JupyterLab with a notebook of measurements open."""

import json
from pathlib import Path
from typing import Any

from bench.observe.apps.app import INSTALLED, App

NOTEBOOK = "rainfall.ipynb"


def _seed(folder: Path) -> None:
    files = folder / "files"
    (files / "data").mkdir(parents=True)
    (files / "figures").mkdir()
    (files / "README.md").write_text("# Rainfall at the harbour\n")
    (files / "stations.csv").write_text("station,mm\nPier,12\nMill,9\n")
    (files / NOTEBOOK).write_text(json.dumps(_notebook()))
    settings = folder / "settings/@jupyterlab/apputils-extension"
    settings.mkdir(parents=True)
    silent = {"fetchNews": "false", "checkForUpdates": False}
    (settings / "notification.jupyterlab-settings").write_text(json.dumps(silent))


def _notebook() -> dict[str, Any]:
    cells = [
        _cell("markdown", "# Rainfall\nMeasured at two [stations](stations.csv)."),
        _cell("code", "rain = {'Pier': 12, 'Mill': 9}"),
        _cell("code", "sum(rain.values())"),
    ]
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    return {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


def _cell(kind: str, source: str) -> dict[str, Any]:
    code: dict[str, Any] = {"execution_count": None, "outputs": []} if kind == "code" else {}
    name = str(len(source))
    return {"id": name, "cell_type": kind, "metadata": {}, "source": source, **code}


def _words(folder: Path, port: int) -> list[str]:
    return [
        "lab",
        "--no-browser",
        "--allow-root",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.root_dir={folder / 'files'}",
        "--IdentityProvider.token=",
        f"--LabApp.user_settings_dir={folder / 'settings'}",
        f"--LabApp.workspaces_dir={folder / 'workspaces'}",
        "--LabApp.extension_manager=readonly",
    ]


APP = App(
    name="jupyterlab", program=INSTALLED / "jupyter", words=_words, seed=_seed, ready="/api/status"
)
