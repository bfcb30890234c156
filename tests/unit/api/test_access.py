"""Who may do what."""

import httpx
import pytest

from errands.contracts.ids import KeyId, SessionId, TenantId
from errands.contracts.keys import Scope
from services.api.auth import digest_of, new_key
from tests.unit.api.house import House, client_of, is_problem
from tests.unit.api.operations import Operation, operations

NOBODYS = f"errands_{'0' * 12}_{'0' * 64}"


def test_the_paths_of_operations_are_all_filled(house: House, places: dict[str, str]) -> None:
    found = list(operations(house.app))
    assert len([one for one in found if one.is_of_a_session]) > 10
    assert not [one.path for one in found if "{" in one.path.format(**places)]


def test_every_post_takes_an_idempotency_key_or_is_the_same_twice(house: House) -> None:
    posts = {one.id: one for one in operations(house.app) if one.method == "POST"}
    without = {name for name, one in posts.items() if "idempotency-key" not in one.parameters}
    # a turn is cancelled once however often, and of two tickets the one that isn't used runs out
    assert without == {"cancelTurn", "createLiveTicket"}


async def test_another_tenants_session_is_not_there(
    house: House, noah: httpx.AsyncClient, maya: httpx.AsyncClient, places: dict[str, str]
) -> None:
    missing = {**places, "session": f"{places['session']}0"}
    for one in operations(house.app):
        if one.is_of_a_session:
            theirs, nobodys = await one.ask(noah, **places), await one.ask(noah, **missing)
            assert is_problem(theirs, 404, "session_not_found"), one.id
            assert theirs.json()["detail"] == nobodys.json()["detail"], one.id
    session = f"/v1/sessions/{places['session']}"
    assert (await maya.get(session)).json()["status"] == "queued"
    assert (await maya.get(f"{session}/files/cv.pdf")).content == b"hers"


async def test_another_tenants_webhook_is_not_there(house: House, places: dict[str, str]) -> None:
    missing = {**places, "webhook": f"{places['webhook']}0"}
    found = [one for one in operations(house.app) if one.is_of_a_webhook]
    assert len(found) > 5
    async with await house.caller("noah-ltd", frozenset({Scope.WEBHOOKS})) as noah:
        for one in found:
            theirs, nobodys = await one.ask(noah, **places), await one.ask(noah, **missing)
            assert is_problem(theirs, 404, "webhook_not_found"), one.id
            assert theirs.json()["detail"] == nobodys.json()["detail"], one.id
        assert (await noah.get("/v1/webhooks")).json()["webhooks"] == []
    async with await house.caller("maya-inc", frozenset({Scope.WEBHOOKS})) as maya:
        for one in sorted(found, key=lambda one: one.method == "DELETE"):
            assert (await one.ask(maya, **places)).status_code < 300, one.id


async def test_ones_own_session_is_there(
    house: House, maya: httpx.AsyncClient, places: dict[str, str]
) -> None:
    await maya.delete(f"/v1/sessions/{places['session']}")  # its stream of events ends
    for one in operations(house.app):
        if one.is_of_a_session:
            assert "session_not_found" not in (await one.ask(maya, **places)).text, one.id


@pytest.mark.parametrize("header", [None, "", "Bearer", "Basic eDp5", NOBODYS])
async def test_no_key(house: House, places: dict[str, str], header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header}
    async with client_of(house.app, headers) as anyone:
        for one in operations(house.app):
            response = await one.ask(anyone, **places)
            assert is_problem(response, 401, "missing_key"), one.id
            assert response.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize("scope", list(Scope))
async def test_a_key_opens_what_its_scope_names_and_nothing_else(
    house: House, places: dict[str, str], scope: Scope
) -> None:
    async with await house.caller("maya-inc", frozenset({scope})) as caller:
        await house.ports.sessions.close(SessionId(places["session"]))
        for one in operations(house.app):
            response = await one.ask(caller, **places)
            assert (response.status_code != 403) is (scope is scope_of(one)), one.id


def scope_of(operation: Operation) -> Scope | None:
    """None for those that a labeler's key is for."""
    if operation.path.startswith("/v1/labels"):
        return None
    if operation.path.startswith("/v1/keys"):
        return Scope.KEYS
    if operation.path.startswith("/v1/webhooks"):
        return Scope.WEBHOOKS
    is_read = operation.method == "GET" or operation.id == "createLiveTicket"  # watching is reading
    return Scope.READ if is_read else Scope.WRITE


async def test_a_labelers_key_opens_nothing_of_a_tenants(
    house: House, places: dict[str, str]
) -> None:
    async with await house.labeler("anna") as anna:
        for one in operations(house.app):
            response = await one.ask(anna, **places)
            assert (response.status_code == 403) is (scope_of(one) is not None), one.id


@pytest.mark.parametrize("key", ["x", "é", f"errands_{'0' * 12}_{'0' * 64}", "x" * 5000])
async def test_a_wrong_key(house: House, session: str, key: str) -> None:
    headers = {"Authorization": f"Bearer {key}".encode("latin-1").decode("latin-1")}
    async with client_of(house.app) as anyone:
        response = await anyone.get(session, headers=httpx.Headers(headers, encoding="latin-1"))
    assert is_problem(response, 401, "invalid_key")
    assert 'error="invalid_token"' in response.headers["www-authenticate"]


async def test_a_revoked_key(house: House, maya: httpx.AsyncClient, session: str) -> None:
    text = maya.headers["authorization"].removeprefix("Bearer ")
    assert (await maya.get(session)).status_code == 200
    await house.keys.revoke(KeyId(text.split("_")[1]))
    assert is_problem(await maya.get(session), 401, "invalid_key")


def test_a_key_is_long_and_kept_as_a_hash() -> None:
    key, text = new_key(TenantId("t"))
    assert text.startswith(f"errands_{key.id}_")
    assert len(text.rpartition("_")[2]) * 4 >= 128
    assert key.digest == digest_of(text)
    assert text.rpartition("_")[2] not in repr(key)
    assert new_key(TenantId("t"))[1] != text
