"""Who may do what."""

import httpx
import pytest

from errands.contracts.ids import KeyId, TenantId
from services.api.auth import digest_of, new_key
from tests.unit.api.house import House, client_of, is_problem

ROUTES = [
    ("GET", ""),
    ("DELETE", ""),
    ("GET", "/steps"),
    ("GET", "/screenshot"),
    ("GET", "/events"),
    ("GET", "/turns"),
    ("POST", "/turns"),
    ("GET", "/turns/{turn}"),
    ("POST", "/turns/{turn}/cancel"),
    ("GET", "/approval"),
    ("POST", "/approval"),
    ("GET", "/files"),
    ("PUT", "/files/cv.pdf"),
    ("GET", "/files/cv.pdf"),
    ("DELETE", "/files/cv.pdf"),
    ("GET", "/turns/{turn}/steps"),
    ("GET", "/turns/{turn}/steps/1/screenshot"),
]


def body_of(method: str, route: str) -> dict[str, object] | None:
    match method, route:
        case "POST", "/turns":
            return {"message": "Hi"}
        case "POST", "/approval":
            return {"id": "0" * 64, "approved": True}
        case _:
            return None


@pytest.mark.parametrize(("method", "route"), ROUTES)
async def test_another_tenants_session_is_not_there(
    maya: httpx.AsyncClient, noah: httpx.AsyncClient, session: str, method: str, route: str
) -> None:
    turn = (await maya.post(f"{session}/turns", json={"message": "Hi"})).json()["id"]
    path = session + route.format(turn=turn)
    theirs = await noah.request(method, path, json=body_of(method, route))
    assert is_problem(theirs, 404, "session_not_found")
    nobodys = await noah.request(method, path.replace("ses_", "ses_0"), json=body_of(method, route))
    assert theirs.json()["detail"] == nobodys.json()["detail"]
    assert (await maya.get(session)).json()["status"] == "queued"


@pytest.mark.parametrize(
    "header", [None, "", "Bearer", "Basic eDp5", f"errands_{'0' * 12}_{'0' * 64}"]
)
@pytest.mark.parametrize(("method", "route"), [*ROUTES, ("POST", "new")])
async def test_no_key(
    house: House, session: str, header: str | None, method: str, route: str
) -> None:
    path = "/v1/sessions" if route == "new" else session + route.format(turn="trn_0")
    async with client_of(house.app, {} if header is None else {"Authorization": header}) as anyone:
        response = await anyone.request(method, path, json=body_of(method, route))
    assert is_problem(response, 401, "missing_key")
    assert response.headers["www-authenticate"].startswith("Bearer")


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
