"""Webhooks by REST: made, listed, rotated, tried, and what was sent to them."""

import json
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from errands.contracts.ids import SessionId, WebhookId
from errands.contracts.keys import Scope
from errands.contracts.webhook import Attempt, EventName, Outcome
from services.api.own_webhooks import CALLS_KEPT
from services.api.ports import Rules
from services.api.routes.webhooks import MOST
from tests.ports.told import a_delivery
from tests.unit.api.house import House, is_problem

URL = {"url": "https://shop.test/hook"}
PAGE = (Path(__file__).resolve().parents[3] / "docs/webhooks.md").read_text()


@pytest.fixture
async def hers(house: House) -> AsyncIterator[httpx.AsyncClient]:
    async with await house.caller("maya-inc", frozenset({Scope.WEBHOOKS})) as client:
        yield client


@pytest.fixture
async def path(hers: httpx.AsyncClient) -> str:
    """Of a webhook of hers."""
    return str((await hers.post("/v1/webhooks", json=URL)).headers["location"])


def id_of(path: str) -> WebhookId:
    return WebhookId(path.rpartition("/")[2])


async def test_a_secret_is_told_once(hers: httpx.AsyncClient) -> None:
    made = await hers.post("/v1/webhooks", json=URL)
    assert made.status_code == 201
    body = made.json()
    secret = body.pop("secret")
    assert secret.startswith("whsec_")
    assert len(secret) == len("whsec_") + 44
    assert body["url"] == URL["url"]
    assert body["events"] == [name for name in EventName if name is not EventName.TEST]
    for read in (made.headers["location"], "/v1/webhooks"):
        answer = await hers.get(read)
        assert secret not in answer.text
    assert (await hers.get(made.headers["location"])).json() == body


async def test_the_same_call_makes_one_webhook(hers: httpx.AsyncClient) -> None:
    key = {"Idempotency-Key": "k"}
    first = await hers.post("/v1/webhooks", json=URL, headers=key)
    again = await hers.post("/v1/webhooks", json=URL, headers=key)
    assert again.headers["idempotent-replayed"] == "true"
    assert again.json() == {**first.json(), "secret": None}
    assert len((await hers.get("/v1/webhooks")).json()["webhooks"]) == 1
    other = {"url": "https://shop.test/other"}
    answer = await hers.post("/v1/webhooks", json=other, headers=key)
    assert is_problem(answer, 422, "idempotency_conflict")


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://shop.test/", "invalid_request"),
        ("https://user:pw@shop.test/", "invalid_request"),
        ("ftp://shop.test/", "invalid_request"),
        ("https://127.0.0.1/", "address_not_allowed"),
        ("https://inside.test/", "address_not_allowed"),
        ("https://mapped.test/", "address_not_allowed"),
        ("https://localhost/", "address_not_allowed"),
        ("https://[fd00::1]/", "address_not_allowed"),
        ("https://shop.test:8443/", "address_not_allowed"),
        (f"https://shop.test/{'x' * 1983}", "invalid_request"),
        (f"https://shop.test/{'é' * 600}", "invalid_request"),
    ],
)
async def test_an_address_has_to_be_public_and_https(
    hers: httpx.AsyncClient, url: str, code: str
) -> None:
    assert is_problem(await hers.post("/v1/webhooks", json={"url": url}), 422, code)


async def test_the_longest_address_is_told_again(hers: httpx.AsyncClient) -> None:
    url = f"https://shop.test/{'x' * 1982}"
    made = await hers.post("/v1/webhooks", json={"url": url})
    assert made.status_code == 201
    assert (await hers.get("/v1/webhooks")).json()["webhooks"][0]["url"] == url


async def test_on_one_computer_any_address_will_do() -> None:
    house = House(rules=Rules(allow_local_hosts=True))
    async with await house.caller("maya-inc", frozenset({Scope.WEBHOOKS})) as hers:
        made = await hers.post("/v1/webhooks", json={"url": "http://127.0.0.1:9/"})
    assert made.status_code == 201


@pytest.mark.parametrize("events", [["webhook.test"], ["nothing"], "turn.ended"])
async def test_only_events_that_happen_are_asked_for(
    hers: httpx.AsyncClient, events: object
) -> None:
    answer = await hers.post("/v1/webhooks", json={**URL, "events": events})
    assert is_problem(answer, 422, "invalid_request")


async def test_named_events_are_those_that_are_sent(hers: httpx.AsyncClient) -> None:
    body = {**URL, "events": ["turn.ended", "turn.ended", "session.created"]}
    made = await hers.post("/v1/webhooks", json=body)
    assert made.json()["events"] == ["session.created", "turn.ended"]


async def test_there_is_a_bound_on_how_many_there_are(hers: httpx.AsyncClient) -> None:
    for _ in range(MOST):
        assert (await hers.post("/v1/webhooks", json=URL)).status_code == 201
    assert is_problem(await hers.post("/v1/webhooks", json=URL), 409, "too_many_webhooks")


async def test_pages_of_webhooks(hers: httpx.AsyncClient, house: House) -> None:
    ids = []
    for _ in range(3):
        ids.append((await hers.post("/v1/webhooks", json=URL)).json()["id"])
        house.clock.advance(1)
    first = (await hers.get("/v1/webhooks", params={"limit": 2})).json()
    assert [one["id"] for one in first["webhooks"]] == ids[:2]
    assert first["has_more"]
    rest = await hers.get("/v1/webhooks", params={"after": first["next_cursor"]})
    assert [one["id"] for one in rest.json()["webhooks"]] == ids[2:]


async def test_a_deleted_webhook_is_gone_with_what_was_sent(
    hers: httpx.AsyncClient, house: House, path: str
) -> None:
    await hers.post(f"{path}/test")
    assert (await hers.delete(path)).status_code == 204
    assert is_problem(await hers.get(path), 404, "webhook_not_found")
    assert is_problem(await hers.get(f"{path}/deliveries"), 404, "webhook_not_found")
    assert await house.deliveries.page(id_of(path), None, 9) == ()


async def test_a_rotated_secret_is_good_for_a_while(
    hers: httpx.AsyncClient, house: House, path: str
) -> None:
    old = (await house.webhooks.get(id_of(path))).secret
    rotated = await hers.post(f"{path}/rotate", json={"grace_seconds": 60})
    assert rotated.status_code == 200
    new = rotated.json()["secret"]
    assert new != old
    now = house.clock.now()
    assert rotated.json()["old_secrets_until"] == now + 60
    webhook = await house.webhooks.get(id_of(path))
    assert webhook.secrets(now + 59) == (new, old)
    assert webhook.secrets(now + 60) == (new,)
    third = (await hers.post(f"{path}/rotate", json={"grace_seconds": 0})).json()["secret"]
    webhook = await house.webhooks.get(id_of(path))
    assert webhook.secrets(now) == (third, old), "each is good for as long as was said"


async def test_the_same_call_rotates_once(hers: httpx.AsyncClient, house: House, path: str) -> None:
    key = {"Idempotency-Key": "k"}
    first = await hers.post(f"{path}/rotate", json={}, headers=key)
    again = await hers.post(f"{path}/rotate", json={}, headers=key)
    assert again.headers["idempotent-replayed"] == "true"
    assert again.json() == {**first.json(), "secret": None}
    assert (await house.webhooks.get(id_of(path))).secret == first.json()["secret"]


async def test_the_same_key_of_another_rotation_is_a_conflict(
    hers: httpx.AsyncClient, house: House, path: str
) -> None:
    key = {"Idempotency-Key": "k"}
    first = await hers.post(f"{path}/rotate", json={}, headers=key)
    other = await hers.post(f"{path}/rotate", json={"grace_seconds": 5}, headers=key)
    assert is_problem(other, 422, "idempotency_conflict")
    assert (await house.webhooks.get(id_of(path))).secret == first.json()["secret"]


async def test_tests_push_out_nothing_that_is_known_of_a_rotation(
    hers: httpx.AsyncClient, house: House, path: str
) -> None:
    key = {"Idempotency-Key": "k"}
    await hers.post(f"{path}/rotate", json={}, headers=key)
    for number in range(CALLS_KEPT + 5):
        await hers.post(f"{path}/test", headers={"Idempotency-Key": f"t{number}"})
    again = await hers.post(f"{path}/rotate", json={}, headers=key)
    assert again.headers.get("idempotent-replayed") == "true"
    assert len((await house.webhooks.get(id_of(path))).asked) == CALLS_KEPT + 1


async def test_a_change_that_others_always_come_before_is_given_up(
    hers: httpx.AsyncClient, house: House, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refused(*_: object) -> bool:
        return False

    made = a_delivery(1, SessionId("ses_a"), id_of(path))
    await house.deliveries.add(id_of(path), [made])
    monkeypatch.setattr(house.webhooks, "replace", refused)
    monkeypatch.setattr(house.deliveries, "again", refused)
    for call in ("rotate", f"deliveries/{made.id}/replay"):
        answer = await hers.post(f"{path}/{call}", json={})
        assert is_problem(answer, 503, "store_unavailable")


async def test_a_test_is_queued_and_the_same_call_queues_one(
    hers: httpx.AsyncClient, house: House, path: str
) -> None:
    key = {"Idempotency-Key": "k"}
    queued = await hers.post(f"{path}/test", headers=key)
    assert queued.status_code == 202
    assert queued.json()["type"] == "webhook.test"
    house.clock.advance(5)
    again = await hers.post(f"{path}/test", headers=key)
    assert again.json() == queued.json()
    assert again.headers["idempotent-replayed"] == "true"
    await hers.post(f"{path}/test")
    listed = (await hers.get(f"{path}/deliveries")).json()["deliveries"]
    assert len(listed) == 2
    assert len(await house.deliveries.claim(id_of(path), 60, 9)) == 2


async def test_pages_of_deliveries_tell_what_became_of_each(
    hers: httpx.AsyncClient, house: House, path: str
) -> None:
    made = [a_delivery(number, SessionId("ses_a"), id_of(path)) for number in (1, 2, 3)]
    await house.deliveries.add(id_of(path), made)
    failed = replace(
        made[0], attempts=2, last=Attempt(Outcome.REJECTED, 503), tried_at=7.5, next_at=300
    )
    await house.deliveries.again(made[0], failed)
    first = (await hers.get(f"{path}/deliveries", params={"limit": 2})).json()
    assert first["deliveries"][0] == {
        "id": "msg_0000000000001_00000_ses_a",
        "type": "step.taken",
        "session": "ses_a",
        "event": "1-0",
        "created_at": 1,
        "attempts": 2,
        "outcome": "rejected",
        "status_code": 503,
        "tried_at": 7.5,
        "next_attempt_at": 300,
    }
    assert first["has_more"]
    rest = await hers.get(f"{path}/deliveries", params={"after": first["next_cursor"]})
    assert [one["event"] for one in rest.json()["deliveries"]] == ["3-0"]


async def test_what_was_sent_is_sent_again_with_all_its_attempts(
    hers: httpx.AsyncClient, house: House, path: str
) -> None:
    made = a_delivery(1, SessionId("ses_a"), id_of(path))
    await house.deliveries.add(id_of(path), [made])
    dead = replace(made, attempts=8, last=Attempt(Outcome.TIMED_OUT), next_at=None)
    await house.deliveries.again(made, dead)
    key = {"Idempotency-Key": "k"}
    answer = await hers.post(f"{path}/deliveries/{made.id}/replay", headers=key)
    assert answer.status_code == 202
    assert (answer.json()["attempts"], answer.json()["id"]) == (0, made.id)
    (again,) = await house.deliveries.claim(id_of(path), 60, 9)
    await house.deliveries.settle(again, replace(again, next_at=None))
    twice = await hers.post(f"{path}/deliveries/{made.id}/replay", headers=key)
    assert twice.headers["idempotent-replayed"] == "true"
    assert await house.deliveries.claim(id_of(path), 60, 9) == ()
    nothing = await hers.post(f"{path}/deliveries/{made.id}0/replay")
    assert is_problem(nothing, 404, "delivery_not_found")


async def test_nothing_is_sent_to_a_webhook_that_is_disabled(
    hers: httpx.AsyncClient, house: House, path: str
) -> None:
    await hers.post(f"{path}/test")
    webhook = await house.webhooks.get(id_of(path))
    await house.webhooks.replace(webhook, replace(webhook, disabled_at=5.5))
    assert (await hers.get(path)).json()["disabled_at"] == 5.5
    (delivery,) = (await hers.get(f"{path}/deliveries")).json()["deliveries"]
    assert delivery["next_attempt_at"] is None
    for call in ("test", f"deliveries/{delivery['id']}/replay"):
        assert is_problem(await hers.post(f"{path}/{call}"), 409, "webhook_disabled")


def test_the_openapi_tells_of_every_event_that_is_sent(house: House) -> None:
    document = house.app.openapi()
    assert document["openapi"].startswith("3.1")
    assert document["webhooks"].keys() == set(EventName)
    mapping = document["components"]["schemas"]["Event"]["discriminator"]["mapping"]
    assert set(EventName) - {EventName.TEST} == mapping.keys()
    for name, told in document["webhooks"].items():
        schema = told["post"]["requestBody"]["content"]["application/json"]["schema"]
        assert schema["properties"]["type"]["const"] == name
        place = schema["properties"]["data"]["$ref"].rpartition("/")[2]
        assert place in document["components"]["schemas"]
        assert {one["name"] for one in told["post"]["parameters"]} == {
            *("webhook-id", "webhook-timestamp", "webhook-signature")
        }


async def test_what_the_page_registers_is_taken_and_is_where_its_receiver_listens() -> None:
    house = House(rules=Rules(allow_local_hosts=True))  # as `make up` has it
    scopes = frozenset(Scope(word) for word in re.findall(r"--scope (\w+)", PAGE))
    sent = json.loads(re.findall(r"-d '(.*?)'", PAGE)[0])
    async with await house.caller("maya-inc", scopes) as maya:
        made = await maya.post("/v1/webhooks", json=sent)
        assert made.status_code == 201, made.text
        assert (await maya.post(f"/v1/webhooks/{made.json()['id']}/test")).status_code == 202
    (port,) = re.findall(r"webhook_receiver\.py --secret whsec_\.\.\. --port (\d+)", PAGE)
    assert sent["url"] == f"http://127.0.0.1:{port}/"
