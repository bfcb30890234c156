"""A page that is watched and taken over, from the API's connection to Chromium and back."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import httpx
import psutil
import pytest
from websockets.asyncio.client import ClientConnection, connect

from errands.backends.redis_keys import RedisKeys
from errands.contracts.event import BrowserHandedBack, BrowserTaken, HandBack
from errands.contracts.ids import SessionId, TenantId
from errands.contracts.session import Session
from errands.settings import Settings
from services.api.app import create_app
from services.api.auth import new_key
from services.api.bootstrap import build_ports
from tests.kept import in_redis
from tests.model_peer import ModelPeer
from tests.sites.serving import served
from tests.worker_process import Bench, Processes, Site, kill_at_once, until

pytestmark = [pytest.mark.redis, pytest.mark.browser]

WIDE = """<!doctype html><title>Notes</title><h1>Notes</h1>
<form method="post" action="/notes"><label>Name <input name="name"></label>
<button style="position: fixed; left: 0; top: 300px; width: 100%; height: 300px">{button}</button>
</form>"""


@pytest.fixture
def site_form(site: Site) -> Site:
    """Its button is found without looking."""
    site.form = WIDE
    return site


@dataclass
class Api:
    client: httpx.AsyncClient
    address: str

    async def session(self, site: Site) -> str:
        asked = {"start_url": site.url}
        response = await self.client.post("/v1/sessions", json=asked)
        assert response.status_code == 201, response.text
        return str(response.json()["id"])

    async def say(self, session: str, message: str) -> str:
        asked = {"message": message}
        response = await self.client.post(f"/v1/sessions/{session}/turns", json=asked)
        assert response.status_code == 202, response.text
        return str(response.json()["id"])

    async def ended(self, session: str, turn: str) -> dict[str, object]:
        async def look() -> dict[str, object] | None:
            found = await self.client.get(f"/v1/sessions/{session}/turns/{turn}?wait=5")
            body: dict[str, object] = found.json()
            return body if body["ended_at"] is not None else None

        return await until(look, 120)

    async def watch(self, session: str) -> connect:
        ticket = (await self.client.post(f"/v1/sessions/{session}/live-tickets")).json()["ticket"]
        address = self.address.replace("http", "ws", 1)
        return connect(f"{address}/v1/sessions/{session}/live?ticket={ticket}")


@pytest.fixture
async def api(errands_bench: Bench, redis_url: str) -> AsyncIterator[Api]:
    settings = Settings(redis_url=redis_url, allow_local_hosts=True, trial=True)
    key, text = new_key(TenantId("t"))
    await RedisKeys(errands_bench.redis).add(key)
    async with (
        served(create_app(build_ports(settings))) as address,
        httpx.AsyncClient(
            base_url=address, headers={"Authorization": f"Bearer {text}"}, timeout=30
        ) as client,
    ):
        yield Api(client, address)


@dataclass
class Eyes:
    """Who sits before the picture."""

    socket: ClientConnection
    pictures: int = 0
    told: list[dict[str, object]] = field(default_factory=list)

    async def next(self) -> dict[str, object] | None:
        message = await self.socket.recv()
        if isinstance(message, bytes):
            assert message.startswith(b"\xff\xd8\xff")
            self.pictures += 1
            return None
        self.told.append(json.loads(message))
        return self.told[-1]

    async def until(self, **wanted: object) -> None:
        """Something is told that holds all this."""
        async with asyncio.timeout(90):
            while not ((now := await self.next()) and wanted.items() <= now.items()):
                pass

    async def sees(self, pictures: int) -> None:
        async with asyncio.timeout(90):
            while self.pictures < pictures:
                await self.next()

    async def do(self, **said: object) -> None:
        await self.socket.send(json.dumps(said))

    async def press(self, key: str) -> None:
        for event in ("down", "up"):
            await self.do(type="key", event=event, key=key)

    async def click(self, x: float, y: float) -> None:
        for event in ("move", "down", "up"):
            await self.do(type="mouse", event=event, x=x, y=y)


async def a_worker(api: Api, processes: Processes, site: Site) -> psutil.Popen:
    """One that works already: a start takes its time on a busy computer."""
    processes.allow_local_hosts = True
    worker = processes.worker()
    other = await api.session(site)
    await api.ended(other, await api.say(other, "Save a note for Maya"))
    site.posts.clear()
    return worker


async def people(errands_bench: Bench, session: str) -> list[str]:
    """What is told of them, in order."""
    named = Session.model_construct(id=SessionId(session))
    told = await errands_bench.events(named)
    return [
        one.reason if isinstance(one, BrowserHandedBack) else one.type
        for one in told
        if isinstance(one, BrowserTaken | BrowserHandedBack)
    ]


async def test_a_page_is_taken_filled_in_and_handed_back_and_the_next_turn_sees_it(
    api: Api, errands_bench: Bench, processes: Processes, site_form: Site, peer: ModelPeer
) -> None:
    await a_worker(api, processes, site_form)
    session = await api.session(site_form)
    async with await api.watch(session) as socket:
        eyes = Eyes(socket)
        await eyes.until(type="state", live=False)
        await eyes.do(type="take")
        await eyes.until(type="taken")
        assert eyes.told[-2]["held_by"] == "person"
        assert (eyes.told[-2]["width"], eyes.told[-2]["height"]) == (1280, 900)
        await eyes.sees(1)
        turn = await api.say(session, "Save a note for Maya")
        await eyes.press("Tab")
        await eyes.do(type="text", text="Noah")
        await eyes.click(600, 450)
        await eyes.until(type="state", address=f"{site_form.url}saved/Noah")
        assert site_form.posts == ["Noah"]
        await eyes.sees(2)
        await eyes.do(type="hand_back")
        await eyes.until(type="handed_back")
    ended = await api.ended(session, turn)
    assert ended["reply"] == "It is saved.", processes.log()
    assert site_form.posts == ["Noah"]
    assert await people(errands_bench, session) == ["browser.taken", HandBack.SAID]
    assert "person -> page changed" in json.dumps(peer.asked[-1])
    assert "Noah" not in processes.log()


async def test_who_comes_later_sees_a_page_that_stands_still(
    api: Api, processes: Processes, site_form: Site
) -> None:
    await a_worker(api, processes, site_form)
    session = await api.session(site_form)
    await api.ended(session, await api.say(session, "Save a note for Maya"))
    async with await api.watch(session) as first, await api.watch(session) as second:
        await Eyes(first).sees(1)
        await Eyes(second).sees(1)
    async with await api.watch(session) as again:  # as if the page was loaded anew
        await Eyes(again).sees(1)


async def test_a_worker_that_dies_hands_the_page_back_and_turns_go_on(
    api: Api, errands_bench: Bench, processes: Processes, site_form: Site
) -> None:
    worker = await a_worker(api, processes, site_form)
    processes.reconciler()
    session = await api.session(site_form)
    async with await api.watch(session) as socket:
        eyes = Eyes(socket)
        await eyes.do(type="take")
        await eyes.until(type="taken")
        turn = await api.say(session, "Save a note for Maya")
        kill_at_once(processes.family(worker))
        processes.worker()
        await eyes.until(type="handed_back")
        ended = await api.ended(session, turn)
    assert ended["reply"] == "It is saved.", processes.log()
    assert site_form.posts == ["Maya"]
    assert await people(errands_bench, session) == ["browser.taken", HandBack.LOST]


async def test_of_a_session_that_is_closed_meanwhile_nothing_is_left(
    api: Api, errands_bench: Bench, processes: Processes, site_form: Site
) -> None:
    processes.closed_hours = 0
    await a_worker(api, processes, site_form)
    session = await api.session(site_form)
    async with await api.watch(session) as socket:
        eyes = Eyes(socket)
        await eyes.do(type="take")
        await eyes.until(type="taken")
        await api.client.post(f"/v1/sessions/{session}/live-tickets")
        assert any(key.endswith(":tickets") for key in await in_redis(errands_bench.redis))
        await api.client.delete(f"/v1/sessions/{session}")
        await eyes.until(type="problem", code="session_closed")
    processes.reconciler()

    async def is_gone() -> bool | None:
        found = await in_redis(errands_bench.redis)
        left = [key for key, text in found.items() if session in f"{key} {text}"]
        return not left or None

    await until(is_gone, 90)
