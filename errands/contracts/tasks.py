"""Names of queued tasks and queues; the API sends by name and never imports the worker."""

from errands.contracts.ids import WorkerId

RUN_SESSION = "errands.run_session"
"""Payload: one session id. Drains the session's pending turns; a hint, never the truth."""

SHARED_QUEUE = "errands.turns"


def own_queue(worker: WorkerId) -> str:
    """The queue that only this worker takes from."""
    return f"{SHARED_QUEUE}.{worker}"
