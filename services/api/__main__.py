"""Runs the API: `python -m services.api`. Everything is set by `ERRANDS_...` variables."""

import argparse

import uvicorn

from errands.settings import Settings
from errands.telemetry.logging import configure_logging
from services.api.app import create_app
from services.api.bootstrap import build_ports

_GRACE_SECONDS = 10


def main() -> None:
    settings = Settings()
    parser = argparse.ArgumentParser(prog="python -m services.api", description=__doc__)
    parser.add_argument("--host", default=settings.api_host, help="ERRANDS_API_HOST: %(default)s")
    parser.add_argument(
        "--port", type=int, default=settings.api_port, help="ERRANDS_API_PORT: %(default)s"
    )
    chosen = parser.parse_args()
    configure_logging(json=settings.log_json, level=settings.log_level)
    uvicorn.run(
        create_app(build_ports(settings)),
        host=chosen.host,
        port=chosen.port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )


if __name__ == "__main__":
    main()
