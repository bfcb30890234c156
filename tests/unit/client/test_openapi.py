"""The client is held to the API's OpenAPI document, in its models and in its calls."""

import inspect
import re
from collections.abc import Callable
from typing import get_type_hints

import pytest
from pydantic import BaseModel

from errands.client import AsyncErrands, Errands, answers, calls, events
from errands.client.answers import Approval
from errands.client.call import Call
from errands.client.stream import Stream
from services.api.schemas import LimitsSent, NewSession, ProfileSent, SecretSent
from services.api.webhook_schemas import NewWebhook as WebhookAsked
from tests.unit.api.house import House

SCHEMAS: dict[type[BaseModel], str] = {
    answers.Approval: "ApprovalBody",
    answers.Delivery: "DeliveryBody",
    answers.DeliveryPage: "DeliveryList",
    answers.Effect: "EffectBody",
    answers.Fault: "Fault",
    answers.File: "FileBody",
    answers.FileList: "FileList",
    answers.Key: "KeyBody",
    answers.KeyPage: "KeyList",
    answers.Limits: "LimitsBody",
    answers.NewKey: "NewKeyBody",
    answers.LiveTicket: "LiveTicketBody",
    answers.NewWebhook: "NewWebhookBody",
    answers.Problem: "Problem",
    answers.Canary: "CanaryBody",
    answers.Score: "ScoreBody",
    answers.Session: "SessionBody",
    answers.SessionPage: "SessionList",
    answers.Skill: "SkillBody",
    answers.SkillList: "SkillList",
    answers.SkillVersion: "SkillVersionBody",
    answers.Step: "StepBody",
    answers.StepPage: "StepList",
    answers.Timings: "TimingsBody",
    answers.Turn: "TurnBody",
    answers.TurnPage: "TurnList",
    answers.Usage: "UsageBody",
    answers.Webhook: "WebhookBody",
    answers.WebhookPage: "WebhookList",
    events.BrowserHandedBack: "BrowserHandedBackEvent",
    events.BrowserTaken: "BrowserTakenEvent",
    events.ProfileChanged: "ProfileChangedEvent",
    events.SessionChanged: "SessionChangedEvent",
    events.SessionCreated: "SessionCreatedEvent",
    events.StepTaken: "StepTakenEvent",
    events.TurnEnded: "TurnEndedEvent",
    events.TurnQueued: "TurnQueuedEvent",
    events.TurnStarted: "TurnStartedEvent",
}
APART = {"labels"}
"""Tags of operations that are not an integrating product's."""
SAMPLES = {
    "session": "ses_1",
    "turn": "trn_1",
    "webhook": "wh_1",
    "delivery": "msg_1",
    "key_id": "3f9c2a7be410",
    "name": "cv.pdf",
    "number": 7,
    "start_url": "https://shop.test/",
    "options": {},
    "page": {},
    "query": {},
    "change": {},
    "message": "Hi",
    "data": b"",
    "url": "https://shop.test/hook",
    "grace_seconds": 5,
    "approved": True,
    "approval": Approval(
        id="f", session="ses_1", turn=None, question="", control="", host="", facts=(), amounts=()
    ),
    "key": None,
}
IDS = {"key": "key_id"}
"""What a path calls otherwise: in a call `key` is the one that makes it once."""
MADE: dict[str, Callable[..., Call[object]]] = {
    name: function
    for name, function in vars(calls).items()
    if inspect.isfunction(function)
    and function.__module__ == calls.__name__
    and not name.startswith("_")
}


@pytest.fixture(scope="module")
def document() -> dict[str, dict]:
    return House().app.openapi()


def kind_of(schema: dict) -> tuple[object, bool]:
    """A coarse type, and whether there may be none of it."""
    options = schema.get("anyOf", [schema])
    kinds = {
        "object" if "$ref" in one and "enum" not in one else one.get("type") for one in options
    }
    return frozenset(kinds - {"null"}), "null" in kinds


def resolved(schema: dict, defined: dict[str, dict]) -> dict:
    """With the types of what it refers to in place of the references."""
    if "anyOf" in schema:
        return {"anyOf": [resolved(one, defined) for one in schema["anyOf"]]}
    return defined[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema


def test_every_model_is_compared() -> None:
    found = {
        one
        for module in (answers, events)
        for one in vars(module).values()
        if inspect.isclass(one)
        and issubclass(one, answers.Answer)
        and one.__module__ == module.__name__
        and not one.__name__.startswith("_")
    } - {answers.Answer}
    assert found == SCHEMAS.keys()


@pytest.mark.parametrize("model", SCHEMAS, ids=lambda model: model.__name__)
def test_a_model_has_the_fields_of_the_document(
    model: type[BaseModel], document: dict[str, dict]
) -> None:
    there = document["components"]["schemas"]
    told = there[SCHEMAS[model]]
    own = model.model_json_schema()
    assert own["properties"].keys() == told["properties"].keys()
    assert set(own.get("required", ())) == set(told.get("required", ()))
    for name, schema in told["properties"].items():
        mine = kind_of(resolved(own["properties"][name], own.get("$defs", {})))
        assert mine == kind_of(resolved(schema, there)), name


def test_every_event_of_the_document_is_known(document: dict[str, dict]) -> None:
    mapping = document["components"]["schemas"]["Event"]["discriminator"]["mapping"]
    assert mapping.keys() == events.EVENT_TYPES
    literals = {
        one.model_fields["type"].annotation.__args__[0]
        for one in SCHEMAS
        if one.__module__ == events.__name__
    }
    assert literals == events.EVENT_TYPES


def operations(document: dict[str, dict]) -> dict[str, tuple[str, str]]:
    """Method and path of each, by its name as a function has it."""
    return {
        re.sub(r"([A-Z])", r"_\1", told["operationId"]).lower(): (method.upper(), path)
        for path, methods in document["paths"].items()
        for method, told in methods.items()
        if path.startswith("/v1/") and not APART & {*told["tags"]}
    }


def test_every_operation_has_its_call(document: dict[str, dict]) -> None:
    assert operations(document).keys() == MADE.keys() | {"follow_events"}


def test_every_call_goes_where_the_document_says(document: dict[str, dict]) -> None:
    wanted = operations(document)
    made = {"follow_events": Stream("ses_1").call()}
    for name, function in MADE.items():
        needed = [
            one.name
            for one in inspect.signature(function).parameters.values()
            if one.default is inspect.Parameter.empty
        ]
        made[name] = function(**{one: SAMPLES[one] for one in needed})
    for name, call in made.items():
        method, path = wanted[name]
        filled = re.sub(r"{(\w+)}", lambda found: str(SAMPLES[IDS.get(found[1], found[1])]), path)
        assert (call.method, call.path) == (method, filled), name


def test_a_post_has_a_key_where_the_document_has_one(document: dict[str, dict]) -> None:
    for name, (method, path) in operations(document).items():
        parameters = document["paths"][path][method.lower()].get("parameters", ())
        has_key = any(one["name"] == "idempotency-key" for one in parameters)
        takes_key = name in MADE and "key" in inspect.signature(MADE[name]).parameters
        assert takes_key == has_key, name


def test_what_is_sent_is_what_is_taken() -> None:
    options = get_type_hints(calls.SessionOptions).keys()
    assert {"start_url", *options} == NewSession.model_fields.keys()
    assert get_type_hints(calls.ProfileOptions).keys() == ProfileSent.model_fields.keys()
    assert get_type_hints(calls.TurnLimits).keys() == LimitsSent.model_fields.keys()
    assert get_type_hints(calls.HostSecret).keys() == SecretSent.model_fields.keys()
    body = calls.create_webhook("https://shop.test/").body
    assert body is not None
    assert body.keys() == WebhookAsked.model_fields.keys()


def surface(client: type) -> dict[str, list[tuple[str, object, object]]]:
    """The methods of a client with what they take."""
    return {
        name: [
            (one.name, one.default, one.annotation)
            for one in inspect.signature(method).parameters.values()
        ]
        for name, method in inspect.getmembers(client, inspect.isfunction)
        if not name.startswith("_")
    }


def test_both_clients_can_do_the_same() -> None:
    assert surface(Errands) == surface(AsyncErrands)
    assert set(MADE) <= surface(Errands).keys()
