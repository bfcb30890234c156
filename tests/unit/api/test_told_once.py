"""What a call makes true is told once, though its answer is lost and it is sent again."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import httpx
import pytest
from pydantic import SecretStr

from errands.backends.memory import MemoryEvents, MemorySessions, MemoryState, MemoryTurns
from errands.contracts.errors import StoreUnavailableError
from errands.contracts.event import Event
from errands.contracts.ids import SessionId, SlotName, TurnId
from errands.contracts.session import Session
from errands.contracts.stores import Cancelled
from errands.telemetry.metrics import REGISTRY
from services.api.app import create_app
from tests.unit.api.house import START, House, is_problem, told

ENDED = {"status": "cancelled", "stop_reason": "cancelled"}


@dataclass
class Line:
    """Loses one answer once it is `cut`; what was asked for is done by then."""

    cut: bool = False

    def answer(self) -> None:
        if self.cut:
            self.cut = False
            raise StoreUnavailableError


class LostSessions(MemorySessions):
    def __init__(self, state: MemoryState, line: Line) -> None:
        super().__init__(state)
        self._line = line

    async def create(
        self, session: Session, secrets: dict[SlotName, SecretStr], *events: Event
    ) -> bool:
        made = await super().create(session, secrets, *events)
        self._line.answer()
        return made

    async def close(
        self, session: SessionId, *events: Event, unless_busy: bool = False
    ) -> tuple[Event, ...]:
        closing = await super().close(session, *events, unless_busy=unless_busy)
        self._line.answer()
        return closing


class LostTurns(MemoryTurns):
    def __init__(self, state: MemoryState, line: Line) -> None:
        super().__init__(state)
        self._line = line

    async def cancel(self, session: SessionId, turn: TurnId) -> Cancelled:
        answer = await super().cancel(session, turn)
        self._line.answer()
        return answer


@pytest.fixture
def line() -> Line:
    return Line()


@pytest.fixture
async def maya(house: House, line: Line) -> AsyncIterator[httpx.AsyncClient]:
    state = MemoryState(house.clock)
    house.app = create_app(
        replace(
            house.ports,
            sessions=LostSessions(state, line),
            turns=LostTurns(state, line),
            events=MemoryEvents(state, heartbeat=10),
        )
    )
    async with await house.caller("maya-inc") as client:
        yield client


def counted(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


async def kinds(maya: httpx.AsyncClient, session: str) -> list[str]:
    """Of all events of a session, which is closed for that."""
    await maya.delete(session)
    return [event.event for event in told((await maya.get(f"{session}/events")).text)]


async def test_an_opening(maya: httpx.AsyncClient, line: Line) -> None:
    before = counted("errands_sessions_created_total")
    call = {"json": {"start_url": START}, "headers": {"Idempotency-Key": "k1"}}
    line.cut = True
    assert is_problem(await maya.post("/v1/sessions", **call), 503, "store_unavailable")
    again = await maya.post("/v1/sessions", **call)
    assert again.headers["idempotent-replayed"] == "true"
    assert await kinds(maya, again.headers["location"]) == ["session.created", "session.changed"]
    await maya.post("/v1/sessions", json={"start_url": START})
    assert counted("errands_sessions_created_total") == before + 1


async def test_a_cancel(maya: httpx.AsyncClient, session: str, line: Line) -> None:
    one, two = [
        (await maya.post(f"{session}/turns", json={"message": "Hi"})).headers["location"]
        for _ in range(2)
    ]
    line.cut = True
    assert is_problem(await maya.post(f"{one}/cancel"), 503, "store_unavailable")
    before = counted("errands_turns_ended_total", **ENDED)
    for turn in (one, two, two):
        assert (await maya.post(f"{turn}/cancel")).json()["status"] == "cancelled"
    assert counted("errands_turns_ended_total", **ENDED) == before + 1
    assert await kinds(maya, session) == [
        "session.created",
        *["turn.queued"] * 2,
        *["turn.ended"] * 2,
        "session.changed",
    ]


async def test_an_interruption(maya: httpx.AsyncClient, session: str, line: Line) -> None:
    for _ in range(2):
        await maya.post(f"{session}/turns", json={"message": "Hi"})
    body = {"message": "No", "interrupt": True}
    headers = {"Idempotency-Key": "k1"}
    line.cut = True
    lost = await maya.post(f"{session}/turns", json=body, headers=headers)
    assert is_problem(lost, 503, "store_unavailable")
    for _ in range(2):
        await maya.post(f"{session}/turns", json=body, headers=headers)
    assert await kinds(maya, session) == [
        "session.created",
        *["turn.queued"] * 2,
        *["turn.ended"] * 2,
        "turn.queued",
        "turn.ended",
        "session.changed",
    ]


async def test_a_closing_removes_its_files_too(
    maya: httpx.AsyncClient, house: House, session: str, line: Line
) -> None:
    await maya.post(f"{session}/turns", json={"message": "Hi"})
    await maya.put(f"{session}/files/a.txt", content=b"a")
    drawer = house.files.of(SessionId(session.rpartition("/")[2]))
    assert await drawer.names() == ("a.txt",)
    line.cut = True
    assert is_problem(await maya.delete(session), 503, "store_unavailable")
    assert await kinds(maya, session) == [
        "session.created",
        "turn.queued",
        "turn.ended",
        "session.changed",
    ]
    assert await house.files.of(SessionId(session.rpartition("/")[2])).names() == ()


async def test_a_closing_is_counted_once(maya: httpx.AsyncClient, session: str) -> None:
    before = counted("errands_turns_ended_total", **ENDED)
    await maya.post(f"{session}/turns", json={"message": "Hi"})
    for _ in range(2):
        await maya.delete(session)
    assert counted("errands_turns_ended_total", **ENDED) == before + 1
