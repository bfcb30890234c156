from collections.abc import AsyncIterator

import httpx
import pytest

from errands.contracts.keys import Scope
from tests.unit.api.house import START, House


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
async def maya(house: House) -> AsyncIterator[httpx.AsyncClient]:
    async with await house.caller("maya-inc") as client:
        yield client


@pytest.fixture
async def noah(house: House) -> AsyncIterator[httpx.AsyncClient]:
    async with await house.caller("noah-ltd") as client:
        yield client


@pytest.fixture
async def session(maya: httpx.AsyncClient) -> str:
    """The path of a session of Maya's."""
    response = await maya.post("/v1/sessions", json={"start_url": START})
    return f"/v1/sessions/{response.json()['id']}"


@pytest.fixture
async def places(maya: httpx.AsyncClient, house: House, session: str) -> dict[str, str]:
    """A session of Maya's with something wherever a path may lead."""
    made = (await maya.post(f"{session}/turns", json={"message": "Hi"})).json()["id"]
    session_id = session.rpartition("/")[2]
    await house.step(await house.turn(session_id, made), 1)
    await maya.put(f"{session}/files/cv.pdf", content=b"hers")
    async with await house.caller("maya-inc", frozenset({Scope.WEBHOOKS})) as hers:
        webhook = (await hers.post("/v1/webhooks", json={"url": "https://shop.test/"})).json()["id"]
        delivery = (await hers.post(f"/v1/webhooks/{webhook}/test")).json()["id"]
    return {
        "session": session_id,
        "turn": made,
        "number": "1",
        "name": "cv.pdf",
        "key": "0" * 12,
        "webhook": webhook,
        "delivery": delivery,
    }
