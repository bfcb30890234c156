"""The tables of docs/wire.md are those of the code, and the OpenAPI tells each event apart."""

import json
from pathlib import Path
from typing import get_args

import httpx
import pytest
from pydantic import BaseModel

from errands.contracts.event import Event, HandBack
from errands.contracts.session import SessionStatus
from errands.contracts.turn import StopReason, TurnStatus, status_of
from errands.contracts.webhook import Outcome
from services.api.problems import Code, ProblemError, problem_response
from services.wire.events import EVENT_BODY
from tests.unit.api.house import House, told

DOC = Path(__file__).resolve().parents[3] / "docs/wire.md"


def table(head: str) -> dict[str, list[str]]:
    """The rows of the table whose first column is called so, by their first cell."""
    lines = DOC.read_text().splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith(f"| {head} |"))
    rows: dict[str, list[str]] = {}
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        first, *rest = (cell.strip().strip("`") for cell in line.strip("|").split("|"))
        assert first not in rows
        rows[first] = rest
    return rows


def kinds() -> dict[str, type[BaseModel]]:
    """The contracts' events by their type."""
    union, *_ = get_args(Event)
    return {kind.model_fields["type"].default: kind for kind in get_args(union)}


def test_every_event_is_in_the_table_with_what_it_holds() -> None:
    held = {
        name: "".join(kind.model_fields.keys() - {"type", "session", "at"})
        for name, kind in kinds().items()
    }
    assert {name: row[1] for name, row in table("event").items()} == held


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("session", SessionStatus),
        ("turn", TurnStatus),
        ("code", Code),
        ("outcome", Outcome),
        ("handed back", HandBack),
    ],
)
def test_every_word_is_in_its_table(head: str, words: type[SessionStatus]) -> None:
    assert table(head).keys() == set(words)


def test_every_stop_reason_is_in_the_table_with_its_status() -> None:
    expected = {reason: status_of(reason) for reason in StopReason}
    assert {reason: row[0] for reason, row in table("stop reason").items()} == expected


def test_every_problem_is_in_the_table_with_its_status_and_title() -> None:
    for code, (status, meaning) in table("code").items():
        response = problem_response(ProblemError(Code(code)), {"path": "/"})
        assert int(status) == response.status_code
        assert meaning == f"{json.loads(response.body)['title']}."


def test_the_openapi_tells_events_apart_by_their_type(house: House) -> None:
    document = house.app.openapi()
    schemas = document["components"]["schemas"]
    event = schemas["Event"]
    assert event["discriminator"]["propertyName"] == "type"
    mapping = event["discriminator"]["mapping"]
    assert mapping.keys() == kinds().keys()
    assert {one["$ref"] for one in event["oneOf"]} == set(mapping.values())
    for name, place in mapping.items():
        schema = schemas[place.rpartition("/")[2]]
        assert schema["properties"]["type"]["const"] == name
        assert schema["description"]
        assert schema["properties"].keys() == {*kinds()[name].model_fields}
    stream = document["paths"]["/v1/sessions/{session}/events"]["get"]["responses"]["200"]
    content = stream["content"]["text/event-stream"]
    data = content["schema"]["properties"]["data"]
    assert data["contentSchema"] == {"$ref": "#/components/schemas/Event"}


def test_every_reference_of_the_openapi_leads_somewhere(house: House) -> None:
    document = house.app.openapi()
    text = json.dumps(document)
    places = {part.partition('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert places <= document["components"]["schemas"].keys()
    assert json.dumps(house.app.openapi()) == text


async def test_what_is_streamed_is_what_the_openapi_says(
    maya: httpx.AsyncClient, house: House, session: str
) -> None:
    await maya.patch(f"{session}/profile", json={"slots": {"phone": "+31 20 555 0100"}})
    made = (await maya.post(f"{session}/turns", json={"message": "Hi"})).json()["id"]
    turn = await house.turn(session.rpartition("/")[2], made)
    await house.step(turn, 1)
    await house.say(turn)
    await maya.delete(session)
    schemas = house.app.openapi()["components"]["schemas"]
    events = told((await maya.get(f"{session}/events")).text)
    apart = {"turn.started", "browser.taken", "browser.handed_back"}  # a worker's own
    assert {one.event for one in events} == kinds().keys() - apart
    for one in events:
        place = schemas["Event"]["discriminator"]["mapping"][one.event]
        required = schemas[place.rpartition("/")[2]]["required"]
        assert json.loads(one.data).keys() == set(required)
        assert EVENT_BODY.validate_json(one.data).type == one.event
