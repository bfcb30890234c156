"""The real model server's askers, against a peer that answers at once."""

import asyncio
import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from typing import ClassVar

import httpx
import pytest

from bench.capacity.measured import RESULTS, Measured
from bench.capacity.served import Alone, Heard, Peer, report, simulated, together
from bench.capacity.talk import BLOCK, KEPT, SHARED, TOKENS, Talk
from bench.loopback import listening
from bench.results import read_rows, read_section

ON_RECORD = Measured.on_record()
ALONE = Alone(known=0.1, strange=0.2, token=0.02)


def _in_common(one: list[int], other: list[int]) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b), len(one))


def test_a_turns_prompts_share_what_is_cached_of_them() -> None:
    talk = Talk(random.Random(1))  # noqa: S311
    first = talk.first(0)
    later = talk.later()
    other = talk.first(0)
    assert _in_common(first, later) == KEPT
    assert _in_common(later, other) == SHARED
    assert _in_common(other, Talk(random.Random(2)).first(1)) == 0  # noqa: S311
    assert {len(first), len(later), len(other)} == {TOKENS}


def test_what_is_cached_of_prompts_is_as_on_record() -> None:
    layout = read_rows(read_section(RESULTS.read_text(), "make bench-layout"), "form")
    row = next(r for r in layout if (r["form"], r["block"]) == ("written once", str(BLOCK)))
    assert int(row["tokens each"]) == TOKENS
    for tokens, column in ((SHARED, "first of a turn"), (KEPT, "later")):
        share = float(row[column].removesuffix("%")) / 100
        assert tokens / TOKENS == pytest.approx(share, abs=BLOCK / TOKENS / 2)


def test_each_asker_asks_its_own_adapter_and_all_is_counted() -> None:
    with _peer() as (address, bodies):
        heard = asyncio.run(_asked(address))
    assert len(bodies) >= len(heard.asked) > 0
    assert {body["model"] for body in bodies} == {"one", "two"}
    assert all(body["ignore_eos"] and body["max_tokens"] >= 1 for body in bodies)
    lines = list(report(ALONE, {2: heard}, ON_RECORD))
    assert lines[-1].startswith("| 2 |")


def test_alone_a_question_takes_what_it_took_alone() -> None:
    told = simulated(1, ALONE, ON_RECORD, 100)
    later = 1 - 1 / ON_RECORD.errand.steps
    prompts = later * ALONE.known + (1 - later) * ALONE.strange
    took = sum(told.asked) / len(told.asked)
    assert took == pytest.approx(prompts + ON_RECORD.server.decode.mean, rel=0.05)


async def _asked(address: str) -> Heard:
    async with httpx.AsyncClient(base_url=address) as client:
        return await together(Peer(client, ["one", "two"]), 2, ALONE, ON_RECORD, 1.5)


@contextmanager
def _peer() -> Iterator[tuple[str, list[dict[str, object]]]]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        bodies: ClassVar[list[dict[str, object]]] = []

        def do_POST(self) -> None:
            self.bodies.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the base's name
            """Quiet."""

    with listening(Handler) as port:
        yield f"http://127.0.0.1:{port}", Handler.bodies
