"""A page whose button counts up, and a model that always presses it."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from typing import Final

from bench.loopback import listening

PAGE: Final = b"""<!doctype html><title>Count</title><p id=so>0 so far</p>
<button onclick="so.textContent = ++n + ' so far'">Next</button><script>let n = 0</script>"""
THINKS: Final = 0.2
"""Seconds a line takes: about what a small model needs."""


@contextmanager
def page_and_model() -> Iterator[str]:
    """The host that both are served on: the page at `/`, the model below `/v1`."""
    with listening(_Handler) as port:
        yield f"127.0.0.1:{port}"


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self._answer("text/html", PAGE)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        time.sleep(THINKS)
        choice = {"message": {"role": "assistant", "content": "click 1"}}
        answer = {"model": "presses-next", "choices": [choice]}
        self._answer("application/json", json.dumps(answer).encode())

    def _answer(self, kind: str, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the base's name
        """Quiet."""
