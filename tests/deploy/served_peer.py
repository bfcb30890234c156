"""A model server on a real port: our own bound on requests, vLLM's names, a scripted answer.

It takes adapters in and out as vLLM does. What it counts of itself has vLLM's metric names, which
`test_watching` holds to vLLM's source, and made-up values.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import uvicorn
from prometheus_client import (
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from services.inference.admission import Admission


@dataclass
class ServedPeer:
    """`answer` is asked for each line."""

    answer: Callable[[str], str]
    port: int
    loaded: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.registry = CollectorRegistry()
        kept = {"registry": self.registry}
        Gauge("vllm:num_requests_running", "", **kept).set(1)
        Gauge("vllm:num_requests_waiting", "", **kept).set(0)
        waiting = Gauge("vllm:num_requests_waiting_by_reason", "", ["reason"], **kept)
        for reason in ("capacity", "deferred"):
            waiting.labels(reason).set(0)
        Gauge("vllm:kv_cache_usage_perc", "", **kept).set(0.1)
        self._first = Histogram("vllm:time_to_first_token_seconds", "", **kept)
        self._prompt = Counter("vllm:prompt_tokens", "", **kept)
        self._made = Counter("vllm:generation_tokens", "", **kept)

    def application(self) -> Starlette:
        routes = [
            Route("/health", self._health),
            Route("/metrics", self._metrics),
            Route("/v1/models", self._models),
            Route("/v1/load_lora_adapter", self._load, methods=["POST"]),
            Route("/v1/unload_lora_adapter", self._unload, methods=["POST"]),
            Route("/v1/completions", self._complete, methods=["POST"]),
        ]
        return Starlette(routes=routes, middleware=[Middleware(Admission)])

    async def _health(self, _: Request) -> Response:
        return Response()

    async def _metrics(self, _: Request) -> Response:
        return Response(generate_latest(REGISTRY) + generate_latest(self.registry))

    async def _models(self, _: Request) -> Response:
        base = {"id": "errands-base", "parent": None}
        adapters = [{"id": name, "parent": "errands-base"} for name in sorted(self.loaded)]
        return JSONResponse({"data": [base, *adapters]})

    async def _load(self, request: Request) -> Response:
        self.loaded.add((await request.json())["lora_name"])
        return Response("loaded")

    async def _unload(self, request: Request) -> Response:
        self.loaded.discard((await request.json())["lora_name"])
        return Response("unloaded")

    async def _complete(self, request: Request) -> Response:
        body = await request.json()
        if body["model"] not in {"errands-base", *self.loaded}:
            return JSONResponse({"error": "no such model"}, 404)
        with self._first.time():
            line = await run_in_threadpool(self.answer, body["prompt"])
        self._prompt.inc(100)
        self._made.inc(5)
        choices = [{"text": line} for _ in range(body.get("n", 1))]
        usage = {
            "prompt_tokens": 100,
            "completion_tokens": 5,
            "prompt_tokens_details": {"cached_tokens": 64},
        }
        return JSONResponse({"model": body["model"], "choices": choices, "usage": usage})


@contextmanager
def served_peer(peer: ServedPeer) -> Iterator[ServedPeer]:
    config = uvicorn.Config(
        peer.application(), host="127.0.0.1", port=peer.port, log_config=None, ws="none"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield peer
    finally:
        server.should_exit = True
        thread.join(10)
