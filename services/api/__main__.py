"""Runs the API: `python -m services.api`. Everything is set by `ERRANDS_...` variables."""

import argparse
import sys
from types import FrameType

import uvicorn

from errands.settings import Settings
from errands.telemetry.logging import configure_logging
from errands.telemetry.tracing import close_traces, open_traces
from services.api.app import create_app
from services.api.bootstrap import build_ports
from services.api.ports import Ports

_GRACE_SECONDS = 10
_SWITCH_SECONDS = 0.0005
"""Hints are published by threads: by Python's own 5 ms an answer waits that long for each."""
_SAID_BYTES = 64 * 1024
"""Of one message on a WebSocket."""


def main() -> None:
    settings = Settings()
    parser = argparse.ArgumentParser(prog="python -m services.api", description=__doc__)
    parser.add_argument("--host", default=settings.api_host, help="ERRANDS_API_HOST: %(default)s")
    parser.add_argument(
        "--port", type=int, default=settings.api_port, help="ERRANDS_API_PORT: %(default)s"
    )
    chosen = parser.parse_args()
    configure_logging(json=settings.log_json, level=settings.log_level)
    sys.setswitchinterval(_SWITCH_SECONDS)
    open_traces("errands-api", settings.traces_url, settings.traces_share)
    ports = build_ports(settings)
    config = uvicorn.Config(
        create_app(ports),
        host=chosen.host,
        port=chosen.port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_GRACE_SECONDS,
        ws_max_size=_SAID_BYTES,
        ws_per_message_deflate=False,  # pictures are packed already
    )
    _Server(config, ports).run()
    close_traces()


class _Server(uvicorn.Server):
    """Tells those who wait that the process has to go; uvicorn would wait for them."""

    def __init__(self, config: uvicorn.Config, ports: Ports) -> None:
        super().__init__(config)
        self._ports = ports

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._ports.stopping.set()
        super().handle_exit(sig, frame)


if __name__ == "__main__":
    main()
