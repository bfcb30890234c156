"""The API on twins, with two tenants at its door and a worker's hand inside."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import httpx
from starlette.types import ASGIApp

from errands.backends.memory import (
    ManualClock,
    MemoryBrowserState,
    MemoryCalls,
    MemoryDeliveries,
    MemoryEvents,
    MemoryFiles,
    MemoryHints,
    MemoryJournal,
    MemoryKeys,
    MemoryLabels,
    MemoryLeases,
    MemoryLive,
    MemoryPictures,
    MemoryRecordings,
    MemorySessions,
    MemoryState,
    MemoryTakeovers,
    MemoryTickets,
    MemoryTurns,
    MemoryWebhooks,
)
from errands.backends.pace import memory_pace
from errands.backends.served_skills import FixedSkills
from errands.contracts.action import Say
from errands.contracts.backlog import Backlog
from errands.contracts.event import StepTaken, TurnEnded
from errands.contracts.files import FileLimits
from errands.contracts.ids import (
    LabelerName,
    SessionId,
    SkillName,
    SlotName,
    TenantId,
    TurnId,
    WorkerId,
)
from errands.contracts.keys import USUAL_SCOPES, Scope
from errands.contracts.ports import Model
from errands.contracts.session import PendingEffect
from errands.contracts.skill import AdapterManifest, ServedSkills
from errands.contracts.step import Effect, EffectKind, Step
from errands.contracts.stores import Lease
from errands.contracts.turn import StopReason, Turn, TurnStatus
from services.api.app import create_app
from services.api.auth import new_key, new_labeler_key
from services.api.ports import Ports, Rules

START = "https://shop.test/cart"
ADDRESSES = {
    "inside.test": ("93.184.216.34", "10.0.0.7"),
    "mapped.test": ("::ffff:192.168.0.1",),
    "shop.test": ("93.184.216.34",),
}


async def resolve(host: str) -> tuple[str, ...]:
    return ADDRESSES.get(host, ())


@dataclass
class House:
    """Everything a test wants to reach."""

    rules: Rules = field(default_factory=lambda: Rules(quiet_seconds=0.05))
    heartbeat: float = 10
    posts_a_minute: int = 0
    backlog: Backlog = field(default_factory=Backlog)
    file_limits: FileLimits = field(default_factory=FileLimits)
    model: Model | None = None
    clock: ManualClock = field(default_factory=ManualClock)

    def __post_init__(self) -> None:
        state = MemoryState(self.clock)
        self.keys = MemoryKeys()
        self.hints = MemoryHints()
        self.leases = MemoryLeases(state)
        self.live = MemoryLive()
        self.takeovers = MemoryTakeovers(state)
        self.states = MemoryBrowserState(state)
        self.files = MemoryFiles(self.file_limits)
        self.recordings = MemoryRecordings()
        self.pictures = MemoryPictures(self.clock)
        self.labels = MemoryLabels()
        self.webhooks = MemoryWebhooks()
        self.deliveries = MemoryDeliveries(self.clock)
        self.skills = FixedSkills(ServedSkills(manifest=AdapterManifest(base_model="base")))
        self.ports = Ports(
            sessions=MemorySessions(state),
            turns=MemoryTurns(state, self.backlog),
            journal=MemoryJournal(state),
            states=self.states,
            files=self.files,
            events=MemoryEvents(state, heartbeat=self.heartbeat),
            hints=self.hints,
            leases=self.leases,
            live=self.live,
            takeovers=self.takeovers,
            tickets=MemoryTickets(self.clock),
            keys=self.keys,
            pace=memory_pace(self.posts_a_minute),
            calls=MemoryCalls(self.clock),
            skills=self.skills,
            recordings=self.recordings,
            pictures=self.pictures,
            labels=self.labels,
            webhooks=self.webhooks,
            deliveries=self.deliveries,
            model=self.model,
            clock=self.clock,
            resolve=resolve,
            rules=self.rules,
        )
        self.app = create_app(self.ports)

    async def caller(
        self, tenant: str, scopes: frozenset[Scope] = USUAL_SCOPES
    ) -> httpx.AsyncClient:
        """A client with a new key of this tenant."""
        key, text = new_key(TenantId(tenant), scopes, created_at=self.clock.now())
        await self.keys.add(key)
        return client_of(self.app, {"Authorization": f"Bearer {text}"})

    async def labeler(self, name: str) -> httpx.AsyncClient:
        """A client with a new key of this labeler."""
        key, text = new_labeler_key(LabelerName(name))
        await self.keys.add(key)
        return client_of(self.app, {"Authorization": f"Bearer {text}"})

    async def lease(self, session: str) -> Lease:
        lease = await self.leases.acquire(SessionId(session), WorkerId("w"))
        assert lease is not None
        return lease

    async def start(self, turn: Turn) -> None:
        running = turn.model_copy(update={"status": TurnStatus.RUNNING})
        await self.ports.turns.save(running, (await self.lease(turn.session)).fence)

    async def turn(self, session: str, turn: str) -> Turn:
        return await self.ports.turns.get(SessionId(session), TurnId(turn))

    async def say(self, turn: Turn, reply: str = "Done.") -> None:
        """Ends a turn as a worker does: the record first, then the event."""
        update = {
            "status": TurnStatus.ASKED,
            "reply": reply,
            "stop_reason": StopReason.ASKED,
            "asked_slots": (SlotName("email"),),
            "ended_at": self.clock.now(),
        }
        ended = turn.model_copy(update=update)
        await self.ports.turns.save(ended, (await self.lease(turn.session)).fence)
        await self.ports.events.append(
            TurnEnded(session=turn.session, at=self.clock.now(), turn=ended)
        )

    async def ask_for_yes(self, turn: Turn, effect: PendingEffect) -> None:
        """Ends a turn with a question, as a worker does: the session first, then the record."""
        update = {
            "status": TurnStatus.ASKED,
            "reply": effect.question,
            "stop_reason": StopReason.NEEDS_YES,
        }
        ended = turn.model_copy(update=update)
        fence = (await self.lease(turn.session)).fence
        session = await self.ports.sessions.load(turn.session)
        asked = session.model_copy(update={"pending_effect": effect, "ended": ended})
        await self.ports.sessions.save(asked, fence)
        await self.ports.turns.save(ended, fence)

    async def step(self, turn: Turn, number: int) -> Step:
        """Takes a step, to the journal and the event log."""
        step = a_step(turn, number)
        await self.ports.journal.finish(step, (await self.lease(turn.session)).fence)
        await self.ports.events.append(StepTaken(session=turn.session, at=0, step=step))
        return step


def a_step(turn: Turn, number: int) -> Step:
    return Step(
        session=turn.session,
        turn=turn.id,
        number=number,
        skill=SkillName("act"),
        model="m",
        action=Say(text="Hi."),
        line='say "Hi."',
        effect=Effect(kind=EffectKind.OK),
        url=START,
    )


def client_of(app: ASGIApp, headers: Mapping[str, str] | None = None) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://api.test", headers=headers
    )


def is_problem(response: httpx.Response, status: int, code: str) -> bool:
    """Asserts what every problem promises, and that it is this one."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert body["code"] == code, body
    assert body["status"] == status
    assert body["type"] == f"urn:errands:problem:{code}"
    assert body["title"]
    assert body["detail"]
    assert body["instance"] == response.request.url.path
    assert body["request_id"] == response.headers["x-request-id"]
    return True


@dataclass(frozen=True)
class Told:
    """One server-sent event."""

    id: str
    event: str
    data: str


def told(text: str) -> list[Told]:
    """The events of a stream; comments aside."""
    found = []
    for block in text.replace("\r\n", "\n").split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if line[:1] != ":")
        if "data" in fields:
            found.append(Told(fields["id"], fields["event"], fields["data"]))
    return found
