"""A Redis, an API, a reconciler and workers, for as long as a measurement needs them."""

import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit
from uuid import uuid4

import httpx
import psutil

from bench.process import Server, running
from bench.recovery.instant import HOST, START
from errands.backends.redis_connection import connect
from errands.backends.redis_keys import RedisKeys
from errands.backends.redis_leases import RedisLeases
from errands.backends.redis_sessions import RedisSessions
from errands.backends.redis_turns import RedisTurns
from errands.contracts.ids import SessionId, TenantId
from errands.contracts.profile import Profile
from errands.contracts.session import HostPolicy, Limits, Session
from learning.demo_web import free_port
from services.api.auth import new_key

TENANT: Final = TenantId("bench")
PATIENCE: Final = 120.0


@dataclass
class House:
    """`environment` is that of all its processes."""

    folder: Path
    environment: dict[str, str]
    redis_url: str
    api: str
    started: list[psutil.Process] = field(default_factory=list)
    lasting: list[psutil.Process] = field(default_factory=list)
    """The API, the reconciler, and Redis as it runs now."""

    @property
    def seen(self) -> Path:
        return self.folder / "seen"

    def times(self) -> list[float]:
        return [float(line) for line in self.seen.read_text().split()] if self.seen.exists() else []

    def start(self, *words: str) -> psutil.Process:
        """A process of Python's; it ends with the house."""
        log = (self.folder / f"{len(self.started)}.log").open("wb")
        with log:
            process = psutil.Popen(
                [sys.executable, "-m", *words],
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.started.append(process)
        return process

    def instant_worker(self, *, chromium: bool = False) -> psutil.Process:
        name = f"instant-{len(self.started)}"
        more = ("--chromium",) if chromium else ()
        return self.start("bench.recovery.instant", name, str(self.seen), *more)

    def restart_redis(self) -> None:
        """As after a power cut: what its log of appends holds is there again."""
        self.end([self.lasting.pop()])
        self.start_redis()

    def start_redis(self) -> None:
        data = self.folder / "redis"
        data.mkdir(parents=True, exist_ok=True)
        port = str(urlsplit(self.redis_url).port)
        process = psutil.Popen(
            [
                *("redis-server", "--bind", "127.0.0.1", "--port", port, "--dir", str(data)),
                *("--appendonly", "yes", "--maxmemory-policy", "noeviction", "--save", ""),
            ],
            stdout=subprocess.DEVNULL,
        )
        self.started.append(process)
        self.lasting.append(process)

    def end(self, processes: Sequence[psutil.Process]) -> None:
        """All at once, with what they have started."""
        family = [
            one
            for process in processes
            if process.is_running()
            for one in (process, *process.children(recursive=True))
        ]
        for process in family:
            process.kill()
        psutil.wait_procs(family, timeout=10)


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What a measurement asks."""

    sessions: RedisSessions
    turns: RedisTurns
    leases: RedisLeases
    client: httpx.AsyncClient
    commands: Callable[[], Awaitable[int]]
    """How many Redis has been sent since it was started."""


@contextmanager
def house(folder: Path, **settings: str) -> Iterator[House]:
    with ExitStack() as stack:
        redis_port, api_port = free_port(), free_port()
        redis_url = f"redis://127.0.0.1:{redis_port}/0"
        given = {
            "REDIS_URL": redis_url,
            "BROKER_URL": f"redis://127.0.0.1:{redis_port}/1",
            "API_PORT": str(api_port),
            "ALLOW_LOCAL_HOSTS": "true",
            "KEY_POSTS_A_MINUTE": "0",
            "FILES": str(folder / "files"),
            "RECORDINGS": str(folder / "recordings"),
            "WORKER_METRICS_PORT": "0",
            "RECONCILER_METRICS_PORT": "0",
            "LOG_LEVEL": "WARNING",
            **settings,
        }
        inherited = dict(os.environ)  # noqa: TID251 handed on, not read
        environment = inherited | {f"ERRANDS_{name}": value for name, value in given.items()}
        api = f"http://127.0.0.1:{api_port}"
        made = House(folder, environment, redis_url, api)
        stack.callback(lambda: made.end(made.started))
        made.start_redis()
        server = Server(
            name="API",
            words=[sys.executable, "-m", "services.api"],
            ready=f"{api}/readyz",
            patience=PATIENCE,
            log=folder / "api.log",
            environment=environment,
        )
        before = set(psutil.Process().children())
        stack.enter_context(running(server))
        api_processes = set(psutil.Process().children()) - before
        reconciler = made.start("services.worker.reconciler")
        made.lasting = [*api_processes, reconciler, *made.lasting]
        yield made


@asynccontextmanager
async def desk(house: House) -> AsyncIterator[Desk]:
    key, text = new_key(TENANT)
    headers = {"Authorization": f"Bearer {text}"}
    async with (
        connect(house.redis_url) as redis,
        httpx.AsyncClient(base_url=house.api, headers=headers, timeout=PATIENCE) as client,
    ):

        async def commands() -> int:
            return int((await redis.info("stats"))["total_commands_processed"])

        await RedisKeys(redis).add(key)
        yield Desk(
            sessions=RedisSessions(redis),
            turns=RedisTurns(redis),
            leases=RedisLeases(redis),
            client=client,
            commands=commands,
        )


def a_session(start_url: str = START, host: str = HOST) -> Session:
    return Session(
        id=SessionId(f"ses_{uuid4().hex}"),
        tenant=TENANT,
        start_url=start_url,
        profile=Profile.of({}),
        hosts=HostPolicy(allowed=(host,), allow_local=True),
        limits=Limits(max_steps=200),
        created_at=time.time(),
    )
