"""A model server that computes its requests together, as vLLM does."""

from collections import deque
from dataclasses import dataclass
from typing import Final

import simpy

from bench.capacity.service import ModelServer

_NOTHING: Final = 1e-9
"""Seconds; less than that a clock that has run for long can't tell from 0."""


@dataclass(slots=True, eq=False)
class _Job:
    """What is left of it, in seconds of a server that has nothing else to do."""

    prefill: float
    decode: float
    done: simpy.Event


class Server:
    """Requests in a batch share its speed; those beyond its places wait in order."""

    def __init__(self, env: simpy.Environment, kind: ModelServer) -> None:
        self._env = env
        self._kind = kind
        sizes = range(1, kind.places + 1)
        self._prompts = [0.0, *(kind.prefill_together(size) / size for size in sizes)]
        self._tokens = [0.0, *(kind.decode_together(size) / size for size in sizes)]
        self._batch: list[_Job] = []
        self._waiting: deque[_Job] = deque()
        self._settled = env.now
        self._plan = 0
        self.busy = 0.0
        """Seconds in which it computed anything."""

    @property
    def load(self) -> int:
        return len(self._batch) + len(self._waiting)

    def ask(self, prefill: float, decode: float) -> simpy.Event:
        """An event that comes once the answer is there."""
        self._settle()
        job = _Job(_less(prefill, 0), max(_NOTHING, decode), self._env.event())
        if len(self._batch) < self._kind.places:
            self._batch.append(job)
        else:
            self._waiting.append(job)
        self._replan()
        return job.done

    def _settle(self) -> None:
        passed = self._env.now - self._settled
        self._settled = self._env.now
        if not self._batch or passed <= 0:
            return
        self.busy += passed
        prompts, tokens = self._done_in(passed)
        ended = []
        for job in self._batch:
            if job.prefill > 0:
                job.prefill = _less(job.prefill, prompts)
            else:
                job.decode = _less(job.decode, tokens)
                if job.decode == 0:
                    ended.append(job)
        for job in ended:
            self._batch.remove(job)
            job.done.succeed()
        while self._waiting and len(self._batch) < self._kind.places:
            self._batch.append(self._waiting.popleft())

    def _done_in(self, seconds: float) -> tuple[float, float]:
        """How much of its prompt, or of its answer, each request gets done."""
        size = len(self._batch)
        return seconds * self._prompts[size], seconds * self._tokens[size]

    def _replan(self) -> None:
        """Looks again when the first phase of any request ends, unless something comes first."""
        self._plan += 1
        if not self._batch:
            return
        prompts, tokens = self._done_in(1)
        ends = min(j.prefill / prompts if j.prefill > 0 else j.decode / tokens for j in self._batch)
        pause = self._env.timeout(ends, self._plan)
        pause.callbacks.append(self._look)

    def _look(self, pause: simpy.Event) -> None:
        if pause.value == self._plan:
            self._settle()
            self._replan()


def _less(left: float, done: float) -> float:
    """What is so little that only rounding left it is nothing."""
    rest = left - done
    return rest if rest > _NOTHING else 0.0
