"""The example of a receiver takes what is signed, once, and nothing else."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

import httpx
import pytest

from errands.backends.webhook_signature import signed
from services.wire.webhooks import message_of
from tests.ports.told import a_delivery

EXAMPLE = Path(__file__).resolve().parents[2] / "examples/webhook_receiver.py"
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
OTHER = "whsec_b3RoZXJvdGhlcm90aGVyb3RoZXI="
BODY = message_of(a_delivery(1), None)


@dataclass(frozen=True)
class Running:
    url: str
    said: IO[str]

    def send(self, body: str, **headers: str) -> int:
        return httpx.post(self.url, content=body, headers=headers).status_code


@pytest.fixture
def running() -> Iterator[Running]:
    words = [sys.executable, str(EXAMPLE), "--secret", SECRET, "--port", "0"]
    with subprocess.Popen(  # noqa: S603 our own words only
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        said = re.search(r"http://\S+", cast("IO[str]", process.stderr).readline())
        assert said is not None
        yield Running(said[0], cast("IO[str]", process.stdout))
        process.terminate()


def test_what_is_signed_is_taken_once(running: Running) -> None:
    for name in ("msg_1", "msg_1", "msg_2"):
        headers = signed(name, BODY, time.time(), [OTHER, SECRET])
        assert running.send(BODY, **headers) == 204
    lines = [running.said.readline() for _ in range(2)]
    assert [line.split(" ")[0] for line in lines] == ["step.taken"] * 2


def test_what_is_not_signed_so_is_refused(running: Running) -> None:
    now = time.time()
    good = signed("msg_1", BODY, now, [SECRET])
    assert running.send(BODY) == 401
    assert running.send(f"{BODY} ", **good) == 401
    assert running.send(BODY, **signed("msg_1", BODY, now, [OTHER])) == 401
    assert running.send(BODY, **signed("msg_1", BODY, now - 3600, [SECRET])) == 401
    assert running.send(BODY, **{**good, "webhook-id": "msg_2"}) == 401
    assert running.send(BODY, **good) == 204
