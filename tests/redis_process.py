"""A real Redis of one's own: on a free loopback port, with its data in a given folder."""

import os
import shutil
import socket
import subprocess
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import redis
from redis.backoff import ConstantBackoff
from redis.retry import Retry

from tests.certificate import Certificate

_WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))  # noqa: TID251 xdist's own
_BEGIN = 10_240 + 700 * (_WORKER % 8)
_PORTS = (_BEGIN + number % 700 for number in count(os.getpid()))


def redis_binary() -> str | None:
    return shutil.which("redis-server")


def free_port() -> int:
    """One that stays free until it is bound, and again between two servers that have it.

    Kernels give away those from 32768 on by themselves, a sandbox's from 16000 on, and each of
    xdist's workers has its own.
    """
    for port in _PORTS:
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("it goes round for ever")


@dataclass
class RedisProcess:
    """Starts with `start`; keeps its port and data over `kill` and another `start`.

    With a `certificate` it speaks TLS and nothing else.
    """

    folder: Path
    options: tuple[str, ...] = ()
    certificate: Certificate | None = None
    port: int = field(default_factory=free_port)
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        if self.certificate is None:
            return f"redis://127.0.0.1:{self.port}/0"
        return f"rediss://127.0.0.1:{self.port}/0?ssl_ca_certs={self.certificate.authority}"

    def start(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 our own words only
            [
                *(redis_binary() or "redis-server", "--bind", "127.0.0.1"),
                *(*self._listening(), "--dir", str(self.folder)),
                *("--appendonly", "yes"),
                *("--maxmemory-policy", "noeviction", "--save", "", *self.options),
            ],
            stdout=subprocess.DEVNULL,
        )
        with self.client() as client:
            client.ping()

    def start_again(self) -> None:
        """Starts it unless it runs."""
        if self._process is None:
            self.start()

    def _listening(self) -> tuple[str, ...]:
        if self.certificate is None:
            return ("--port", str(self.port))
        return (
            *("--port", "0", "--tls-port", str(self.port), "--tls-auth-clients", "no"),
            *("--tls-cert-file", str(self.certificate.file)),
            *("--tls-key-file", str(self.certificate.key)),
            *("--tls-ca-cert-file", str(self.certificate.authority)),
        )

    def client(self) -> redis.Redis:
        """A blocking client that waits up to a minute for the server to answer."""
        patience = Retry(ConstantBackoff(0.05), 1200, (redis.ConnectionError, redis.TimeoutError))
        return redis.Redis.from_url(self.url, retry=patience)

    def kill(self) -> None:
        """SIGKILL."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
