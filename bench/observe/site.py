"""The written pages on a loopback port, the frames of another host on a second one."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from bench.loopback import listening

PAGES = Path(__file__).parent / "pages"
NOT_FOUND = 404


class _Handler(BaseHTTPRequestHandler):
    """Files of a folder, with `{{other}}` in them replaced by where the other host is."""

    protocol_version = "HTTP/1.1"
    other = ""

    def __init__(self, other: str, *args: object) -> None:
        self.other = other
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = (PAGES / self.path.partition("?")[0].lstrip("/")).resolve()
        found = path.is_relative_to(PAGES) and path.is_file()
        body = path.read_text().replace("{{other}}", self.other).encode() if found else b""
        self.send_response(200 if found else NOT_FOUND)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Quiet."""


@contextmanager
def serving() -> Iterator[str]:
    """The address of the pages. The other host is `localhost`: another site to Chromium."""
    with ExitStack() as stack:
        other = stack.enter_context(listening(partial(_Handler, "")))
        port = stack.enter_context(listening(partial(_Handler, f"http://localhost:{other}")))
        yield f"http://127.0.0.1:{port}"
