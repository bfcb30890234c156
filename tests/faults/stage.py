"""Workers as they are but for the agent and the browser, on real stores behind gates."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from math import inf
from time import monotonic, sleep

from errands.agent.hear import hear
from errands.agent.loop import Desk, Outcome
from errands.agent.stop import stopped
from errands.backends.memory import MemoryFiles, MemoryHints, MemoryRecordings
from errands.backends.memory_browser import MemoryBrowsers
from errands.backends.memory_model import ScriptedModel
from errands.contracts.action import Click
from errands.contracts.ids import ElementId, SessionId, SkillName, TurnId, WorkerId
from errands.contracts.ports import Browsers, Model
from errands.contracts.recording import Recording
from errands.contracts.session import Session, Speaker
from errands.contracts.step import Effect, EffectKind, Step
from errands.contracts.turn import StopReason, Turn, TurnStatus
from services.worker.gallery import Gallery
from services.worker.leaving import Leaving
from services.worker.recycling import Recycling
from services.worker.session_runner import SessionRunner
from services.worker.stores import Parts
from services.worker.stores import Stores as WorkerStores
from services.worker.takeover import Bounds, Takeovers
from services.worker.turn_player import Play, TurnPlayer
from services.worker.warm import WarmContexts
from tests.faults.gate import Gate, Gated, StandingLoop
from tests.ports.stores import Stores
from tests.unit.agent.house import site

STEPS = 2
LEASE_SECONDS = 15.0
REPLY = "It is done."


FENCED = frozenset({"save", "begin", "finish", "save_screenshot"})


@dataclass
class World:
    """What can't be undone, as it is out there: counted by turn. `fence_of` reads a lease."""

    fence_of: Callable[[SessionId], Awaitable[int | None]]
    effects: Counter[TurnId] = field(default_factory=Counter)
    unfenced: list[str] = field(default_factory=list)

    async def seen(self, call: str, *args: object) -> None:
        """What was written was written under the fence that the lease holds."""
        if call in FENCED:
            fence = next(arg for arg in args if isinstance(arg, int))
            about = args[0]
            session = about if isinstance(about, str) else getattr(about, "session", None)
            session = about.id if isinstance(about, Session) else session
            if await self.fence_of(SessionId(str(session))) != fence:
                self.unfenced.append(f"{call} {about}")


class LoopClock:
    """`Clock` of the running loop."""

    def now(self) -> float:
        return 1_800_000_000 + self.elapsed()

    def elapsed(self) -> float:
        return asyncio.get_running_loop().time()


@dataclass
class Worker:
    """One child process: one session at a time; `gate` holds up all that it asks of stores.

    Without a `play` of its own, two steps take the place of the agent's.
    """

    name: WorkerId
    stores: Stores
    world: World
    browsers: Browsers = field(default_factory=lambda: MemoryBrowsers(site()))
    model: Model = field(default_factory=lambda: ScriptedModel([]))
    play: Play | None = None
    bounds: Bounds = field(default_factory=Bounds)
    leaving: Leaving = field(default_factory=lambda: Leaving(inf))
    hints: MemoryHints = field(default_factory=MemoryHints)
    gate: Gate = field(default_factory=Gate)
    task: asyncio.Task[None] | None = None

    def __post_init__(self) -> None:
        held = {
            "sessions": self.stores.sessions,
            "turns": self.stores.turns,
            "leases": self.stores.leases,
            "journal": self.stores.journal,
            "states": self.stores.state,
        }
        gated = {name: Gated(store, self.gate, self.world.seen) for name, store in held.items()}
        parts = Parts(
            stores=WorkerStores(
                **gated, takeovers=self.stores.takeovers, recordings=MemoryRecordings()
            ),
            browsers=self.browsers,
            model=self.model,
            clock=LoopClock(),
            hints=self.hints,
            leaving=self.leaving,
        )
        warm = WarmContexts(parts.browsers, parts.stores.states, MemoryFiles(), parts.clock)
        gallery = Gallery(self.name, self.stores.live, warm, self.stores.sessions, parts.clock)
        player = TurnPlayer(parts, warm, self.play or self._play)
        self.warm, self.gallery = warm, gallery
        self._runner = SessionRunner(
            parts,
            warm,
            player,
            owner=self.name,
            lease_seconds=LEASE_SECONDS,
            recycling=Recycling(parts.browsers, warm, most_bytes=0),
            takeovers=Takeovers(parts, warm, gallery, self.bounds),
        )

    @property
    def busy(self) -> bool:
        return self.task is not None and not self.task.done()

    @property
    def calls(self) -> int:
        return self.gate.answered

    async def hear(self, session: SessionId) -> None:
        """A hint comes in; one that works on another session hears it later, by another hint."""
        if not self.busy:
            self.task = asyncio.create_task(self._runner.drain(session))
            await self.gate.settle()

    async def go_on(self, calls: int, *, patience: float = 0) -> None:
        """Lets so many calls go. `patience` is how many seconds by the wall one is waited for."""
        for _ in range(calls):
            await self._at_the_gate(monotonic() + patience)
            self.gate.let_one_go()
            await self.gate.settle()

    async def _at_the_gate(self, until: float) -> None:
        """Some of what it asks passes no gate, and a busy machine is slow to answer that."""
        while self.busy and not self.gate.waiting and monotonic() < until:
            await asyncio.to_thread(sleep, 0.001)

    async def finish(self) -> None:
        """Runs on to its end, as fast as it is answered; time goes on where it waits for that."""
        self.gate.throw_open()
        while self.busy:
            await self.gate.settle()
            StandingLoop.moved += 0.05

    async def die(self, *, answered: bool = False) -> None:
        """As by SIGKILL: nothing that it has not asked for yet is ever asked.

        `answered`: one more call is done, and its answer is never heard.
        """
        if answered:
            self.gate.dies_next = True
            await self.go_on(1)
        self.gate.dead = True
        if self.task is not None:
            while not self.task.done():
                self.task.cancel()
                self.gate.throw_open()
                await self.gate.settle()

    async def _play(self, session: Session, turn: Turn, desk: Desk) -> Outcome:
        """In the agent's place: two steps, of which the second can't be undone."""
        begun = desk.interrupted
        if begun is not None and begun.irreversible:
            return stopped(session, turn, StopReason.OUTCOME_UNKNOWN, begun=begun)
        for number in range(len(desk.earlier) + 1, STEPS + 1):
            if await desk.ledger.cancelled():
                return stopped(session, turn, StopReason.CANCELLED)
            step = a_step(turn, number)
            await desk.ledger.begin(step)
            await self.gate("perform", self._effect_of(step))
            await desk.ledger.finish(step, recording_of(step))
        said = {"status": TurnStatus.SAID, "stop_reason": StopReason.SAID, "reply": REPLY}
        ended = turn.model_copy(update=said)
        after = hear(session, turn).said(Speaker.ASSISTANT, REPLY)
        return Outcome(session=after.model_copy(update={"ended": ended}), turn=ended)

    def _effect_of(self, step: Step) -> Callable[[], object]:
        async def happen() -> None:
            if step.irreversible:
                self.world.effects[step.turn] += 1

        return happen


def a_step(turn: Turn, number: int) -> Step:
    return Step(
        session=turn.session,
        turn=turn.id,
        number=number,
        skill=SkillName("fill-form"),
        model="m",
        action=Click(element=ElementId(number)),
        line=f'click "{number}"',
        effect=Effect(kind=EffectKind.OK),
        url="http://hotels.test/",
        irreversible=number == STEPS,
    )


def recording_of(step: Step) -> Recording:
    return Recording(
        renderer=1,
        session=step.session,
        turn=step.turn,
        number=step.number,
        page=1,
        skill=step.skill,
        model=step.model,
        prompt="",
        output="",
        action=step.action,
        effect=step.effect,
        timings=step.timings,
        usage=step.usage,
        at=0,
    )
