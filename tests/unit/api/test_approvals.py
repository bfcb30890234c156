"""The yes that an effect waits for."""

import httpx
import pytest

from errands.agent.effects.consent import is_yes, refuses
from errands.contracts.session import PendingEffect
from errands.contracts.turn import Turn
from tests.unit.api.house import House, is_problem

PAY = PendingEffect(
    fingerprint="f" * 64,
    question='Shall I press "Pay" on shop.test? It says: Total: €24 · Name: Maya',
    control="Pay",
    host="shop.test",
    facts=("Total: €24", "Name: Maya"),
    amounts=("Total: €24",),
)
YES = {"id": PAY.fingerprint, "approved": True}
KEY = {"Idempotency-Key": "k1"}


async def said(maya: httpx.AsyncClient, house: House, session: str) -> Turn:
    made = (await maya.post(f"{session}/turns", json={"message": "Buy it"})).json()["id"]
    return await house.turn(session.rpartition("/")[2], made)


@pytest.fixture
async def asked(maya: httpx.AsyncClient, house: House, session: str) -> Turn:
    """A turn that ended with the question whether to pay."""
    turn = await said(maya, house, session)
    await house.ask_for_yes(turn, PAY)
    return turn


async def test_what_waits_is_told_as_the_question_tells_it(
    maya: httpx.AsyncClient, session: str, asked: Turn
) -> None:
    response = await maya.get(f"{session}/approval")
    assert response.json() == {
        "id": PAY.fingerprint,
        "session": asked.session,
        "turn": asked.id,
        "question": PAY.question,
        "control": "Pay",
        "host": "shop.test",
        "facts": ["Total: €24", "Name: Maya"],
        "amounts": ["Total: €24"],
    }
    turn = (await maya.get(f"{session}/turns/{asked.id}")).json()
    assert (turn["stop_reason"], turn["reply"]) == ("needs_yes", PAY.question)


@pytest.mark.parametrize("approved", [True, False])
async def test_an_answer_is_a_turn_that_says_yes_or_no(
    maya: httpx.AsyncClient,
    house: House,
    session: str,
    asked: Turn,
    approved: bool,  # noqa: FBT001
) -> None:
    response = await maya.post(f"{session}/approval", json={**YES, "approved": approved})
    assert response.status_code == 202
    body = response.json()
    assert body["status"] == "queued"
    assert body["number"] == 2
    assert response.headers["location"] == f"{session}/turns/{body['id']}"
    assert is_yes(body["message"], PAY.question) is approved
    assert refuses(body["message"], PAY.question) is not approved
    assert (await house.turn(asked.session, body["id"])).answers == PAY.fingerprint
    assert house.hints.sent == [asked.session] * 2


async def test_an_answer_is_given_once(maya: httpx.AsyncClient, session: str, asked: Turn) -> None:
    del asked
    assert (await maya.post(f"{session}/approval", json=YES)).status_code == 202
    again = await maya.post(f"{session}/approval", json=YES)
    assert is_problem(again, 409, "nothing_to_approve")
    assert is_problem(await maya.get(f"{session}/approval"), 404, "approval_not_found")


async def test_the_same_key_is_one_answer_even_once_it_has_been_heard(
    maya: httpx.AsyncClient, house: House, session: str, asked: Turn
) -> None:
    first = await maya.post(f"{session}/approval", json=YES, headers=KEY)
    await house.say(await house.turn(asked.session, first.json()["id"]))
    again = await maya.post(f"{session}/approval", json=YES, headers=KEY)
    assert (again.status_code, again.json()["id"]) == (202, first.json()["id"])
    assert again.headers["idempotent-replayed"] == "true"
    for other in ({"approved": False}, {"id": "e" * 64}):
        response = await maya.post(f"{session}/approval", json={**YES, **other}, headers=KEY)
        assert is_problem(response, 422, "idempotency_conflict")
    chat = await maya.post(f"{session}/turns", json={"message": "yes"}, headers=KEY)
    assert is_problem(chat, 422, "idempotency_conflict")


async def test_nothing_waits(maya: httpx.AsyncClient, session: str) -> None:
    assert is_problem(await maya.get(f"{session}/approval"), 404, "approval_not_found")
    response = await maya.post(f"{session}/approval", json=YES)
    assert is_problem(response, 409, "nothing_to_approve")


async def test_another_effect_waits(maya: httpx.AsyncClient, session: str, asked: Turn) -> None:
    del asked
    response = await maya.post(f"{session}/approval", json={**YES, "id": "e" * 64})
    assert is_problem(response, 409, "approval_changed")
    assert len((await maya.get(f"{session}/turns")).json()["turns"]) == 1


async def test_what_is_said_in_between_is_the_answer(
    maya: httpx.AsyncClient, house: House, session: str, asked: Turn
) -> None:
    del asked
    await said(maya, house, session)
    assert is_problem(await maya.get(f"{session}/approval"), 404, "approval_not_found")
    response = await maya.post(f"{session}/approval", json=YES)
    assert is_problem(response, 409, "nothing_to_approve")


async def test_a_closed_session_asks_nothing(
    maya: httpx.AsyncClient, session: str, asked: Turn
) -> None:
    del asked
    await maya.delete(session)
    assert is_problem(await maya.get(f"{session}/approval"), 404, "approval_not_found")
    assert is_problem(await maya.post(f"{session}/approval", json=YES), 409, "session_closed")


@pytest.mark.parametrize(
    "change", [{"id": None}, {"id": "x"}, {"approved": None}, {"approved": "maybe"}, {"more": 1}]
)
async def test_a_body_that_is_no_answer(
    maya: httpx.AsyncClient, session: str, asked: Turn, change: dict[str, object]
) -> None:
    del asked
    response = await maya.post(f"{session}/approval", json={**YES, **change})
    assert is_problem(response, 422, "invalid_request")


async def test_tenants_are_apart(noah: httpx.AsyncClient, session: str, asked: Turn) -> None:
    del asked
    assert is_problem(await noah.get(f"{session}/approval"), 404, "session_not_found")
    assert is_problem(await noah.post(f"{session}/approval", json=YES), 404, "session_not_found")
