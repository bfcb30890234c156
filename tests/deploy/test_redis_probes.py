"""What is asked of Redis tells one that answers from one that can't serve yet."""

import os
import socketserver
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import yaml

from stack.layout import ROOT
from tests.deploy.manifests import OVERLAYS, containers
from tests.deploy.programs import installed

LOADING = b"-LOADING Redis is loading the dataset in memory\r\n"


def _asked() -> Iterator[tuple[str, list[str]]]:
    compose = yaml.safe_load((ROOT / "deploy/compose.yaml").read_text())
    yield "compose", compose["services"]["redis"]["healthcheck"]["test"][1:]
    for overlay in OVERLAYS:
        for one in containers(overlay):
            if one.spec["name"] == "redis":
                for kind in ("startupProbe", "readinessProbe"):
                    yield f"{overlay}: {kind}", one.probes[kind]["exec"]["command"]


ASKED = [pytest.param(words, id=name) for name, words in _asked()]


@pytest.mark.parametrize("words", ASKED)
@pytest.mark.parametrize(
    ("answer", "ready"), [(b"+PONG\r\n", True), (LOADING, False)], ids=["answers", "loads"]
)
def test_redis_is_ready_once_it_answers_without_an_error(
    words: list[str], answer: bytes, *, ready: bool
) -> None:
    with _answering(answer) as port:
        assert (_ended(words, port) == 0) is ready


def test_a_redis_that_loads_its_file_lives() -> None:
    (one,) = (c for c in containers("cpu") if c.spec["name"] == "redis")
    with _answering(LOADING) as port:
        assert _ended(one.probes["livenessProbe"]["exec"]["command"], port) == 0


def _ended(words: list[str], port: int) -> int:
    program, *rest = words
    return subprocess.run(  # noqa: S603 words of our manifests only
        [installed(program), "-p", str(port), *rest],
        capture_output=True,
        check=False,
        timeout=20,
        env={"PATH": os.defpath},
    ).returncode


@contextmanager
def _answering(answer: bytes) -> Iterator[int]:
    """A peer that says the same to everything; its port on the loopback address."""

    class Peer(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            while self.request.recv(4096):
                self.request.sendall(answer)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Peer) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()
