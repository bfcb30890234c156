"""`python -m services.worker`: a Celery worker that owns one browser. Replicas scale."""

import argparse
import asyncio
import socket
from uuid import uuid4

from errands.contracts.tasks import SHARED_QUEUE
from errands.settings import Settings
from errands.telemetry.logging import configure_logging
from services.worker.app import create_app
from services.worker.bootstrap import check_setup


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m services.worker",
        description=__doc__,
        epilog="Settings are read from the environment (ERRANDS_...); see errands/settings.py.",
    )
    parser.add_argument("--name", default=f"errands-{uuid4().hex[:8]}", help="unique among workers")
    return parser.parse_args()


def main() -> None:
    arguments = _arguments()
    settings = Settings()
    configure_logging(json=settings.log_json, level=settings.log_level)
    asyncio.run(check_setup(settings))
    create_app(settings).worker_main(words(arguments.name))


def words(name: str) -> list[str]:
    """Celery's own, for a worker of this name."""
    return [
        "worker",
        "--pool=prefork",
        "--concurrency=1",
        f"--queues={SHARED_QUEUE}",
        # It names the owner of leases: a child that is started again keeps its sessions, a
        # worker that is started again must not be taken for one that may still be running.
        f"--hostname={name}@{socket.gethostname()}",
        "--without-gossip",
        "--without-mingle",
    ]


if __name__ == "__main__":
    main()
