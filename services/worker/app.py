"""The worker's Celery app: what study and faults have shown to be safe, and nothing else."""

from typing import Final

from celery import Celery
from celery.signals import (
    setup_logging,
    worker_process_init,
    worker_process_shutdown,
    worker_shutting_down,
)

from errands.backends.celery_hints import celery_app
from errands.settings import Settings
from errands.telemetry.logging import configure_logging
from services.worker.bootstrap import open_runner
from services.worker.child import Child, Opens
from services.worker.tasks import add_tasks

HARD_SECONDS: Final = 4 * 3600
"""Celery's backstop behind all of ours; it kills the child. No soft limit: its exception could
land anywhere.
"""


def create_app(settings: Settings, opens: Opens = open_runner) -> Celery:
    app = celery_app(settings.broker_url, "errands-worker")
    app.conf.update(
        # Acknowledged at the end: a child that dies gives its message back within a second.
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        # A failed task is healed by the reconciler, a hanging one must not come back forever.
        task_acks_on_failure_or_timeout=True,
        task_time_limit=HARD_SECONDS,
        task_soft_time_limit=None,
        worker_pool="prefork",
        worker_concurrency=1,
        worker_prefetch_multiplier=1,
        # A broker that blinks must not stop an errand in the middle.
        worker_cancel_long_running_tasks_on_connection_loss=False,
        # A broker that becomes a replica, or is full, answers with errors: without this the worker
        # ends, and says that all is well.
        broker_channel_error_retry=True,
        worker_enable_prefetch_count_reduction=False,
        worker_deduplicate_successful_tasks=False,
        worker_hijack_root_logger=False,
        worker_redirect_stdouts=False,
        worker_send_task_events=False,
    )
    child = Child(settings, opens)
    add_tasks(app, child)
    _connect_signals(settings, child)
    return app


def _connect_signals(settings: Settings, child: Child) -> None:
    """Celery keeps only weak references to handlers unless told otherwise."""

    @setup_logging.connect(weak=False)
    def log(**_: object) -> None:
        configure_logging(json=settings.log_json, level=settings.log_level)

    @worker_shutting_down.connect(weak=False)
    def leave(**_: object) -> None:
        child.leaving.begin()

    @worker_process_init.connect(weak=False)
    def start(**_: object) -> None:
        child.start()

    @worker_process_shutdown.connect(weak=False)
    def stop(**_: object) -> None:
        child.close()
