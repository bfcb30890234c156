"""Calls that wait until the test lets them go: whose is answered next is the test's to say."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

_TURNS = 12
"""So often everything else may run on before a worker counts as waiting."""


class StandingLoop(asyncio.SelectorEventLoop):
    """Its time stands still until the test moves it; sockets work as ever."""

    moved = 0.0

    def time(self) -> float:
        return self.moved


class Gate:
    """Holds up every call of one worker. A worker that is dead gets no answer any more."""

    def __init__(self) -> None:
        self.waiting: deque[tuple[asyncio.Future[None], str]] = deque()
        self.under_way = 0
        self.answered = 0
        self.open = False
        self.dead = False
        self.dies_next = False

    async def __call__(self, name: str, call: Callable[[], Awaitable[object]]) -> object:
        if not self.open:
            held: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self.waiting.append((held, name))
            await held
        if self.dead:
            raise asyncio.CancelledError
        self.under_way += 1
        try:
            answer = await call()
            self.answered += 1
            return answer
        finally:
            self.under_way -= 1
            self.dead = self.dead or self.dies_next
            if self.dead:
                raise asyncio.CancelledError

    def let_one_go(self) -> None:
        while self.waiting:
            held, _ = self.waiting.popleft()
            if not held.done():
                held.set_result(None)
                return

    def throw_open(self) -> None:
        self.open = True
        while self.waiting:
            self.let_one_go()

    async def settle(self) -> None:
        """Until what has been let go has been answered, and all wait again."""
        while True:
            for _ in range(_TURNS):
                await asyncio.sleep(0)
            if not self.under_way:
                return


class Gated:
    """Any store, each of whose calls goes through a gate; `seen` looks at what has been done."""

    def __init__(self, store: object, gate: Gate, seen: Callable[..., Awaitable[None]]) -> None:
        self._store = store
        self._gate = gate
        self._seen = seen

    def __getattr__(self, name: str) -> Callable[..., Awaitable[object]]:
        method = getattr(self._store, name)

        async def call(*args: object) -> object:
            async def done() -> object:
                answer = await method(*args)
                await self._seen(name, *args)
                return answer

            return await self._gate(name, done)

        return call
