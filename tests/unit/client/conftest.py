from collections.abc import AsyncIterator

import pytest

from errands.client import AsyncErrands, Session
from tests.sites.serving import served
from tests.unit.api.house import START, House
from tests.unit.client.either import either, key_of


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
async def address(house: House) -> AsyncIterator[str]:
    async with served(house.app) as url:
        yield url


@pytest.fixture(params=["async", "sync"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def maya(house: House, address: str, kind: str) -> AsyncIterator[AsyncErrands]:
    async with either(kind, address, await key_of(house)) as client:
        yield client


@pytest.fixture
async def session(maya: AsyncErrands) -> Session:
    return await maya.create_session(START, profile={"first_name": "Maya"})
