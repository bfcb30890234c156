"""A real worker, a real site and a real model server, for tests that break them."""

import asyncio
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Literal, TypeVar
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psutil
from pydantic import SecretStr
from redis.asyncio import Redis

from bench.loopback import listening
from errands.backends.celery_hints import CeleryHints, celery_app
from errands.backends.redis_connection import connect
from errands.backends.redis_events import RedisEvents
from errands.backends.redis_journal import RedisJournal
from errands.backends.redis_leases import RedisLeases
from errands.backends.redis_sessions import RedisSessions
from errands.backends.redis_state import RedisState
from errands.backends.redis_turns import RedisTurns
from errands.contracts.event import Event
from errands.contracts.ids import SessionId, SlotName, TenantId, TurnId
from errands.contracts.profile import Profile
from errands.contracts.session import HostPolicy, Session
from errands.contracts.turn import Turn
from tests.living import lives
from tests.model_peer import ModelPeer

_T = TypeVar("_T")

FORM = """<!doctype html><title>Notes</title><h1>Notes</h1>
<form method="post" action="/notes"><label>Name <input name="name"></label>
<button>{button}</button></form>"""
SAVED = """<!doctype html><title>Saved</title><h1>Saved for {name}</h1><p>Thank you.</p>"""


Front = Literal["form", "redirects for ever", "never answers", "is sent for ever"]


@dataclass
class Site:
    """A form whose every POST is counted; `held` and `go` hold one up in the middle.

    `front` is how its first page behaves; `script` runs on that page.
    """

    button: str = "Continue"
    form: str = FORM
    front: Front = "form"
    script: str = ""
    posts: list[str] = field(default_factory=list)
    holds: bool = False
    held: threading.Event = field(default_factory=threading.Event)
    go: threading.Event = field(default_factory=threading.Event)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"


@contextmanager
def local_site(site: Site) -> Iterator[Site]:
    class Handler(_SiteHandler):
        pass

    Handler.site = site
    with listening(Handler) as site.port:
        try:
            yield site
        finally:
            site.go.set()


class _SiteHandler(BaseHTTPRequestHandler):
    site: Site

    def do_GET(self) -> None:
        if self.path.startswith("/saved/"):
            self._page(SAVED.format(name=self.path.rpartition("/")[2]))
        elif self.path.partition("?")[0] == "/":
            self._front()
        else:
            self.send_error(404)

    def _front(self) -> None:
        match self.site.front:
            case "form":
                form = self.site.form.format(button=self.site.button)
                script = f"<script>{self.site.script}</script>" if self.site.script else ""
                self._page(form + script)
            case "redirects for ever":
                self.send_response(302)
                self.send_header("Location", f"/?{uuid4().hex}")
                self.end_headers()
            case "never answers":
                self.site.go.wait(120)
            case "is sent for ever":
                self._endless()

    def _endless(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        with suppress(OSError):  # whoever reads it hangs up
            while not self.site.go.is_set():
                self.wfile.write(b"<p>word " * 10_000)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        name = body.partition("=")[2]
        self.site.posts.append(name)
        if self.site.holds:
            self.site.held.set()
            self.site.go.wait(30)
        self.send_response(303)
        self.send_header("Location", f"/saved/{name}")
        self.end_headers()

    def _page(self, html: str) -> None:
        body = html.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the base's name
        """Quiet: the tests read `posts`."""


@dataclass
class Script:
    """A model that fills the form and presses its button; it may be held up before any line."""

    button: str = "Continue"
    hold_before: str = ""
    held: threading.Event = field(default_factory=threading.Event)
    go: threading.Event = field(default_factory=threading.Event)

    def __call__(self, prompt: str) -> str:
        line = self._line(prompt)
        if self.hold_before and line.startswith(self.hold_before):
            self.held.set()
            self.go.wait(60)
        return line

    def _line(self, prompt: str) -> str:
        page = prompt.rpartition("<page")[2]
        if 'title="Saved"' in page:
            return 'say "It is saved."'
        name = re.search(r'"Name" \[(\d+)\]', page)
        button = re.search(rf'"{self.button}" \[(\d+)\]', page)
        if name is None or button is None:
            return 'say "I see no form."'
        if f"fill {name[1]}" in page:
            return f"click {button[1]}"
        return f'fill {name[1]} "Maya"'


@dataclass
class Bench:
    """The stores as the API would use them, on the test's own loop."""

    redis: Redis
    redis_url: str
    site: Site
    hints: CeleryHints

    async def session(self, secrets: dict[SlotName, SecretStr] | None = None) -> Session:
        known = secrets or {}
        session = Session(
            id=SessionId(uuid4().hex),
            tenant=TenantId("t"),
            start_url=self.site.url,
            profile=Profile.of({}, tuple(known)),
            hosts=HostPolicy(allowed=(f"127.0.0.1:{self.site.port}",), allow_local=True),
            created_at=time.time(),
        )
        await RedisSessions(self.redis).create(session, known)
        return session

    async def say(self, session: Session, message: str, *, hint: bool = True) -> Turn:
        turn = Turn(
            id=TurnId(uuid4().hex),
            session=session.id,
            number=0,
            message=message,
            created_at=time.time(),
        )
        added = await RedisTurns(self.redis).add(turn, None)
        if hint:
            await self.hints.send(session.id)
        return added

    async def ended(self, turn: Turn, seconds: float = 60) -> Turn:
        async def look() -> Turn | None:
            now = await self.turns.get(turn.session, turn.id)
            return now if now.ended else None

        return await until(look, seconds)

    async def events(self, session: Session) -> list[Event]:
        found: list[Event] = []
        following = RedisEvents(self.redis, heartbeat=0.05).follow(session.id, None)
        async for logged in following:
            if logged is None:
                break
            found.append(logged.event)
        return found

    @property
    def turns(self) -> RedisTurns:
        return RedisTurns(self.redis)

    @property
    def sessions(self) -> RedisSessions:
        return RedisSessions(self.redis)

    @property
    def journal(self) -> RedisJournal:
        return RedisJournal(self.redis)

    @property
    def states(self) -> RedisState:
        return RedisState(self.redis)

    @property
    def leases(self) -> RedisLeases:
        return RedisLeases(self.redis)


def broker_of(redis_url: str) -> str:
    return urlunsplit(urlsplit(redis_url)._replace(path="/1"))


@asynccontextmanager
async def bench(redis_url: str, site: Site, broker_url: str = "") -> AsyncIterator[Bench]:
    hints = CeleryHints(celery_app(broker_url or broker_of(redis_url), "errands-test"))
    async with connect(redis_url) as redis:
        yield Bench(redis, redis_url, site, hints)
    await hints.close()


@dataclass
class Processes:
    """Starts workers and reconcilers; ends them, and all they started, by their ids."""

    redis_url: str
    peer: ModelPeer
    folder: Path
    lease_seconds: float = 3
    log_level: str = "INFO"
    pictures: bool = False
    browser_max_bytes: int = 0
    page_max_bytes: int = 1024**3
    leave_seconds: float = 30
    stuck_seconds: float = 60
    allow_local_hosts: bool = False
    traces_url: str = ""
    closed_hours: float = 24
    """How long a closed session stays; its recordings go with it."""
    broker_url: str = ""
    """Database 1 of the same server unless given."""
    more: dict[str, str] = field(default_factory=dict)
    """Other settings, by their names in capitals."""
    _started: list[psutil.Process] = field(default_factory=list)
    _seen: set[psutil.Process] = field(default_factory=set)

    def worker(self, name: str | None = None) -> psutil.Popen:
        return self.start("services.worker", *(() if name is None else ("--name", name)))

    def reconciler(self) -> psutil.Popen:
        return self.start("services.worker.reconciler")

    def start(self, module: str, *arguments: str) -> psutil.Popen:
        """Any program that reads the settings of a worker."""
        settings = {
            "REDIS_URL": self.redis_url,
            "BROKER_URL": self.broker_url,
            "MODEL_URL": f"{self.peer.url}/v1",
            "MODEL_NAME": "errands-base",
            "ADAPTERS_URL": self.peer.url,
            "RECORDINGS": str(self.folder / "recordings"),
            "FILES": str(self.folder / "files"),
            "CLOSED_HOURS": str(self.closed_hours),
            "CLOSED_RECORDINGS": "1",
            "RECORDINGS_PICTURES": str(self.pictures),
            "BROWSER_MAX_BYTES": str(self.browser_max_bytes),
            "PAGE_MAX_BYTES": str(self.page_max_bytes),
            "WORKER_METRICS_PORT": "0",
            "RECONCILER_METRICS_PORT": "0",
            "LEAVE_SECONDS": str(self.leave_seconds),
            "STUCK_SECONDS": str(self.stuck_seconds),
            "ALLOW_LOCAL_HOSTS": str(self.allow_local_hosts),
            "LEASE_SECONDS": str(self.lease_seconds),
            "RECONCILE_SECONDS": "0.5",
            "TRACES_URL": self.traces_url,
            "LOG_JSON": "1",
            "LOG_LEVEL": self.log_level,
        }
        ours = {f"ERRANDS_{name}": value for name, value in (settings | self.more).items()}
        path = self.folder / f"{len(self._started)}-{module}.log"
        with path.open("wb") as log:
            process = psutil.Popen(
                [sys.executable, "-m", module, *arguments],
                env={**os.environ, **ours},  # noqa: TID251 tests have no settings
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._started.append(process)
        return process

    def log(self) -> str:
        return "".join(path.read_text() for path in sorted(self.folder.glob("*.log")))

    def family(self, process: psutil.Process) -> list[psutil.Process]:
        """The process and all that it has started, remembered for the clean-up."""
        family = [process, *process.children(recursive=True)]
        self._seen.update(family)
        return family

    def child(self, worker: psutil.Process) -> psutil.Process:
        """The forked process that owns the browser."""
        (child,) = worker.children()
        return child

    def metrics_port(self, worker: psutil.Process) -> int:
        child = self.child(worker)
        (port,) = {c.laddr.port for c in child.net_connections() if c.status == "LISTEN"}
        return int(port)

    def left_behind(self) -> list[psutil.Process]:
        """What has been seen and still runs."""
        return [p for p in self._seen if lives(p)]

    async def exit_code(self, worker: psutil.Popen) -> int:
        """How it ended, once nothing is left of it either."""

        async def look() -> int | None:
            return None if self.left_behind() else worker.poll()

        return await until(look)

    def close(self) -> None:
        for process in self._started:
            if process.is_running():
                self.family(process)
        for process in self._seen | set(self._started):
            if process.is_running():
                process.kill()
        psutil.wait_procs(self._started, timeout=30)


def kill_at_once(processes: list[psutil.Process]) -> None:
    """SIGKILL to every one, stopped first so that none sees another die."""
    for number in (signal.SIGSTOP, signal.SIGKILL):
        for process in processes:
            if process.is_running():
                process.send_signal(number)


async def until(look: Callable[[], Awaitable[_T | None]], seconds: float = 60) -> _T:
    """The first thing `look` finds. Raises `TimeoutError`."""
    async with asyncio.timeout(seconds):
        while True:
            found = await look()
            if found is not None:
                return found
            await asyncio.sleep(0.02)


async def seen(event: threading.Event, seconds: float = 60) -> None:
    """Waits for a thread's event."""
    assert await asyncio.to_thread(event.wait, seconds)
