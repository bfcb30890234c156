"""Kills by chance, one after the other, for as long as people talk."""

import asyncio
from collections import Counter
from enum import StrEnum
from itertools import count
from pathlib import Path
from random import Random
from typing import Final

import psutil

from bench.recovery.house import House

PAUSE: Final = (1.0, 4.0)
"""Seconds between two deaths, at least and at most."""


class Victim(StrEnum):
    CHILD = "child"
    WORKER = "worker"
    CHROMIUM = "Chromium"
    REDIS = "Redis"


WEIGHTS: Final = {Victim.CHILD: 4, Victim.WORKER: 3, Victim.CHROMIUM: 3, Victim.REDIS: 1}


class Killer:
    """Keeps so many workers running; `seen` are all processes that there ever were."""

    def __init__(self, house: House, register: Path, workers: int, seed: int) -> None:
        self._house = house
        self._register = register
        self._random = Random(seed)  # noqa: S311 which one dies is no secret
        self._numbers = count()
        self.deaths: Counter[Victim] = Counter()
        self.seen: set[psutil.Process] = set()
        self.workers = [self._hire() for _ in range(workers)]

    async def forever(self) -> None:
        while True:
            await asyncio.sleep(self._random.uniform(*PAUSE))
            (victim,) = self._random.choices(list(WEIGHTS), list(WEIGHTS.values()))
            self.kill(victim)

    def kill(self, victim: Victim) -> None:
        """Nothing where there is none of that kind just now."""
        worker = self._random.choice(self.workers)
        family = _family(worker)
        self.seen.update(family)
        match victim:
            case Victim.CHILD:
                dying = family[1:2]
            case Victim.WORKER:
                dying = family
                self.workers.remove(worker)
                self.workers.append(self._hire())
            case Victim.CHROMIUM:
                dying = [process for process in family if "chrom" in _program(process)][:1]
            case Victim.REDIS:
                self.deaths[victim] += 1
                self._house.restart_redis()
                return
        self.deaths[victim] += bool(dying)
        for process in dying:
            _kill(process)

    def left_behind(self) -> list[str]:
        """What runs although the worker is dead that started it."""
        now = {process for worker in self.workers for process in _family(worker)}
        return sorted(filter(None, map(_told, self.seen - now)))

    def _hire(self) -> psutil.Process:
        name = f"soak-{next(self._numbers)}"
        return self._house.start("bench.recovery.soak.worker", name, str(self._register))


def _family(worker: psutil.Process) -> list[psutil.Process]:
    try:
        return [worker, *worker.children(), *_below(worker)]
    except psutil.NoSuchProcess:
        return []


def _below(worker: psutil.Process) -> list[psutil.Process]:
    children = set(worker.children())
    return [process for process in worker.children(recursive=True) if process not in children]


def _kill(process: psutil.Process) -> None:
    try:
        process.kill()
    except psutil.NoSuchProcess:
        return


def _program(process: psutil.Process) -> str:
    """Not by its name: the shell that starts Chromium has that of its script."""
    try:
        return Path(process.exe()).name
    except psutil.NoSuchProcess:
        return ""


def _told(process: psutil.Process) -> str:
    """Nothing of one that has ended."""
    try:
        if not process.is_running() or process.status() == psutil.STATUS_ZOMBIE:
            return ""
        return f"{process.pid} of {process.ppid()}: {' '.join(process.cmdline())[:80]}"
    except psutil.NoSuchProcess:
        return ""
