"""What no page, store and program takes is refused where it comes in, and its place is told."""

from collections.abc import AsyncIterator
from typing import Final

import httpx
import pytest

from errands.contracts.keys import Scope
from tests.unit.api.house import House, is_problem

JSON: Final = {"Content-Type": "application/json"}
OPENED: Final = '{"start_url": "https://shop.test/", %s}'
PLACES: Final = {
    "message": ("POST", "{session}/turns", '{"message": "Hi%s"}', "/message"),
    "note": ("POST", "/v1/sessions", OPENED % '"metadata": {"a": "%s"}', "/metadata/a"),
    "value": ("POST", "/v1/sessions", OPENED % '"profile": {"a": "x%s"}', "/profile/a"),
    "secret": ("POST", "/v1/sessions", OPENED % '"secrets": {"a": "x%s"}', "/secrets/a"),
    "host": ("POST", "/v1/sessions", OPENED % '"allowed_hosts": ["x%s"]', "/allowed_hosts/0"),
    "new value": ("PATCH", "{session}/profile", '{"slots": {"a": "x%s"}}', "/slots/a"),
    "new secret": ("PATCH", "{session}/profile", '{"secrets": {"a": "x%s"}}', "/secrets/a"),
    "key": ("POST", "/v1/keys", '{"name": "%s"}', "/name"),
}
"""How each text is sent, and the pointer to it."""
NAMES: Final = {
    "metadata": OPENED % '"metadata": {"a%s": "x"}',
    "profile": OPENED % '"profile": {"a%s": "x"}',
    "secrets": OPENED % '"secrets": {"a%s": "x"}',
}


@pytest.fixture
async def hers(house: House) -> AsyncIterator[httpx.AsyncClient]:
    """Maya's, with every scope."""
    async with await house.caller("maya-inc", frozenset(Scope)) as client:
        yield client


@pytest.mark.parametrize("letter", [r"\u0000", r"\ud800", r"\udfff\ud800"])
@pytest.mark.parametrize("place", PLACES)
async def test_a_text_with_what_is_no_character_is_refused(
    hers: httpx.AsyncClient, session: str, place: str, letter: str
) -> None:
    method, path, body, pointer = PLACES[place]
    sent = (body % letter).encode()
    answer = await hers.request(method, path.format(session=session), content=sent, headers=JSON)
    assert is_problem(answer, 422, "invalid_request")
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [f"/body{pointer}"]


@pytest.mark.parametrize("letter", [r"\u0000", r"\ud800"])
@pytest.mark.parametrize("names", NAMES)
async def test_a_name_with_what_is_no_character_is_refused(
    hers: httpx.AsyncClient, names: str, letter: str
) -> None:
    sent = (NAMES[names] % letter).encode()
    answer = await hers.post("/v1/sessions", content=sent, headers=JSON)
    assert is_problem(answer, 422, "invalid_request")
    assert all(one["pointer"].startswith(f"/body/{names}") for one in answer.json()["errors"])


@pytest.mark.parametrize("letter", [r"\ud83d\ude00", r"\n", r"\u200b", r"\ufffd"])
async def test_any_other_character_is_taken(
    hers: httpx.AsyncClient, session: str, letter: str
) -> None:
    for place in ("message", "note", "value", "secret", "key"):
        method, path, body, _ = PLACES[place]
        sent = (body % letter).encode()
        where = path.format(session=session)
        assert (await hers.request(method, where, content=sent, headers=JSON)).is_success, place
