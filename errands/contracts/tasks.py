"""Names of queued tasks and queues; the API sends by name and never imports the worker."""

RUN_SESSION = "errands.run_session"
"""Payload: one session id. Drains the session's pending turns; a hint, never the truth."""

SHARED_QUEUE = "errands.turns"
