"""Pages on a loopback port, and the Chromium that looks at them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler

import pytest

from bench.loopback import listening
from errands.settings import Settings

PAGE_HEAD = "<!doctype html><html lang=en><meta charset=utf-8><title>Test</title>"


class PageServer:
    """Serves `pages` by path; a page that is an address is a redirect to it."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}
        self.asked: list[str] = []
        self.sent: list[str] = []
        pages, asked, sent = self.pages, self.asked, self.sent

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                asked.append(self.path)
                page = pages.get(self.path.partition("?")[0])
                body = b"" if page is None else page.encode()
                if page is None:
                    self.send_response(404)
                elif page.startswith("http"):
                    self.send_response(302)
                    self.send_header("Location", page)
                    body = b""
                else:
                    self.send_response(200)
                    kind = "text/csv" if self.path.endswith(".csv") else "text/html; charset=utf-8"
                    self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                sent.append(body.decode(errors="replace"))
                self.do_GET()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Quiet."""

        self._handler = Handler
        self.host = ""

    def put(self, path: str, body: str) -> str:
        """A page of this body; returns its address."""
        self.pages[path] = body if body.startswith("http") else PAGE_HEAD + body
        return f"http://{self.host}{path}"

    @contextmanager
    def running(self) -> Iterator["PageServer"]:
        with listening(self._handler) as port:
            self.host = f"127.0.0.1:{port}"
            yield self


def chromium_path() -> str:
    """Where Chromium is; the test is skipped where there is none, and fails in CI."""
    found = Settings().chromium
    if found.exists():
        return str(found)
    if os.environ.get("CI"):  # noqa: TID251 tests have no settings
        pytest.fail("Chromium is not installed")
    pytest.skip("Chromium is not installed")
