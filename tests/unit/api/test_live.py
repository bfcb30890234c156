"""The connection that shows a page, on twins, over a real WebSocket; the test is the worker."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import quote

import httpx
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from errands.contracts.ids import KeyId, SessionId, ViewerId, WorkerId
from errands.contracts.keys import Scope
from errands.contracts.live import Frame, GivenBack, HeldBy, PageShown, Touched, Watched
from errands.contracts.touch import Go, Going, Mouse, MouseEvent, Typed
from services.api.ports import Rules
from services.api.routes.live import TICKET_SECONDS
from tests.sites.serving import served
from tests.unit.api.house import House, is_problem

WORKER = WorkerId("w")
JPEG = b"\xff\xd8\xff\xe0 a picture"
NOT_LIVE = {
    "type": "state",
    "live": False,
    "width": 0,
    "height": 0,
    "address": "",
    "held_by": "nobody",
}
LIVE = {**NOT_LIVE, "live": True, "width": 1280, "height": 900, "address": "https://shop.test/"}
CLICK = {"type": "mouse", "event": "down", "x": 10, "y": 20.5, "button": "left", "clicks": 1}


@dataclass
class Stage:
    """The API as it is served, and a worker's hand behind it."""

    house: House
    address: str
    session: str
    maya: httpx.AsyncClient
    heard: list[Watched | Touched | GivenBack] = field(default_factory=list)

    @property
    def id(self) -> SessionId:
        return SessionId(self.session.rpartition("/")[2])

    def url(self, ticket: str = "") -> str:
        query = f"?ticket={quote(ticket)}" if ticket else ""
        return f"{self.address.replace('http', 'ws', 1)}{self.session}/live{query}"

    async def ticket(self, client: httpx.AsyncClient | None = None) -> str:
        response = await (client or self.maya).post(f"{self.session}/live-tickets")
        assert response.status_code == 201, response.text
        assert response.json()["expires_at"] == self.house.clock.now() + TICKET_SECONDS
        return str(response.json()["ticket"])

    @asynccontextmanager
    async def watching(self, ticket: str | None = None) -> AsyncIterator[ClientConnection]:
        async with asyncio.timeout(60), connect(self.url(ticket or await self.ticket())) as opened:
            assert await words(opened) == NOT_LIVE
            yield opened

    async def show(self, holder: ViewerId | None = None, notice: str = "") -> None:
        """The page is here, in somebody's hands."""
        page = PageShown(
            worker=WORKER,
            width=1280,
            height=900,
            address="https://shop.test/",
            held_by=HeldBy.NOBODY if holder is None else HeldBy.PERSON,
            holder=holder,
            notice=notice,
        )
        await self.house.live.show(self.id, page)

    async def is_asked_for(self) -> bool:
        return await self.house.takeovers.find(self.id) is not None

    async def told(self, kind: type[Watched | Touched | GivenBack]) -> ViewerId:
        """Who says so to the worker next."""
        async with self.house.live.hear(WORKER) as heard:
            async for said in heard:
                self.heard.append(said)
                if isinstance(said, kind):
                    return said.viewer
        raise AssertionError

    async def taken(self, socket: ClientConnection) -> ViewerId:
        """Somebody watches, and gets what they ask for."""
        await self.house.lease(self.session.rpartition("/")[2])
        viewer = await self.told(Watched)
        await self.show()
        assert await words(socket) == LIVE
        await say(socket, {"type": "take"})
        await until(self.is_asked_for)
        found = await self.house.takeovers.find(self.id)
        assert found is not None
        assert found.viewer == viewer
        await self.show(viewer)
        assert await words(socket) == {**LIVE, "held_by": "person"}
        assert await words(socket) == {"type": "taken"}
        return viewer


@pytest.fixture
async def stage(house: House, maya: httpx.AsyncClient, session: str) -> AsyncIterator[Stage]:
    async with served(house.app) as address:
        yield Stage(house, address, session, maya)


async def until(look: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(30):
        while True:
            if await look():
                return
            await asyncio.sleep(0.01)


async def words(socket: ClientConnection) -> dict[str, object]:
    """The next message that isn't a picture."""
    while True:
        message = await socket.recv()
        if isinstance(message, str):
            found: dict[str, object] = json.loads(message)
            return found


async def say(socket: ClientConnection, said: dict[str, object]) -> None:
    await socket.send(json.dumps(said))


async def refused(url: str, header: str | None = None) -> tuple[int, str]:
    headers = {} if header is None else {"Authorization": header}
    with pytest.raises(InvalidStatus) as problem:
        async with connect(url, additional_headers=headers):
            raise AssertionError
    response = problem.value.response
    assert response.headers["content-type"] == "application/problem+json"
    return response.status_code, json.loads(response.body)["code"]


async def test_a_ticket_opens_one_connection_once(stage: Stage) -> None:
    ticket = await stage.ticket()
    async with stage.watching(ticket):
        assert await refused(stage.url(ticket)) == (401, "invalid_ticket")
    late = await stage.ticket()
    stage.house.clock.advance(TICKET_SECONDS)
    assert await refused(stage.url(late)) == (401, "invalid_ticket")
    assert await refused(stage.url("x")) == (401, "invalid_ticket")


async def test_a_key_opens_it_too_if_it_may_read(stage: Stage) -> None:
    header = stage.maya.headers["authorization"]
    async with connect(stage.url(), additional_headers={"Authorization": header}) as opened:
        assert await words(opened) == NOT_LIVE
    for wrong, code in (
        (None, "missing_key"),
        ("Basic eDp5", "missing_key"),
        ("Bearer x", "invalid_key"),
    ):
        assert await refused(stage.url(), wrong) == (401, code)
    async with await stage.house.caller("maya-inc", frozenset({Scope.WRITE})) as writer:
        assert await refused(stage.url(), writer.headers["authorization"]) == (
            403,
            "key_not_for_this",
        )
        refusal = await writer.post(f"{stage.session}/live-tickets")
        assert is_problem(refusal, 403, "key_not_for_this")
    async with await stage.house.labeler("anna") as anna:
        assert await refused(stage.url(), anna.headers["authorization"]) == (
            403,
            "key_not_for_this",
        )


async def test_another_tenants_page_is_not_there(stage: Stage, noah: httpx.AsyncClient) -> None:
    assert (await noah.post(f"{stage.session}/live-tickets")).status_code == 404
    theirs = noah.headers["authorization"]
    assert await refused(stage.url(), theirs) == (404, "session_not_found")
    made = await noah.post("/v1/sessions", json={"start_url": "https://shop.test/"})
    own = Stage(stage.house, stage.address, f"/v1/sessions/{made.json()['id']}", noah)
    for ticket, other in ((await own.ticket(), stage), (await stage.ticket(), own)):
        assert await refused(other.url(ticket)) == (401, "invalid_ticket")
        # it is still good where it belongs
        async with (own if other is stage else stage).watching(ticket):
            pass


async def test_who_watches_sees_the_page_of_its_keeper_only(stage: Stage) -> None:
    async with stage.watching() as socket:
        await stage.house.lease(stage.id)
        assert await stage.told(Watched)
        other = PageShown(
            worker=WorkerId("other"), width=1, height=1, address="x", held_by=HeldBy.NOBODY
        )
        await stage.house.live.show(stage.id, other)
        await stage.house.live.show(stage.id, Frame(WorkerId("other"), b"theirs"))
        await stage.show()
        assert await words(socket) == LIVE
        await stage.house.live.show(stage.id, Frame(WORKER, JPEG))
        assert await socket.recv() == JPEG


async def test_a_page_is_taken_touched_and_handed_back(stage: Stage) -> None:
    async with stage.watching() as socket:
        viewer = await stage.taken(socket)
        assert [one for one in stage.house.hints.sent if one == stage.id]
        said = [CLICK, {"type": "text", "text": "Zoë"}, {"type": "go", "action": "back"}]
        async with stage.house.live.hear(WORKER) as heard:
            for one in (*said, {"type": "hand_back"}):
                await say(socket, one)
            touches = []
            async for told in heard:
                if isinstance(told, GivenBack):
                    break
                if isinstance(told, Touched):
                    touches.append(told.touch)
                assert told.viewer == viewer
        assert touches == [
            Mouse(event=MouseEvent.DOWN, x=10, y=20.5),
            Typed(text="Zoë"),
            Go(action=Going.BACK),
        ]
        await stage.show(viewer, notice="The page doesn't answer.")
        problem = await words(socket)
        assert (problem["code"], problem["detail"]) == ("not_done", "The page doesn't answer.")
        await stage.show()
        assert await words(socket) == LIVE
        assert await words(socket) == {"type": "handed_back"}


async def test_who_asks_last_has_it(stage: Stage) -> None:
    async with stage.watching() as first:
        viewer = await stage.taken(first)

        async def asked_anew() -> bool:
            found = await stage.house.takeovers.find(stage.id)
            return found is not None and found.viewer != viewer

        async with stage.watching() as second:
            await say(second, {"type": "take"})
            await until(asked_anew)
            found = await stage.house.takeovers.find(stage.id)
            assert found is not None
            await stage.show(found.viewer)
            assert await words(first) == {"type": "handed_back"}
            while (await words(second))["type"] != "taken":
                pass


@pytest.mark.parametrize(
    "said",
    [
        "no JSON",
        "[]",
        '{"type": "jump"}',
        '{"type": "mouse", "event": "down", "x": 1e99, "y": 0}',
        '{"type": "text", "text": "", "more": 1}',
        '{"type": "key", "event": "down", "key": "a", "modifiers": 99}',
    ],
)
async def test_what_is_no_message_is_a_problem_and_the_connection_goes_on(
    stage: Stage, said: str
) -> None:
    async with stage.watching() as socket:
        await socket.send(said)
        assert (await words(socket))["code"] == "invalid_request"
        await say(socket, CLICK)
        assert (await words(socket))["code"] == "not_taken"
        await say(socket, {"type": "hand_back"})
        assert (await words(socket))["code"] == "not_taken"


async def test_what_was_sent_isnt_repeated(stage: Stage) -> None:
    async with stage.watching() as socket:
        await say(socket, {"type": "text", "text": ["canary-7f3"], "canary": "canary-7f3"})
        assert "canary-7f3" not in json.dumps(await words(socket))


async def test_while_a_turn_waits_nobody_takes_the_page(stage: Stage) -> None:
    await stage.maya.post(f"{stage.session}/turns", json={"message": "Hi"})
    async with stage.watching() as socket:
        await say(socket, {"type": "take"})
        assert (await words(socket))["code"] == "turn_running"
    assert await stage.house.takeovers.find(stage.id) is None


async def test_who_may_only_read_watches_and_takes_nothing(stage: Stage) -> None:
    async with await stage.house.caller("maya-inc", frozenset({Scope.READ})) as reader:
        headers = {"Authorization": reader.headers["authorization"]}
        for url, sent in ((stage.url(), headers), (stage.url(await stage.ticket(reader)), {})):
            async with connect(url, additional_headers=sent) as socket:
                assert await words(socket) == NOT_LIVE
                await say(socket, {"type": "take"})
                assert (await words(socket))["code"] == "key_not_for_this"


async def test_a_wish_that_no_worker_grants_is_told(stage: Stage) -> None:
    """A browser couldn't open the page: the worker has taken the wish away."""
    async with stage.watching() as socket:
        await say(socket, {"type": "take"})
        await until(stage.is_asked_for)
        await stage.house.takeovers.end(await stage.house.lease(stage.id))
        stage.house.clock.advance(2)
        assert (await words(socket))["code"] == "browser_unavailable"


async def test_who_goes_away_takes_back_what_wasnt_granted(stage: Stage) -> None:
    async with stage.watching() as socket:
        await say(socket, {"type": "take"})
        await until(stage.is_asked_for)

    async def is_taken_back() -> bool:
        return not await stage.is_asked_for()

    await until(is_taken_back)


async def test_a_page_that_isnt_kept_any_more_isnt_live(stage: Stage) -> None:
    async with stage.watching() as socket:
        await stage.taken(socket)
        stage.house.clock.advance(3600)  # the lease and the last word are old by now
        assert await words(socket) == NOT_LIVE
        assert await words(socket) == {"type": "handed_back"}


async def test_it_ends_with_the_session(stage: Stage) -> None:
    async with stage.watching() as socket:
        await stage.maya.delete(stage.session)
        assert (await words(socket))["code"] == "session_closed"
        with pytest.raises(ConnectionClosed):
            await words(socket)
    assert (await stage.maya.post(f"{stage.session}/live-tickets")).status_code == 409
    header = stage.maya.headers["authorization"]
    assert await refused(stage.url(), header) == (409, "session_closed")


async def test_it_ends_with_its_key(stage: Stage) -> None:
    async with stage.watching() as socket:
        key = stage.maya.headers["authorization"].removeprefix("Bearer ").split("_")[1]
        await stage.house.keys.revoke(KeyId(key))
        with pytest.raises(ConnectionClosed):
            await words(socket)
        assert socket.close_code == 1008


class TestFew:
    @pytest.fixture
    def house(self) -> House:
        return House(rules=Rules(viewers=1))

    async def test_as_many_watch_as_may(self, stage: Stage) -> None:
        async with stage.watching():
            assert await refused(stage.url(await stage.ticket())) == (429, "too_many_viewers")

        async def is_free() -> bool:
            return await stage.house.live.viewers(stage.id) == 0

        await until(is_free)
        async with stage.watching():
            pass
