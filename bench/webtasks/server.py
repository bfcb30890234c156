"""Serves task pages on loopback and hears how each episode ends."""

import json
import mimetypes
from contextlib import ExitStack
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from threading import Event
from typing import Final, Self
from urllib.parse import unquote, urlsplit

from bench.loopback import listening
from bench.webtasks.pages import Episode, Pages
from errands.contracts.session import HostPolicy

FULL: Final = 1.0
"""The raw reward of an episode that was done wholly right."""


@dataclass(slots=True)
class Course:
    """How an episode went, as its own page told."""

    episode: Episode
    begun: Event = field(default_factory=Event)
    ended: Event = field(default_factory=Event)
    instruction: str = ""
    reward: float | None = None

    def hear(self, what: str, news: object) -> None:
        if what == "instruction" and not self.begun.is_set():
            self.instruction = str(news)
            self.begun.set()
        if what == "reward" and not self.ended.is_set():
            self.reward = float(str(news))
            self.ended.set()


class TaskServer:
    """A context manager; `host` is its `name:port` while it stands."""

    def __init__(self, pages: Pages) -> None:
        self._courses: dict[str, Course] = {}
        self._pages = pages
        self._open = ExitStack()
        self.host = ""

    def __enter__(self) -> Self:
        port = self._open.enter_context(listening(_handler(self._pages, self._courses)))
        self.host = f"127.0.0.1:{port}"
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def register(self, task: str, seed: int) -> Course:
        episode = Episode(task, seed, f"{len(self._courses) + 1}")
        self._courses[episode.id] = Course(episode)
        return self._courses[episode.id]

    @property
    def hosts(self) -> HostPolicy:
        """Of a session that plays here."""
        return HostPolicy(allowed=(self.host,), allow_local=True)

    def address(self, course: Course) -> str:
        return f"http://{self.host}/tasks/{course.episode.id}"


def _handler(pages: Pages, courses: dict[str, Course]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            """Nobody reads it."""

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path).strip("/")
            head, _, rest = path.partition("/")
            if head == "tasks" and rest in courses:
                page = pages.page(courses[rest].episode)
                return self._answer(page.encode(), "text/html; charset=utf-8")
            file = pages.shared(path)
            if file is None:
                return self.send_error(HTTPStatus.NOT_FOUND)
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            return self._answer(file.read_bytes(), kind)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            head, number, what = self.path.strip("/").split("/")
            if head != "episodes" or number not in courses:
                return self.send_error(HTTPStatus.NOT_FOUND)
            courses[number].hear(what, json.loads(body))
            return self._answer(b"{}", "application/json")

        def _answer(self, body: bytes, kind: str) -> None:
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    return Handler
