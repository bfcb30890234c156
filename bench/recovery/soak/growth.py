"""What must not grow, counted while nobody talks and all sessions are forgotten."""

from dataclasses import astuple, dataclass
from typing import Final

import httpx
import psutil

from bench.recovery.house import House
from bench.recovery.soak.killer import Killer
from errands.backends.redis_connection import connect

HALF_AS_MUCH: Final = 1.5
FEW: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    processes: int
    """All that the workers have started, and they."""
    left_behind: int
    contexts: int
    handles: int
    """Open files of the API, the reconciler and Redis."""
    worker_handles: int
    """Of all workers and their children."""
    keys: int
    broker_keys: int


async def sample(house: House, killer: Killer) -> Sample:
    families = [[worker, *worker.children(recursive=True)] for worker in killer.workers]
    pairs = [process for family in families for process in family[:2]]
    beside = [process for process in house.lasting if process.is_running()]
    return Sample(
        processes=sum(len(family) for family in families),
        left_behind=len(killer.left_behind()),
        contexts=sum([await _contexts(family[1]) for family in families if len(family) > 1]),
        handles=sum(process.num_fds() for process in beside),
        worker_handles=sum(process.num_fds() for process in pairs),
        keys=await _keys(house.redis_url),
        broker_keys=await _keys(house.environment["ERRANDS_BROKER_URL"]),
    )


async def _keys(url: str) -> int:
    async with connect(url) as redis:
        return await redis.dbsize()


async def _contexts(child: psutil.Process) -> int:
    """As the child tells it on its port."""
    ports = {c.laddr.port for c in child.net_connections() if c.status == psutil.CONN_LISTEN}
    async with httpx.AsyncClient() as client:
        for port in ports:
            text = (await client.get(f"http://127.0.0.1:{port}/metrics")).text
            for line in text.splitlines():
                if line.startswith("errands_contexts "):
                    return round(float(line.split()[1]))
    return 0


def grown(first: Sample, last: Sample) -> bool:
    """A worker has more or fewer of all according to when it was started: half as much is noise."""
    if last.left_behind or last.keys > first.keys:
        return True
    pairs = zip(astuple(first), astuple(last), strict=True)
    return any(after > before * HALF_AS_MUCH + FEW for before, after in pairs)
