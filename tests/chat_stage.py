"""What the chat page shows: an API on stores in memory, with conversations in every state."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import cycle, islice
from typing import Final

import httpx
from fastapi import FastAPI

from errands.backends.memory import ManualClock
from errands.contracts.action import Action, Click, Fill, Select, Text
from errands.contracts.event import StepTaken, TurnEnded, TurnStarted
from errands.contracts.ids import ElementId, SessionId, SkillName, TenantId
from errands.contracts.recording import Picture
from errands.contracts.session import PendingEffect
from errands.contracts.step import Effect, EffectKind, Step, Timings
from errands.contracts.turn import StopReason, Turn, TurnStatus, status_of
from services.api.auth import new_key
from tests.sites.serving import served
from tests.unit.api.house import START, House

ONE: Final = ElementId(1)
PAY: Final = PendingEffect(
    fingerprint="f" * 64,
    question='Shall I press "Confirm booking" on shop.test? It says: Total price: €660',
    control="Confirm booking",
    host="shop.test",
    facts=(
        "Hotel: Cobalt Bellflower Rooms",
        "City: Kyoto",
        "Check-in: 12 May 2027",
        "Check-out: 15 May 2027",
        "Guests: 3",
        "Name: Maya Okafor",
        "Free cancellation until the day before",
        "Total price: €660",
    ),
    amounts=("Total price: €660",),
)
BOOKING: Final[tuple[tuple[Action, str, EffectKind, str], ...]] = (
    (Click(element=ONE), 'click "Hotels — Lodgings"', EffectKind.PAGE_CHANGED, ""),
    (Fill(element=ONE, value=Text(text="Kyoto")), 'fill "City" "Kyoto"', EffectKind.OK, "Kyoto"),
    (Fill(element=ONE, value=Text(text="1")), 'fill "Name" @first_name', EffectKind.OK, "Maya"),
    (Select(element=ONE, option="3"), 'select "Guests" "3 guests"', EffectKind.OK, "3 guests"),
    (Click(element=ONE), 'click "Offers of the week"', EffectKind.NO_CHANGE, ""),
    (Click(element=ONE), 'click "Partner site"', EffectKind.BLOCKED_HOST, "elsewhere.test"),
    (Click(element=ONE), 'click "Search"', EffectKind.PAGE_CHANGED, ""),
    (Click(element=ONE), 'click "Confirm booking"', EffectKind.NEEDS_YES, ""),
)
THOUGHTS: Final = {
    2: "They named the city and not the hotel, so the search comes first.",
    5: "The offers might hold a cheaper one. " * 6 + "a-word-without-any-blank-" * 9,
}
"""By the number of the step; most models tell none."""
LONG: Final = (
    "Twelve hotels have a room.\n\n"
    "The cheapest is Cobalt Bellflower Rooms, €660 for three nights with breakfast. "
    + "A word-without-any-blank-" * 12
    + " https://shop.test/rooms?"
    + "q=" * 80
)


@dataclass
class Stage:
    """The house, one tenant's key and client, and what the worker does for it."""

    house: House
    address: str
    key: str
    api: httpx.AsyncClient
    sessions: dict[str, str] = field(default_factory=dict)

    async def open(self, name: str, message: str) -> Turn:
        """A session with its first message."""
        body = {
            "start_url": START,
            "profile": {"first_name": "Maya", "last_name": "Okafor"},
            "secrets": {"password": "never-to-be-seen"},
            "metadata": {"title": message[:80]},
        }
        opened = await self.api.post("/v1/sessions", json=body)
        self.sessions[name] = opened.json()["id"]
        self.house.clock.advance(60)
        return await self.say(name, message)

    async def say(self, name: str, message: str) -> Turn:
        session = self.sessions[name]
        path = f"/v1/sessions/{session}/turns"
        made = (await self.api.post(path, json={"message": message})).json()["id"]
        self.house.clock.advance(5)
        return await self.house.turn(session, made)

    async def work(self, turn: Turn, steps: int, *, picture: str = "") -> None:
        """Begins a turn and takes so many steps of a booking."""
        await self.house.start(turn)
        running = turn.model_copy(update={"status": TurnStatus.RUNNING})
        now = self.house.clock.now()
        await self.house.ports.events.append(
            TurnStarted(session=turn.session, at=now, turn=running)
        )
        for number, (action, line, kind, detail) in enumerate(
            islice(cycle(BOOKING), steps), start=1
        ):
            step = Step(
                session=turn.session,
                turn=turn.id,
                number=number,
                skill=SkillName("fill-form"),
                model="fill-form@4",
                action=action,
                line=line,
                effect=Effect(kind=kind, detail=detail),
                url=START,
                timings=Timings(observe=120, decide=310 + 7 * number, act=90),
                at=now + number,
                picture=picture,
                thought=THOUGHTS.get(number, ""),
            )
            await self.tell_step(step)

    async def tell_step(self, step: Step) -> None:
        fence = (await self.house.lease(step.session)).fence
        await self.house.ports.journal.finish(step, fence)
        event = StepTaken(session=step.session, at=step.at, step=step)
        await self.house.ports.events.append(event)

    async def end(self, turn: Turn, reason: StopReason, reply: str) -> None:
        self.house.clock.advance(20)
        now = self.house.clock.now()
        if reason is StopReason.NEEDS_YES:
            await self.house.ask_for_yes(turn, PAY)
        else:
            update = {
                "status": status_of(reason),
                "reply": reply,
                "stop_reason": reason,
                "ended_at": now,
            }
            ended = turn.model_copy(update=update)
            fence = (await self.house.lease(turn.session)).fence
            await self.house.ports.turns.save(ended, fence)
        told = await self.house.turn(turn.session, turn.id)
        await self.house.ports.events.append(TurnEnded(session=turn.session, at=now, turn=told))


@asynccontextmanager
async def stage(house: House | None = None, app: FastAPI | None = None) -> AsyncIterator[Stage]:
    """An empty one, served on a port of this machine; `app` is the house's with more to it."""
    house = house or House(clock=ManualClock(time.time()))
    key, text = new_key(TenantId("maya-inc"), created_at=house.clock.now())
    await house.keys.add(key)
    headers = {"Authorization": f"Bearer {text}"}
    async with (
        served(app or house.app) as address,
        httpx.AsyncClient(base_url=address, headers=headers) as api,
    ):
        yield Stage(house, address, text, api)


async def fill(stage: Stage, png: bytes) -> None:
    """Conversations in every state: `long`, `asks`, `runs`, `failed`, `closed`, `empty`."""
    await _talk_long(stage, png)
    asks = await stage.open("asks", "A hotel in Kyoto for three, with breakfast")
    await stage.work(asks, 8)
    await stage.end(asks, StopReason.NEEDS_YES, "")
    runs = await stage.open("runs", "Find me a table for two at an Italian place tonight")
    await stage.work(runs, 30)
    failed = await stage.open("failed", "Pay the electricity bill")
    await stage.work(failed, 3)
    await stage.end(failed, StopReason.UNREACHABLE, "I can't open it: nothing answers there.")
    stopped = await stage.say("failed", "Then look at last month's")
    await stage.end(stopped, StopReason.CANCELLED, "Stopped, as you asked.")
    closed = await stage.open("closed", "Cancel the newsletter " + "of a very long name " * 5)
    await stage.end(closed, StopReason.SAID, "It is cancelled.")
    await stage.api.delete(f"/v1/sessions/{stage.sessions['closed']}")
    opened = await stage.api.post("/v1/sessions", json={"start_url": START})
    stage.sessions["empty"] = opened.json()["id"]


async def _talk_long(stage: Stage, png: bytes) -> None:
    first = await stage.open("long", "Hi, I need a hotel in Kyoto")
    name = await stage.house.pictures.put(
        Picture(session=first.session, turn=first.id, number=1, png=png)
    )
    await stage.work(first, 5, picture=name)
    await stage.end(first, StopReason.ASKED, "When would you like to check in and check out?")
    second = await stage.say("long", "12 May to 15 May, and " + "please mind this long wish " * 9)
    await stage.work(second, 30)
    await stage.end(second, StopReason.SAID, LONG)
    session = stage.sessions["long"]
    for file in ("booking-confirmation.pdf", f"{'a-very-long-name-' * 3}of-a-file.pdf"):
        await stage.api.put(f"/v1/sessions/{session}/files/{file}", content=b"x" * 48_200)
    fence = (await stage.house.lease(session)).fence
    await stage.house.states.save_screenshot(SessionId(session), png, fence)
