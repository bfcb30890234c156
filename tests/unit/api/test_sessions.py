import httpx
import pytest

from errands.contracts.browser_state import BrowserState
from errands.contracts.ids import SessionId
from services.api import session_listing
from services.api.ports import Rules
from tests.unit.api.house import START, House, is_problem, told

SECRET = "4111-1111-1111-1111"


async def test_a_session_is_opened_as_the_wire_says(maya: httpx.AsyncClient, house: House) -> None:
    body = {
        "start_url": START,
        "profile": {"first_name": "Maya"},
        "allowed_hosts": ["Pay.test:8443", "pay.test:8443"],
        "limits": {"max_steps": 5},
        "metadata": {"order": "7"},
    }
    response = await maya.post("/v1/sessions", json=body)
    assert response.status_code == 201
    got = response.json()
    assert response.headers["location"] == f"/v1/sessions/{got['id']}"
    assert got["id"].startswith("ses_")
    assert got["status"] == "idle"
    assert got["profile"] == {
        "first_name": "Maya",
        "last_name": None,
        "email": None,
        "phone": None,
    }
    assert got["allowed_hosts"] == ["shop.test", "pay.test:8443"]
    assert got["limits"] == {"max_steps": 5, "max_seconds": 300}
    assert got["metadata"] == {"order": "7"}
    assert (await maya.get(response.headers["location"])).json() == got
    kept = await house.ports.sessions.load(SessionId(got["id"]))
    assert kept.hosts.allow_local is False


async def test_the_same_key_opens_one_session(
    maya: httpx.AsyncClient, noah: httpx.AsyncClient, house: House
) -> None:
    headers = {"Idempotency-Key": "k1"}
    body = {"start_url": START, "secrets": {"card": SECRET}}
    first, again = [await maya.post("/v1/sessions", json=body, headers=headers) for _ in range(2)]
    assert again.status_code == 201
    assert again.json() == first.json()
    assert again.headers["location"] == first.headers["location"]
    assert "idempotent-replayed" not in first.headers
    assert again.headers["idempotent-replayed"] == "true"
    for change in ({"start_url": f"{START}/x"}, {"secrets": {"card": "other"}}, {"secrets": {}}):
        other = await maya.post("/v1/sessions", json={**body, **change}, headers=headers)
        assert is_problem(other, 422, "idempotency_conflict")
    session = SessionId(first.json()["id"])
    assert (await house.ports.sessions.secrets(session))["card"].get_secret_value() == SECRET
    theirs = await noah.post("/v1/sessions", json=body, headers=headers)
    assert theirs.json()["id"] != session
    await maya.delete(first.headers["location"])
    closed = await maya.post("/v1/sessions", json=body, headers=headers)
    assert (closed.json()["id"], closed.json()["status"]) == (session, "closed")
    events = told((await maya.get(f"{first.headers['location']}/events")).text)
    assert [event.event for event in events] == ["session.created", "session.changed"]


async def test_an_unusual_port_is_part_of_the_policy(maya: httpx.AsyncClient) -> None:
    response = await maya.post("/v1/sessions", json={"start_url": "http://shop.test:8081"})
    assert response.json()["allowed_hosts"] == ["shop.test:8081"]


async def test_no_answer_ever_holds_a_secret(maya: httpx.AsyncClient, house: House) -> None:
    body = {"start_url": START, "secrets": {"card": SECRET}}
    opened = await maya.post("/v1/sessions", json=body)
    assert opened.json()["secrets"] == ["card"]
    path = f"/v1/sessions/{opened.json()['id']}"
    said = await maya.post(f"{path}/turns", json={"message": "Pay."})
    turn = said.json()["id"]
    answers = [
        opened,
        said,
        await maya.get(path),
        await maya.get(f"{path}/turns"),
        await maya.get(f"{path}/turns/{turn}"),
        await maya.get(f"{path}/steps"),
        await maya.delete(path),
        await maya.get(f"{path}/events"),
        await maya.post("/v1/sessions", json={**body, "profile": {"card": "x"}}),
        await maya.post("/v1/sessions", json={**body, "secrets": {"Card": SECRET}}),
        await maya.post("/v1/sessions", json={**body, "secrets": {"card": SECRET * 200}}),
        await maya.post("/v1/sessions", json={**body, "secrets": SECRET}),
        await maya.post("/v1/sessions", json={**body, "start_url": f"https://a:{SECRET}@b.test"}),
    ]
    assert [answer.status_code for answer in answers[-5:]] == [422] * 5
    assert not [a.text for a in answers if SECRET in a.text]
    assert not await house.ports.sessions.secrets(SessionId(opened.json()["id"]))


@pytest.mark.parametrize(
    "change",
    [
        {"start_url": None},
        {"start_url": "shop.test"},
        {"start_url": "file:///etc/passwd"},
        {"start_url": "javascript:alert(1)"},
        {"start_url": "https://user@shop.test/"},
        {"unknown": 1},
        {"profile": {"First": "x"}},
        {"profile": {"a b": "x"}},
        {"profile": {"a": ""}},
        {"profile": {"a": None}},
        {"profile": {"a": "x" * 2001}},
        {"profile": {f"a{i}": "x" for i in range(51)}},
        {"profile": {"a": "x"}, "secrets": {"a": "y"}},
        {"allowed_hosts": ["https://shop.test"]},
        {"allowed_hosts": ["shop.test:0"]},
        {"allowed_hosts": ["shop.test:99999"]},
        {"allowed_hosts": ["a b"]},
        {"limits": {"max_steps": 0}},
        {"limits": {"max_seconds": 99999}},
        {"limits": {"max_hours": 1}},
        {"metadata": {"a": 1}},
    ],
)
async def test_what_is_not_valid_is_refused(
    maya: httpx.AsyncClient, change: dict[str, object]
) -> None:
    response = await maya.post("/v1/sessions", json={"start_url": START, **change})
    assert is_problem(response, 422, "invalid_request")
    assert response.json()["errors"][0]["pointer"].startswith("/body")


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "0x7f.0.0.1",
        "2130706433",
        "10.1.2.3",
        "169.254.169.254",
        "0.0.0.0",
        "100.64.0.1",
        "224.0.0.1",
        "[::1]",
        "[fd00::1]",
        "[fe80::1]",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "localhost",
        "LOCALHOST.",
        "app.localhost",
        "inside.test",
        "mapped.test",
        "127。0。0。1",
    ],
)
async def test_private_addresses_are_refused(maya: httpx.AsyncClient, host: str) -> None:
    response = await maya.post("/v1/sessions", json={"start_url": f"http://{host}:8080/"})
    assert is_problem(response, 422, "address_not_allowed")
    response = await maya.post(
        "/v1/sessions", json={"start_url": START, "allowed_hosts": [f"{host}:8080"]}
    )
    assert is_problem(response, 422, "address_not_allowed")


async def test_private_addresses_are_taken_where_the_operator_says_so() -> None:
    house = House(Rules(allow_local_hosts=True))
    async with await house.caller("maya-inc") as maya:
        response = await maya.post("/v1/sessions", json={"start_url": "http://127.0.0.1:9000/"})
        assert response.json()["allowed_hosts"] == ["127.0.0.1:9000"]
    kept = await house.ports.sessions.load(SessionId(response.json()["id"]))
    assert kept.hosts.allow_local is True


async def test_the_screenshot(maya: httpx.AsyncClient, house: House, session: str) -> None:
    assert is_problem(await maya.get(f"{session}/screenshot"), 404, "screenshot_not_found")
    session_id = SessionId(session.rpartition("/")[2])
    lease = await house.lease(session_id)
    await house.states.save(session_id, BrowserState.at(START), lease.fence)
    await house.states.save_screenshot(session_id, b"\x89PNG", lease.fence)
    response = await maya.get(f"{session}/screenshot")
    assert response.content == b"\x89PNG"
    assert response.headers["content-type"] == "image/png"
    assert response.headers["cache-control"] == "no-store"


async def test_closing(maya: httpx.AsyncClient, session: str) -> None:
    turn = (await maya.post(f"{session}/turns", json={"message": "Hi"})).json()["id"]
    assert (await maya.delete(session)).status_code == 204
    assert (await maya.delete(session)).status_code == 204
    assert (await maya.get(session)).json()["status"] == "closed"
    ended = (await maya.get(f"{session}/turns/{turn}")).json()
    assert ended["status"] == "cancelled"
    assert ended["reply"]
    refused = await maya.post(f"{session}/turns", json={"message": "Hi"})
    assert is_problem(refused, 409, "session_closed")


async def test_a_secret_may_name_the_hosts_it_is_for(maya: httpx.AsyncClient, house: House) -> None:
    secrets = {
        "pin": "9731-canary",
        "card": {"value": SECRET, "hosts": ["Pay.test", "pay.test:8443"]},
    }
    opened = await maya.post("/v1/sessions", json={"start_url": START, "secrets": secrets})
    assert opened.json()["secrets"] == ["pin", "card"]
    kept = await house.ports.sessions.load(SessionId(opened.json()["id"]))
    assert kept.secret_hosts == {"card": ("pay.test", "pay.test:8443")}
    held = await house.ports.sessions.secrets(kept.id)
    assert {name: value.get_secret_value() for name, value in held.items()} == {
        "pin": "9731-canary",
        "card": SECRET,
    }
    assert "canary" not in kept.model_dump_json()


@pytest.mark.parametrize("hosts", [[], ["https://pay.test"], ["a b"]])
async def test_a_secret_without_a_proper_host_is_refused(
    maya: httpx.AsyncClient, hosts: list[str]
) -> None:
    secrets = {"card": {"value": SECRET, "hosts": hosts}}
    response = await maya.post("/v1/sessions", json={"start_url": START, "secrets": secrets})
    assert response.status_code == 422
    assert SECRET not in response.text


async def opened(maya: httpx.AsyncClient, house: House, count: int) -> list[str]:
    """Ids, newest first."""
    ids = []
    for _ in range(count):
        house.clock.advance(1)
        ids.append((await maya.post("/v1/sessions", json={"start_url": START})).json()["id"])
    return ids[::-1]


async def listed(maya: httpx.AsyncClient, **query: str | int | list[str]) -> tuple[list[str], str]:
    """All ids, page by page, and how many each page had."""
    found: list[str] = []
    sizes = ""
    after: dict[str, str] = {}
    while True:
        page = (await maya.get("/v1/sessions", params={**query, **after})).json()
        found += [one["id"] for one in page["sessions"]]
        sizes += str(len(page["sessions"]))
        if not page["has_more"]:
            return found, sizes
        after = {"after": page["next_cursor"]}


async def test_sessions_are_listed_newest_first_in_pages(
    maya: httpx.AsyncClient, noah: httpx.AsyncClient, house: House
) -> None:
    ids = await opened(maya, house, 5)
    assert await listed(maya) == (ids, "5")
    assert await listed(maya, limit=2) == (ids, "221")
    assert await listed(maya, limit=5) == (ids, "5")
    assert (await maya.get("/v1/sessions")).json()["sessions"][0] == (
        await maya.get(f"/v1/sessions/{ids[0]}")
    ).json()
    assert (await noah.get("/v1/sessions")).json() == {
        "sessions": [],
        "has_more": False,
        "next_cursor": None,
    }


async def test_sessions_are_listed_by_their_status(maya: httpx.AsyncClient, house: House) -> None:
    ids = await opened(maya, house, 6)
    for one in ids[::2]:
        await maya.delete(f"/v1/sessions/{one}")
    await maya.post(f"/v1/sessions/{ids[1]}/turns", json={"message": "Hi"})
    assert await listed(maya, status="closed", limit=2) == (ids[::2], "21")
    assert await listed(maya, status="closed", limit=3) == (ids[::2], "3")
    assert await listed(maya, status=["idle", "queued"], limit=1) == (ids[1::2], "111")
    assert await listed(maya, status="running") == ([], "0")
    bad = await maya.get("/v1/sessions", params={"status": "open"})
    assert is_problem(bad, 422, "invalid_request")


async def test_a_page_looks_at_so_many_sessions_and_says_that_there_are_more(
    maya: httpx.AsyncClient, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_listing, "MOST_LOOKED_AT", 4)
    ids = await opened(maya, house, 6)
    await maya.delete(f"/v1/sessions/{ids[-1]}")
    assert await listed(maya, status="closed") == ([ids[-1]], "01")
    assert await listed(maya) == (ids, "42")


@pytest.mark.parametrize("steps", [True, "5", 5.5, 0])
async def test_a_number_is_a_number(maya: httpx.AsyncClient, steps: object) -> None:
    bad = await maya.post("/v1/sessions", json={"start_url": START, "limits": {"max_steps": steps}})
    assert is_problem(bad, 422, "invalid_request")


async def test_a_whole_number_may_be_written_as_any(maya: httpx.AsyncClient) -> None:
    body = {"start_url": START, "limits": {"max_steps": 5.0, "max_seconds": 9}}
    assert (await maya.post("/v1/sessions", json=body)).json()["limits"]["max_steps"] == 5
