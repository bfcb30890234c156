"""Chromium: is it there, does it start, do its locks work, has it fonts and room."""

import asyncio
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

from errands.backends.playwright_browser import PlaywrightBrowsers
from errands.contracts.errors import BrowserError
from errands.contracts.session import HostPolicy
from stack.doctor.finding import Examined, Finding, broken, ok, warning

_INSTALL: Final = "apt-get install chromium-headless-shell, or ERRANDS_CHROMIUM=/path/to/chrome"
_SECONDS: Final = 20
_MOST_WORDS: Final = 300
_PAGE: Final = b"<!doctype html><title>Well</title><h1>Well</h1>"
PROC: Final = Path("/proc/sys")
_LOCKS: Final = (
    ("kernel/unprivileged_userns_clone", "0", "1"),
    ("kernel/apparmor_restrict_unprivileged_userns", "1", "0"),
    ("user/max_user_namespaces", "0", "15000"),
)
"""Settings of the kernel, the value at which Chromium can't lock itself up, and a good one."""
_FONTS: Final = (".ttf", ".otf", ".ttc", ".pfb")
FONT_FOLDERS: Final = ("/usr/share/fonts", "/usr/local/share/fonts")
_LEAST_ROOM: Final = 256 * 2**20


async def chromium(examined: Examined) -> list[Finding]:
    path = examined.settings.chromium
    if not path.is_file() or not os.access(path, os.X_OK):
        return [broken("chromium", f"{path} is no program", _INSTALL)]
    name = await asyncio.to_thread(_version, path)
    if name is None:
        return [broken("chromium", f"{path} doesn't tell its version", _INSTALL)]
    return [ok("chromium", f"{name} at {path}"), await _start(examined)]


async def fonts(_: Examined) -> list[Finding]:
    """Without any a page has no words that could be seen in its pictures."""
    found = await asyncio.to_thread(_fonts)
    if not found:
        return [
            broken("fonts", "none: pages show boxes for letters", _install("fonts-dejavu-core"))
        ]
    return [ok("fonts", f"{found} files")]


async def room(_: Examined) -> list[Finding]:
    """Playwright has Chromium share memory in the temporary folder, and never in /dev/shm."""
    folder = tempfile.gettempdir()
    free = shutil.disk_usage(folder).free
    found = f"{free / 2**20:.0f} MiB free in {folder}, where Chromium shares memory (not /dev/shm)"
    if free < _LEAST_ROOM:
        return [broken("shared memory", found, f"make room in {folder}, or name another by TMPDIR")]
    return [ok("shared memory", found)]


def _version(path: Path) -> str | None:
    try:
        told = subprocess.run(  # noqa: S603 the browser that is set
            [path, "--version", "--no-sandbox"],
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return told.stdout.strip() or None


async def _start(examined: Examined) -> Finding:
    """The browser as a worker starts it, with one page."""
    wanted = examined.settings.chromium_sandbox
    said = await _opens(examined, sandbox=wanted)
    if said is None and os.geteuid() == 0 and wanted:
        return warning(
            "sandbox",
            "it starts, without its sandbox: root can't have it",
            "run workers as another user",
        )
    if said is None and not wanted:
        return warning(
            "sandbox",
            "it starts, without its sandbox: ERRANDS_CHROMIUM_SANDBOX is off",
            "unset it, unless the container is the sandbox (docs/containers.md)",
        )
    if said is None:
        return ok("sandbox", "it starts, and locks its own processes up")
    if wanted and await _opens(examined, sandbox=False) is None:
        return broken("sandbox", f"it starts only without its sandbox: {said}", unlocking())
    missing = f"ldd {examined.settings.chromium} | grep 'not found' tells of missing libraries"
    return broken("sandbox", f"it doesn't start: {said}", f"{missing}; or the machine is too busy")


async def _opens(examined: Examined, *, sandbox: bool) -> str | None:
    """What it says where it doesn't open a page."""
    browsers = PlaywrightBrowsers(str(examined.settings.chromium), sandbox=sandbox)
    try:
        with _one_page() as host:
            hosts = HostPolicy(allowed=(host,), allow_local=True)
            page = await browsers.open(f"http://{host}/", hosts, None)
            await page.close()
    except BrowserError as error:
        return " ".join(str(error).split())[:_MOST_WORDS]
    finally:
        await browsers.close()
    return None


@contextmanager
def _one_page() -> Iterator[str]:
    """A site of one page on this machine; yields its host."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(_PAGE)))
            self.end_headers()
            self.wfile.write(_PAGE)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the base's name
            """Quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        serving = threading.Thread(target=server.serve_forever, daemon=True)
        serving.start()
        yield f"127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def unlocking() -> str:
    """Which setting of the kernel keeps it from that."""
    for name, bad, good in _LOCKS:
        place = PROC / name
        if place.is_file() and place.read_text().strip() == bad:
            return f"sysctl -w {name.replace('/', '.')}={good}"
    return (
        "in a container, the seccomp profile (deploy/k8s/seccomp/README.md),"
        " or ERRANDS_CHROMIUM_SANDBOX=false where the container is the sandbox"
    )


def _fonts() -> int:
    """How many font files Chromium can choose of."""
    home = Path.home() / ".local/share/fonts"
    folders = [*map(Path, FONT_FOLDERS), home]
    return sum(
        1 for folder in folders for file in folder.rglob("*") if file.suffix.lower() in _FONTS
    )


def _install(package: str) -> str:
    return f"apt-get install {package}"
