"""The rooms that people of the soak book: the same two pages in memory and over HTTP."""

import re
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Final

from bench.loopback import listening
from errands.backends.memory_site import Group, Page, Part, Site
from errands.contracts.observation import Role, SectionKind

MEMORY_HOST: Final = "rooms.test"
BOOK: Final = "Book it"
YES: Final = "yes"
BOOKED: Final = "It is booked."
_ROOMS: Final = """<!doctype html><title>Rooms</title><p>Total €240</p>
<form method="post" action="/{visitor}/done"><button>Confirm booking</button></form>"""
_DONE: Final = """<!doctype html><title>Done</title><p>Reference: QX7</p>
<a href="/{visitor}">Search again</a>"""


def in_memory(visitor: str) -> Site:
    rooms = (
        Part(role=Role.PARAGRAPH, name="Total €240"),
        Part(role=Role.BUTTON, name="Confirm booking", to=f"/{visitor}/done"),
    )
    done = (
        Part(role=Role.PARAGRAPH, name="Reference: QX7"),
        Part(role=Role.LINK, name="Search again", to=f"/{visitor}"),
    )
    home = f"http://{MEMORY_HOST}/{visitor}"
    return {
        url: Page(title=title, groups=(Group(kind=SectionKind.FORM, name="Form", parts=parts),))
        for url, title, parts in ((home, "Rooms", rooms), (f"{home}/done", "Done", done))
    }


def books(prompt: str) -> str:
    """A model's line: to the question, and with the yes to the booking."""
    page = prompt.rpartition("<page")[2]
    confirm = re.search(r'"Confirm booking" \[(\d+)\]', page)
    again = re.search(r'"Search again" \[(\d+)\]', page)
    wish = re.findall(r"^user: (.*)$", prompt, re.MULTILINE)[-1]
    if confirm is not None:
        return f"click {confirm[1]}"
    if again is not None and wish == BOOK:
        return f"click {again[1]}"
    return f'say "{BOOKED}"'


class Register:
    """Every booking of a visitor: a line in a file, which processes append to."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()

    def add(self, visitor: str) -> None:
        with self._lock, self._path.open("a") as file:
            file.write(f"{visitor}\n")

    def bookings(self) -> Counter[str]:
        return Counter(self._path.read_text().split() if self._path.exists() else ())


@contextmanager
def over_http(register: Register) -> Iterator[str]:
    """The host that serves them."""

    class Handler(_Handler):
        booked = register

    with listening(Handler) as port:
        yield f"127.0.0.1:{port}"


class _Handler(BaseHTTPRequestHandler):
    booked: Register

    def do_GET(self) -> None:
        visitor = self.path.strip("/").partition("/")[0]
        page = _DONE if self.path.endswith("/done") else _ROOMS
        body = page.format(visitor=visitor).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.booked.add(self.path.strip("/").partition("/")[0])
        self.send_response(303)
        self.send_header("Location", self.path)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the base's name
        """Quiet."""
