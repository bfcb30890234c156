"""A cursor is taken back by the list that gave it out, and by no other."""

from collections.abc import AsyncIterator

import httpx
import pytest

from errands.contracts.keys import Scope
from tests.unit.api.house import START, House, is_problem
from tests.unit.api.operations import Operation, operations

LISTS = (
    *("listSessions", "listTurns", "listSteps", "listTurnSteps"),
    *("listKeys", "listWebhooks", "listDeliveries"),
)


@pytest.fixture
async def hers(house: House) -> AsyncIterator[httpx.AsyncClient]:
    """Maya's, with every scope."""
    async with await house.caller("maya-inc", frozenset(Scope)) as client:
        yield client


def lists(house: House) -> dict[str, Operation]:
    """Every operation that takes a cursor."""
    return {
        one.id: one for one in operations(house.app) if {"after", "limit"} <= set(one.parameters)
    }


async def cursor_of(client: httpx.AsyncClient, path: str) -> str:
    cursor = (await client.get(path)).json()["next_cursor"]
    assert isinstance(cursor, str)
    return cursor


def test_every_list_in_pages_is_tried(house: House) -> None:
    assert lists(house).keys() == set(LISTS)


@pytest.mark.parametrize("name", LISTS)
async def test_a_cursor_that_was_never_given_out_is_refused(
    house: House, hers: httpx.AsyncClient, places: dict[str, str], name: str
) -> None:
    path = lists(house)[name].at(places)
    own = await cursor_of(hers, path)
    assert (await hers.get(path, params={"after": own})).json()["next_cursor"] == own
    for made_up in ("x", ".", "000001", own[:-1], f"{own}0", f"0{own}", own.upper(), "\0", "٣.é"):
        answer = await hers.get(path, params={"after": made_up})
        assert is_problem(answer, 422, "invalid_cursor"), made_up
        assert [fault["pointer"] for fault in answer.json()["errors"]] == ["/query/after"]
        assert made_up not in answer.json()["errors"][0]["detail"].split()


@pytest.mark.parametrize("name", LISTS)
async def test_a_cursor_of_another_list_is_refused(
    house: House, hers: httpx.AsyncClient, places: dict[str, str], name: str
) -> None:
    named = lists(house)
    path = named.pop(name).at(places)
    for other in named.values():
        cursor = await cursor_of(hers, other.at(places))
        answer = await hers.get(path, params={"after": cursor})
        assert is_problem(answer, 422, "invalid_cursor"), other.id


async def test_a_cursor_of_another_sessions_turns_is_refused(
    maya: httpx.AsyncClient, session: str
) -> None:
    other = (await maya.post("/v1/sessions", json={"start_url": START})).json()["id"]
    for path in (session, f"/v1/sessions/{other}"):
        await maya.post(f"{path}/turns", json={"message": "Hi"})
    cursor = await cursor_of(maya, f"{session}/turns")
    answer = await maya.get(f"/v1/sessions/{other}/turns", params={"after": cursor})
    assert is_problem(answer, 422, "invalid_cursor")


@pytest.mark.usefixtures("session")
async def test_a_cursor_of_another_tenants_sessions_is_refused(
    maya: httpx.AsyncClient, noah: httpx.AsyncClient
) -> None:
    cursor = await cursor_of(maya, "/v1/sessions")
    answer = await noah.get("/v1/sessions", params={"after": cursor})
    assert is_problem(answer, 422, "invalid_cursor")


@pytest.mark.usefixtures("session")
async def test_a_cursor_is_good_for_another_key_of_the_tenant(
    maya: httpx.AsyncClient, hers: httpx.AsyncClient
) -> None:
    cursor = await cursor_of(maya, "/v1/sessions")
    answer = await hers.get("/v1/sessions", params={"after": cursor})
    assert answer.json() == {"sessions": [], "has_more": False, "next_cursor": cursor}


@pytest.mark.usefixtures("session")
async def test_no_cursor_at_all_begins_the_list(maya: httpx.AsyncClient) -> None:
    page = await maya.get("/v1/sessions", params={"after": ""})
    assert page.json() == (await maya.get("/v1/sessions")).json()


async def test_a_cursor_whose_item_is_gone_still_tells_its_place(
    house: House, hers: httpx.AsyncClient
) -> None:
    for address in ("https://a.test/", "https://b.test/", "https://c.test/"):
        await hers.post("/v1/webhooks", json={"url": address})
        house.clock.advance(1)
    first = (await hers.get("/v1/webhooks", params={"limit": 2})).json()
    await hers.delete(f"/v1/webhooks/{first['webhooks'][1]['id']}")
    rest = await hers.get("/v1/webhooks", params={"after": first["next_cursor"]})
    assert [one["url"] for one in rest.json()["webhooks"]] == ["https://c.test/"]
