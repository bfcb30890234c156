"""What is known of the person, changed while a session is open."""

import json

import httpx
import pytest

from errands.contracts.ids import SessionId
from tests.unit.api.house import START, House, is_problem, told

SECRET = "4111-1111-1111-1111"
PIN = "canary-Zx81!pin"  # no id can hold it


@pytest.fixture
async def place(maya: httpx.AsyncClient) -> str:
    opened = await maya.post(
        "/v1/sessions",
        json={"start_url": START, "profile": {"first_name": "Maya"}, "secrets": {"card": SECRET}},
        headers={"Idempotency-Key": "k1"},
    )
    return f"/v1/sessions/{opened.json()['id']}"


async def test_slots_and_secrets_change_and_secrets_are_never_told(
    maya: httpx.AsyncClient, house: House, place: str
) -> None:
    body = {
        "slots": {"phone": "+31 20 555 0100", "first_name": None},
        "secrets": {"pin": {"value": PIN, "hosts": ["pay.test"]}, "card": None},
    }
    first, again = [await maya.patch(f"{place}/profile", json=body) for _ in range(2)]
    assert first.status_code == 200
    assert first.json() == again.json() == (await maya.get(place)).json()
    assert first.json()["profile"] == {
        "first_name": None,
        "last_name": None,
        "email": None,
        "phone": "+31 20 555 0100",
    }
    assert first.json()["secrets"] == ["pin"]
    assert PIN not in first.text
    kept = await house.ports.sessions.load(SessionId(first.json()["id"]))
    assert kept.secret_hosts == {"pin": ("pay.test",)}
    secrets = await house.ports.sessions.secrets(kept.id)
    assert {name: one.get_secret_value() for name, one in secrets.items()} == {"pin": PIN}


async def test_whoever_follows_is_told_of_names_once_and_of_no_values(
    maya: httpx.AsyncClient, place: str
) -> None:
    body = {"slots": {"phone": "+31 20 555 0100"}, "secrets": {"pin": PIN, "card": None}}
    for _ in range(2):
        await maya.patch(f"{place}/profile", json=body)
    await maya.delete(place)
    stream = (await maya.get(f"{place}/events")).text
    changes = [json.loads(one.data) for one in told(stream) if one.event == "profile.changed"]
    assert [change["names"] for change in changes] == [["card", "phone", "pin"]]
    for value in (PIN, SECRET, "555 0100"):
        assert value not in stream


async def test_a_change_that_is_refused_is_not_told(maya: httpx.AsyncClient, place: str) -> None:
    assert not (await maya.patch(f"{place}/profile", json={"slots": {"card": "x"}})).is_success
    turn = (await maya.post(f"{place}/turns", json={"message": "Pay."})).json()["id"]
    assert not (await maya.patch(f"{place}/profile", json={"slots": {"a": "x"}})).is_success
    await maya.post(f"{place}/turns/{turn}/cancel")
    await maya.delete(place)
    stream = told((await maya.get(f"{place}/events")).text)
    assert "profile.changed" not in {one.event for one in stream}


async def test_the_call_that_opened_it_is_still_known(maya: httpx.AsyncClient, place: str) -> None:
    await maya.patch(f"{place}/profile", json={"secrets": {"card": "other"}})
    body = {"start_url": START, "profile": {"first_name": "Maya"}, "secrets": {"card": SECRET}}
    again = await maya.post("/v1/sessions", json=body, headers={"Idempotency-Key": "k1"})
    assert again.headers["idempotent-replayed"] == "true"
    assert f"/v1/sessions/{again.json()['id']}" == place


async def test_it_waits_for_turns_and_is_over_with_the_session(
    maya: httpx.AsyncClient, place: str
) -> None:
    body = {"slots": {"phone": "+31 20 555 0100"}}
    turn = (await maya.post(f"{place}/turns", json={"message": "Pay."})).json()
    assert is_problem(await maya.patch(f"{place}/profile", json=body), 409, "turn_running")
    await maya.post(f"{place}/turns/{turn['id']}/cancel")
    assert (await maya.patch(f"{place}/profile", json=body)).status_code == 200
    await maya.delete(place)
    assert is_problem(await maya.patch(f"{place}/profile", json=body), 409, "session_closed")


@pytest.mark.parametrize(
    "body",
    [
        {"slots": {"First Name": "Maya"}},
        {"slots": {"first_name": ""}},
        {"slots": {"first_name": 7}},
        {"secrets": {"pin": {"value": PIN, "hosts": []}}},
        {"profile": {"first_name": "Maya"}},
    ],
)
async def test_what_is_no_profile_is_told_without_repeating_it(
    maya: httpx.AsyncClient, place: str, body: dict[str, object]
) -> None:
    answer = await maya.patch(f"{place}/profile", json=body)
    assert is_problem(answer, 422, "invalid_request")
    assert PIN not in answer.text


@pytest.mark.parametrize("value", [" ", "\t\n", "\u00a0\u3000", "\0", "Ma\0ya", " \0"])
async def test_blanks_alone_are_no_value_and_u_0000_is_in_none(
    maya: httpx.AsyncClient, place: str, value: str
) -> None:
    hosted = {"value": value, "hosts": ["pay.test"]}
    for what, where in (
        ({"slots": {"x": value}}, "/slots/x"),
        ({"secrets": {"x": value}}, "/secrets/x"),
        ({"secrets": {"x": hosted}}, "/secrets/x/value"),
    ):
        answer = await maya.patch(f"{place}/profile", json=what)
        assert is_problem(answer, 422, "invalid_request")
        assert [one["pointer"] for one in answer.json()["errors"]] == [f"/body{where}"]
    for what, where in (
        ({"profile": {"x": value}}, "/profile/x"),
        ({"secrets": {"x": value}}, "/secrets/x"),
        ({"secrets": {"x": hosted}}, "/secrets/x/value"),
    ):
        answer = await maya.post("/v1/sessions", json={"start_url": START, **what})
        assert is_problem(answer, 422, "invalid_request")
        assert [one["pointer"] for one in answer.json()["errors"]] == [f"/body{where}"]


@pytest.mark.parametrize("value", [" Maya ", "a\nb", "\u200b"])
async def test_blanks_within_a_value_are_kept(
    maya: httpx.AsyncClient, place: str, value: str
) -> None:
    answer = await maya.patch(f"{place}/profile", json={"slots": {"x": value}})
    assert answer.json()["profile"]["x"] == value


async def test_a_name_is_a_slot_or_a_secret(maya: httpx.AsyncClient, place: str) -> None:
    answer = await maya.patch(f"{place}/profile", json={"slots": {"card": "4111"}})
    assert is_problem(answer, 422, "profile_refused")
    assert "card" in answer.json()["detail"]
