"""A real model server on a real port, that misbehaves when told to."""

import json
import select
import socket
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler
from types import MappingProxyType
from typing import Final, Literal

from tenacity import retry, retry_if_exception_type, stop_after_delay, wait_fixed

from bench.loopback import listening
from tests.guided_answer import Guide, guided
from tests.redis_process import free_port

Fault = Literal["failing", "later", "too many", "slow", "cut", "garbage", "refuse", "unauthorized"]
Oddity = Literal[
    "rubbish", "empty", "cut off", "declined", "filtered", "tool call", "thoughts", "reasoning"
]
"""Of an answer that comes with a 200."""

_NO_HEADERS: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass
class ModelPeer:
    """What the server answers, and what it was asked.

    `faults` are used up one a request, `oddities` one an answer. `keeps` are the forms that it
    holds its model to, `unknown` the fields that it refuses. `served` are the models it knows:
    others get a 404. `most` are the choices it gives at once, however many are asked for.
    `retry_after` is what it says when it is to be asked later.
    """

    answer: Callable[[str], str] = lambda _prompt: 'say "hello"'
    faults: deque[Fault | None] = field(default_factory=deque)
    oddities: deque[Oddity | None] = field(default_factory=deque)
    keeps: frozenset[Guide] = frozenset()
    unknown: frozenset[str] = frozenset()
    retry_after: str = "1"
    served: set[str] = field(default_factory=lambda: {"errands-base"})
    most: int = 8
    live: dict[str, str] = field(default_factory=dict)
    canary: dict[str, object] = field(default_factory=dict)
    asked: list[dict[str, object]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    headers: list[Message] = field(default_factory=list)
    waiting: threading.Event = field(default_factory=threading.Event)
    aborted: threading.Event = field(default_factory=threading.Event)
    port: int = field(default_factory=free_port)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def models(self) -> list[object]:
        return [body["model"] for body in self.asked]


@contextmanager
def model_peer(peer: ModelPeer) -> Iterator[ModelPeer]:
    """Serves until the block ends; a peer that had a port gets it again."""
    with ExitStack() as block:
        peer.port = _begin(block, peer)
        yield peer


@retry(
    retry=retry_if_exception_type(OSError),
    stop=stop_after_delay(20),
    wait=wait_fixed(0.1),
    reraise=True,
)
def _begin(block: ExitStack, peer: ModelPeer) -> int:
    """Others may have its port for a moment, between two servers that have it."""
    return block.enter_context(listening(_handler(peer), peer.port))


def _handler(peer: ModelPeer) -> type[BaseHTTPRequestHandler]:
    class Handler(_Handler):
        pass

    Handler.peer = peer
    return Handler


def _first_words(body: dict[str, object]) -> str:
    """Of the person; what is said later is about the model's own answers."""
    match body["messages"]:
        case list(messages):
            return next(str(m["content"]) for m in messages if m["role"] == "user")
        case other:
            raise AssertionError(other)


def odd_completion(odd: Oddity | None, text: str) -> dict[str, object]:
    match odd:
        case "rubbish":
            text = "Well, let me see what I could do here."
        case "empty" | "declined" | "filtered" | "tool call":
            text = ""
        case "thoughts":
            text = f"<think>click 99</think>\n{text}"
        case "cut off" | "reasoning" | None:
            pass
    return {"text": text, "finish_reason": "length" if odd == "cut off" else "stop"}


def odd_chat(odd: Oddity | None, text: str) -> dict[str, object]:
    message: dict[str, object] = {"role": "assistant", "content": text}
    reason = "stop"
    match odd:
        case "rubbish":
            message["content"] = "Well, let me see what I could do here."
        case "empty":
            message["content"] = ""
        case "cut off":
            reason = "length"
        case "declined":
            message |= {"content": None, "refusal": "I can't help with that."}
        case "filtered":
            message["content"] = ""
            reason = "content_filter"
        case "tool call":
            call = {
                "id": "c1",
                "type": "function",
                "function": {"name": "click", "arguments": "{}"},
            }
            message |= {"content": None, "tool_calls": [call]}
            reason = "tool_calls"
        case "thoughts":
            parts = [{"type": "text", "text": "<think>click 99</think>\n"}]
            message["content"] = [*parts, {"type": "text", "text": text}]
        case "reasoning":
            message["reasoning_content"] = "It is\nthe only one."
        case None:
            pass
    return {"message": message, "finish_reason": reason}


class _Handler(BaseHTTPRequestHandler):
    peer: ModelPeer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        table = {"live": self.peer.live, "canary": self.peer.canary}
        self._send(200, {**table, "loaded": sorted(self.peer.served)})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.peer.asked.append(body)
        self.peer.headers.append(self.headers)
        self.peer.paths.append(self.path)
        match self.peer.faults.popleft() if self.peer.faults else None:
            case "failing":
                self._send(503, {"error": "starting"})
            case "later":
                self._send(503, {"error": "full"}, {"Retry-After": self.peer.retry_after})
            case "too many":
                self._send(429, {"error": "too many"}, {"Retry-After": self.peer.retry_after})
            case "slow":
                self._wait_for_abort()
            case "cut":
                self._cut()
            case "garbage":
                self._send_bytes(200, b"<html>not a model</html>")
            case "refuse":
                self._send(400, {"error": "the prompt is too long"})
            case "unauthorized":
                self._send(401, {"error": f"No such key: {self.headers['Authorization']}"})
            case None:
                self._complete(body)

    def _complete(self, body: dict[str, object]) -> None:
        if body["model"] not in self.peer.served:
            self._send(404, {"error": f"The model {body['model']} does not exist."})
            return
        if unknown := next((name for name in body if name in self.peer.unknown), None):
            self._send(400, {"error": {"message": f"Unknown: {unknown}", "param": unknown}})
            return
        asked = body.get("n", 1)
        count = min(asked, self.peer.most) if isinstance(asked, int) else 1
        usage = {
            "prompt_tokens": 100,
            "completion_tokens": 5 * count,
            "prompt_tokens_details": {"cached_tokens": 64},
        }
        choices = [self._choice(body) for _ in range(count)]
        self._send(200, {"model": body["model"], "choices": choices, "usage": usage})

    def _choice(self, body: dict[str, object]) -> dict[str, object]:
        odd = self.peer.oddities.popleft() if self.peer.oddities else None
        if "messages" not in body:
            return odd_completion(odd, self.peer.answer(str(body["prompt"])))
        prompt = _first_words(body)
        line = "hello" if "Write the word hello" in prompt else self.peer.answer(prompt)
        return odd_chat(odd, guided(body, line, self.peer.keeps))

    def _wait_for_abort(self) -> None:
        self.peer.waiting.set()
        readable, _, _ = select.select([self.connection], [], [], 20)
        if readable and self.connection.recv(1) == b"":
            self.peer.aborted.set()
        self.close_connection = True

    def _cut(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b'{"model": "err')
        self.wfile.flush()
        self.connection.shutdown(socket.SHUT_RDWR)
        self.close_connection = True

    def _send(
        self, status: int, body: dict[str, object], headers: Mapping[str, str] = _NO_HEADERS
    ) -> None:
        self._send_bytes(status, json.dumps(body).encode(), headers)

    def _send_bytes(
        self, status: int, body: bytes, headers: Mapping[str, str] = _NO_HEADERS
    ) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the base's name
        """Quiet: the tests read `asked`."""
