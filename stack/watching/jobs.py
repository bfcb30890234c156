"""Whose series a query asks for.

A Prometheus is mostly shared, and other teams have a job `redis` or `worker` too. Metrics of ours
have names that nobody else's have; what others count as well is asked of our jobs alone.
"""

from enum import StrEnum


class Job(StrEnum):
    """As `deploy/prometheus/prometheus.yaml` and the ServiceMonitor name them."""

    API = "errands-api"
    WORKER = "errands-worker"
    RECONCILER = "errands-reconciler"
    ADAPTERS = "errands-adapters"
    INFERENCE = "errands-inference"
    REDIS = "errands-redis"


def of(*jobs: Job, more: str = "") -> str:
    """The selector of some jobs' series; `more` are further matchers."""
    which = f'job="{jobs[0]}"' if len(jobs) == 1 else f'job=~"{"|".join(jobs)}"'
    return f"{{{which}, {more}}}" if more else f"{{{which}}}"
