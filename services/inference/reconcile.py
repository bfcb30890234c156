"""Keep vLLM's adapters equal to the manifest, and tell workers which name to ask."""

import argparse
import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import httpx
import structlog
import uvicorn
from fastapi import FastAPI, Response, status
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from errands.telemetry.logging import configure_logging
from errands.telemetry.metrics import REGISTRY
from services.inference.adapter_check import LARGEST_RANK
from services.inference.adapter_table import AdapterTable
from services.inference.engine_client import VllmEngine
from services.inference.reconciler import Reconciler

log = structlog.get_logger(__name__)

DEFAULT_MANIFEST: Final = Path("learning/adapters/manifest.json")
# Loading is waited for, and the first request after it.
ENGINE_SECONDS: Final = 60.0


def create_app(reconciler: Reconciler, poll_seconds: float) -> FastAPI:
    """Build the reconciler's own small server; its rounds run beside it."""
    rounds: list[asyncio.Task[None]] = []

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        rounds.append(asyncio.create_task(_keep_going(reconciler, poll_seconds)))
        yield
        rounds[0].cancel()
        await asyncio.gather(*rounds, return_exceptions=True)

    app = FastAPI(title="Errands adapters", lifespan=lifespan)

    @app.get("/adapters")
    async def adapters() -> AdapterTable:
        return reconciler.table

    @app.get("/healthz")
    async def healthz(response: Response) -> dict[str, bool]:
        alive = bool(rounds) and not rounds[0].done()
        response.status_code = status.HTTP_200_OK if alive else status.HTTP_503_SERVICE_UNAVAILABLE
        return {"ok": alive}

    @app.get("/readyz")
    async def readyz(response: Response) -> dict[str, bool]:
        ready = reconciler.table.ready
        response.status_code = status.HTTP_200_OK if ready else status.HTTP_503_SERVICE_UNAVAILABLE
        return {"ok": ready}

    @app.get("/metrics")
    async def metrics() -> Response:
        return Response(generate_latest(REGISTRY), media_type=CONTENT_TYPE_LATEST)

    return app


async def _keep_going(reconciler: Reconciler, poll_seconds: float) -> None:
    while True:
        try:
            await reconciler.round()
        except Exception:  # one bad round must not end the watch; it is logged and seen in the logs
            log.exception("round_failed")
        await asyncio.sleep(poll_seconds)


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command line."""
    given = _parser().parse_args(argv)
    configure_logging(json=given.log_json)
    asyncio.run(_serve(given))


async def _serve(given: argparse.Namespace) -> None:
    async with httpx.AsyncClient(base_url=given.server, timeout=ENGINE_SECONDS) as client:
        reconciler = Reconciler(
            VllmEngine(client),
            given.manifest,
            max_rank=given.max_lora_rank,
            grace_seconds=given.grace_seconds,
        )
        app = create_app(reconciler, given.poll_seconds)
        config = uvicorn.Config(app, host=given.host, port=given.port, log_config=None)
        await uvicorn.Server(config).serve()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m services.inference.reconcile",
        description=__doc__,
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    add = parser.add_argument
    add("--manifest", type=Path, default=DEFAULT_MANIFEST, help="which adapters are live")
    add("--server", default="http://127.0.0.1:8200", help="vLLM's server")
    add("--host", default="127.0.0.1", help="address to listen on")
    add("--port", type=int, default=8201, help="port of /adapters, /readyz and /metrics")
    add("--poll-seconds", type=float, default=2.0, help="between two rounds")
    add("--grace-seconds", type=float, default=30.0, help="an old version answers this long")
    add("--max-lora-rank", type=int, default=LARGEST_RANK, help="the server's own --max-lora-rank")
    add("--log-json", action="store_true", help="log lines of JSON")
    return parser


if __name__ == "__main__":
    main()
