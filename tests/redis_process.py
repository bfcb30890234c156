"""A real Redis of one's own: on a free loopback port, with its data in a given folder."""

import shutil
import socket
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import redis
from redis.backoff import ConstantBackoff
from redis.retry import Retry


def redis_binary() -> str | None:
    return shutil.which("redis-server")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class RedisProcess:
    """Starts with `start`; keeps its port and data over `kill` and another `start`."""

    folder: Path
    options: tuple[str, ...] = ()
    port: int = field(default_factory=free_port)
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 our own words only
            [
                *(redis_binary() or "redis-server", "--bind", "127.0.0.1"),
                *("--port", str(self.port), "--dir", str(self.folder)),
                *("--appendonly", "yes"),
                *("--maxmemory-policy", "noeviction", "--save", "", *self.options),
            ],
            stdout=subprocess.DEVNULL,
        )
        with self.client() as client:
            client.ping()

    def client(self) -> redis.Redis:
        """A blocking client that waits up to a minute for the server to answer."""
        patience = Retry(ConstantBackoff(0.05), 1200, (redis.ConnectionError, redis.TimeoutError))
        return redis.Redis.from_url(self.url, retry=patience)

    def kill(self) -> None:
        """SIGKILL, as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
