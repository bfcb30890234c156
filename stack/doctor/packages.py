"""Python, the packages of the lock, and programs of the operating system."""

import platform
import shutil
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from stack.doctor.finding import Examined, Finding, broken, ok, warning

_LEAST: Final = (3, 11)
_NAMED: Final = 5
_SETUP: Final = "make setup"


async def python(_: Examined) -> list[Finding]:
    found = platform.python_version()
    if sys.version_info[:2] < _LEAST:
        return [broken("python", f"{found}, and 3.11 is needed", "make setup PYTHON=python3.11")]
    return [ok("python", f"{found} at {sys.executable}")]


async def packages(examined: Examined) -> list[Finding]:
    """Those that are installed beside those of the lock; builds of one version are the same."""
    if not examined.lock.is_file():
        return [warning("packages", f"{examined.lock} isn't there to compare with", "git checkout")]
    wanted = _locked(examined.lock)
    wrong = [line for name, locked in wanted.items() if (line := _differs(name, locked))]
    if wrong:
        more = f" and {len(wrong) - _NAMED} more" if len(wrong) > _NAMED else ""
        return [broken("packages", f"not as locked: {', '.join(wrong[:_NAMED])}{more}", _SETUP)]
    return [ok("packages", f"all {len(wanted)} as in {examined.lock.name}")]


async def programs(_: Examined) -> list[Finding]:
    found = shutil.which("redis-server")
    if found is None:
        return [broken("redis-server", "isn't installed; `errands up` starts one", _SETUP)]
    return [ok("redis-server", found)]


def _locked(lock: Path) -> dict[str, str]:
    lines = (line.partition(";")[0].strip() for line in lock.read_text().splitlines())
    pairs = (line.partition("==") for line in lines if "==" in line)
    return {name: locked for name, _, locked in pairs}


def _differs(name: str, locked: str) -> str | None:
    try:
        found = version(name)
    except PackageNotFoundError:
        return f"{name} is missing"
    return None if found.partition("+")[0] == locked else f"{name} {found} for {locked}"
