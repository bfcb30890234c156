"""Looking names up holds up nothing else."""

import asyncio
import socket
import threading

import pytest

from errands.backends.host_lookup import own_lookup, resolve_host


async def test_a_name_is_looked_up_and_one_that_nobody_knows_leads_nowhere() -> None:
    async with own_lookup() as lookup:
        for resolve in (lookup, resolve_host):
            assert "127.0.0.1" in await resolve("localhost")
            assert await resolve("nobody.invalid") == ()
            assert await resolve("a" * 70) == ()


async def test_names_whose_server_is_dead_hold_no_thread_that_other_work_needs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answer, asked = threading.Event(), threading.Semaphore(0)

    def hanging(*_: object, **__: object) -> list[object]:
        asked.release()
        answer.wait(90)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", hanging)
    try:
        async with asyncio.timeout(60), own_lookup(threads=2) as lookup:
            tasks = [asyncio.create_task(lookup(f"{n}.test")) for n in range(100)]
            await asyncio.to_thread(lambda: [asked.acquire(timeout=20) for _ in range(2)])
            assert not asked.acquire(blocking=False), "two threads, two names"
            answer.set()
            assert await asyncio.gather(*tasks) == [()] * 100
    finally:
        answer.set()
