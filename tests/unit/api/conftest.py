from collections.abc import AsyncIterator

import httpx
import pytest

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
