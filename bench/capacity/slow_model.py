"""A model and a site that take a known time: what is left to chance is the queue."""

import json
import random
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Final

from bench.loopback import listening

_BUTTON: Final = re.compile(r'link "Next" \[(\d+)\]')
_PAGE: Final = """<!doctype html><title>{title}</title><h1>Page {number}</h1>
<a href="/{following}">Next</a>"""
GO, STOP = "Go", "Stop"


@dataclass
class SlowModel:
    """Answers after `seconds`, at most `places` at once. It presses on until the page says stop."""

    seconds: float
    places: int
    steps: float
    """Of a turn, on average: each further page is the last with a chance of 1 in so many."""
    dice: random.Random = field(default_factory=lambda: random.Random(1))  # noqa: S311 a simulation's
    room: threading.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        self.room = threading.Semaphore(self.places)

    def line(self, prompt: str) -> str:
        page = prompt.rpartition("<page")[2]
        button = _BUTTON.search(page)
        if button is None or f'title="{STOP}"' in page:
            return 'say "That was it."'
        return f"click {button[1]}"

    def page(self, number: int) -> str:
        last = self.dice.random() < 1 / self.steps
        title = STOP if last else GO
        return _PAGE.format(title=title, number=number, following=number + 1)


@contextmanager
def serving(model: SlowModel) -> Iterator[str]:
    """The address of both: pages by number, completions, and a table without adapters."""

    class Handler(_Handler):
        pass

    Handler.model = model
    with listening(Handler) as port:
        yield f"http://127.0.0.1:{port}"


class _Handler(BaseHTTPRequestHandler):
    model: SlowModel
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self.path == "/adapters":
            self._send("application/json", json.dumps({"live": {}, "canary": {}, "loaded": []}))
        else:
            number = self.path.strip("/")
            page = self.model.page(int(number) if number.isdecimal() else 0)
            self._send("text/html", page)

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with self.model.room:
            time.sleep(self.model.seconds)
        choices = [{"text": self.model.line(body["prompt"])}]
        self._send("application/json", json.dumps({"model": body["model"], "choices": choices}))

    def _send(self, kind: str, text: str) -> None:
        body = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the base's name
        """Quiet."""
