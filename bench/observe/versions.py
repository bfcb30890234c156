"""Which versions a table compares."""

import re
import subprocess
from importlib.metadata import version

from bench.observe.columns import ROOT
from errands.settings import Settings

_PEERS = ("browser-use", "browsergym-core", "playwright")


def versions() -> str:
    pinned = (ROOT / "requirements/bench.txt").read_text()
    peers = [f"{name} {_pin(name, pinned)}" for name in _PEERS]
    told = subprocess.run(  # noqa: S603 the browser that the settings name
        [str(Settings().chromium), "--version"], capture_output=True, text=True, check=False
    )
    chromium = re.search(r"[\d.]+", told.stdout)
    browser = f"Chromium {chromium[0] if chromium else 'unknown'}"
    return f"{browser}; ours on Playwright {version('playwright')}; {', '.join(peers)}."


def _pin(name: str, pinned: str) -> str:
    found = re.search(rf"^{name}==(\S+)", pinned, re.MULTILINE)
    return found[1] if found else "unknown"
