"""A bench with a real Redis, a local site, a model over the wire, and processes to start."""

from tests.worker_fixtures import errands_bench, peer, processes, script, site

__all__ = ["errands_bench", "peer", "processes", "script", "site"]
