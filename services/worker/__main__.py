"""`python -m services.worker`: a Celery worker that owns one browser. Replicas scale."""

import argparse
import asyncio
import socket
from uuid import uuid4

from celery import Celery

from errands.backends.celery_hints import queue_of
from errands.contracts.ids import WorkerId
from errands.contracts.tasks import SHARED_QUEUE, own_queue
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
    work(create_app(settings), arguments.name)


def work(app: Celery, name: str) -> None:
    """Takes what is meant for any worker, and what is meant for this one, until it is told to end.

    The name is that of the owner of leases: a child that is started again keeps its sessions, a
    worker that is started again must not be taken for one that may still be running.
    """
    worker = WorkerId(f"{name}@{socket.gethostname()}")
    own = own_queue(worker)
    # Past `add`, which would bind it to the exchange of all.
    app.amqp.queues[own] = queue_of(worker)
    app.worker_main(
        [
            "worker",
            "--pool=prefork",
            "--concurrency=1",
            f"--queues={SHARED_QUEUE},{own}",
            f"--hostname={worker}",
            "--without-gossip",
            "--without-mingle",
        ]
    )


if __name__ == "__main__":
    main()
