"""Working under a lease: renewing it, stopping when it is lost, outlasting a store that is away."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import ParamSpec, TypeVar

import structlog
from tenacity import AsyncRetrying, retry_if_exception_type, wait_random_exponential

from errands.contracts.errors import FencedError, StoreUnavailableError
from errands.contracts.ports import Clock
from errands.contracts.stores import Lease, LeaseStore

_P = ParamSpec("_P")
_T = TypeVar("_T")

_RENEWALS = 3
"""How often a lease is renewed within its life."""

STOP_SECONDS = 1.0

_log = structlog.get_logger(__name__)


async def steady(call: Callable[_P, Awaitable[_T]], *args: _P.args, **kwargs: _P.kwargs) -> _T:
    """Calls a store until it answers.

    It has no bound of its own: `while_held` cancels it once the lease can't be renewed either.
    """
    retrying = AsyncRetrying(
        retry=retry_if_exception_type(StoreUnavailableError),
        wait=wait_random_exponential(multiplier=0.1, max=1),
        reraise=True,
    )
    return await retrying(call, *args, **kwargs)


async def while_held(
    work: Coroutine[None, None, _T],
    lease: Lease,
    leases: LeaseStore,
    clock: Clock,
    lease_seconds: float,
) -> _T:
    """Does the work and renews the lease beside it, on the same loop.

    The same loop on purpose: a worker whose loop hangs loses its sessions to one that works.

    Raises:
        FencedError: the lease was lost; the work was cancelled and has stopped.
    """
    working = asyncio.create_task(work)
    keeping = asyncio.create_task(_keep(lease, leases, clock, lease_seconds))
    try:
        await asyncio.wait({working, keeping}, return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            return working.result()
        keeping.result()
        raise FencedError("The lease couldn't be renewed.")
    finally:
        await stop(working)
        await stop(keeping)


async def _keep(lease: Lease, leases: LeaseStore, clock: Clock, lease_seconds: float) -> None:
    """Returns once the lease is lost, or may be: a store that is away can't say."""
    sure_until = clock.elapsed() + lease_seconds
    pause = lease_seconds / _RENEWALS
    while clock.elapsed() < sure_until:
        await asyncio.sleep(pause)
        asked_at = clock.elapsed()
        try:
            async with asyncio.timeout(max(0.0, sure_until - asked_at)):
                if not await leases.renew(lease):
                    return
        except (StoreUnavailableError, TimeoutError) as error:
            _log.warning("lease.not_renewed", session=lease.session, error=repr(error))
            pause = min(1.0, lease_seconds / _RENEWALS)
        else:
            sure_until = asked_at + lease_seconds
            pause = lease_seconds / _RENEWALS


async def stop(task: asyncio.Task[_T]) -> None:
    """Cancels a task and waits until it has stopped; its result has been seen or is void."""
    while not task.done():
        # Again and again: a client whose timeout fires together with a cancel swallows the cancel.
        task.cancel()
        await asyncio.wait({task}, timeout=STOP_SECONDS)
    if not task.cancelled() and (error := task.exception()) is not None:
        _log.debug("task.stopped", error=repr(error))
