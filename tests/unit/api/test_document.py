"""The OpenAPI document: complete, equal to the snapshot, and never worse than it."""

import copy
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from services.api import document as command
from services.api.compatibility import breaks
from services.api.openapi_examples import EXAMPLES
from tests.unit.api.house import House

SNAPSHOT = Path(__file__).resolve().parents[3] / command.SNAPSHOT


@pytest.fixture(scope="module")
def served() -> dict:
    return json.loads(json.dumps(House().app.openapi()))


def operations(document: dict) -> Iterator[dict]:
    for methods in document["paths"].values():
        yield from methods.values()


def bodies(document: dict) -> Iterator[tuple[str, dict]]:
    """Of each operation, what is sent and what is answered in JSON."""
    for one in operations(document):
        parts = [one.get("requestBody", {})]
        parts += [told for status, told in one["responses"].items() if status.startswith("2")]
        for part in parts:
            if "application/json" in part.get("content", {}):
                yield one["operationId"], part["content"]["application/json"]["schema"]


def test_what_is_served_is_in_the_snapshot(served: dict) -> None:
    assert SNAPSHOT.read_text() == command.written(served), "run `make openapi` and commit it"


def test_nothing_of_the_snapshot_is_broken(served: dict) -> None:
    assert breaks(json.loads(SNAPSHOT.read_text()), served) == []


def test_operation_ids_are_given_and_one_alone_has_each(served: dict) -> None:
    ids = [one["operationId"] for one in operations(served)]
    assert len(ids) == len(set(ids)) > 30


def test_every_body_has_an_example(served: dict) -> None:
    without = {
        f"{operation}: {schema}"
        for operation, schema in bodies(served)
        if schema.get("$ref", "").rpartition("/")[2] not in EXAMPLES
    }
    assert without == set()


def test_every_example_is_one_of_its_schema(served: dict) -> None:
    assert EXAMPLES.keys() <= served["components"]["schemas"].keys()
    for name, example in EXAMPLES.items():
        schema = {"$ref": f"#/components/schemas/{name}", "components": served["components"]}
        Draft202012Validator(schema).validate(example)


def test_every_parameter_and_answer_is_told_of(served: dict) -> None:
    for one in operations(served):
        for parameter in one.get("parameters", ()):
            assert parameter.get("description"), (one["operationId"], parameter["name"])
        for status, answer in one["responses"].items():
            assert answer["description"], (one["operationId"], status)
            assert "X-Request-Id" in answer["headers"], (one["operationId"], status)


@pytest.mark.parametrize(
    ("name", "field", "bounds"),
    [
        ("LimitsSent", "max_steps", {"minimum": 1, "maximum": 200}),
        ("LimitsSent", "max_seconds", {"exclusiveMinimum": 0, "maximum": 1800}),
        ("Rotation", "grace_seconds", {"minimum": 0, "maximum": 604800}),
        ("StepSaid", "seconds", {"minimum": 0, "maximum": 86400}),
    ],
)
def test_numbers_are_told_with_their_bounds(
    served: dict, name: str, field: str, bounds: dict
) -> None:
    told = served["components"]["schemas"][name]["properties"][field]
    assert bounds.items() <= told.items()


def test_every_link_leads_to_an_operation_with_its_parameters(served: dict) -> None:
    known = {one["operationId"]: one for one in operations(served)}
    found = 0
    for one in operations(served):
        for answer in one["responses"].values():
            for link in answer.get("links", {}).values():
                found += 1
                names = {told["name"] for told in known[link["operationId"]]["parameters"]}
                assert link["parameters"].keys() <= names
    assert found > 20


def test_every_webhook_is_told_of_by_an_example(served: dict) -> None:
    for one in served["webhooks"].values():
        assert one["post"]["operationId"]
        told = one["post"]["requestBody"]["content"]["application/json"]
        components = {"components": served["components"]}
        Draft202012Validator({**told["schema"], **components}).validate(told["example"])


def schema(document: dict, name: str) -> dict:
    return document["components"]["schemas"][name]


def operation(document: dict, name: str) -> dict:
    return next(one for one in operations(document) if one["operationId"] == name)


def parameter(document: dict, of: str, name: str) -> dict:
    return next(one for one in operation(document, of)["parameters"] if one["name"] == name)


BREAKING: dict[str, Callable[[dict], object]] = {
    "a path goes": lambda d: d["paths"].pop("/v1/skills"),
    "an operation goes": lambda d: d["paths"]["/v1/sessions"].pop("get"),
    "an operation has another name": lambda d: operation(d, "getTurn").update(
        operationId="readTurn"
    ),
    "a parameter goes": lambda d: operation(d, "listTurns")["parameters"].pop(),
    "a parameter has to be given": lambda d: parameter(d, "listTurns", "after").update(
        required=True
    ),
    "a new parameter has to be given": lambda d: operation(d, "listSkills").update(
        parameters=[{"name": "x", "in": "query", "required": True, "schema": {"type": "string"}}]
    ),
    "less may be asked for": lambda d: parameter(d, "listTurns", "limit")["schema"].update(
        maximum=9
    ),
    "a success goes": lambda d: operation(d, "createTurn")["responses"].pop("202"),
    "a header goes": lambda d: operation(d, "getTurn")["responses"]["200"]["headers"].pop("ETag"),
    "a field of an answer goes": lambda d: schema(d, "TurnBody")["properties"].pop("reply"),
    "a field of an answer may be missing": lambda d: schema(d, "TurnBody")["required"].remove(
        "reply"
    ),
    "a field of an answer has another type": lambda d: schema(d, "TurnBody")["properties"].update(
        number={"type": "string"}
    ),
    "a field of an answer may be null": lambda d: schema(d, "TurnBody")["properties"].update(
        number={"anyOf": [{"type": "integer"}, {"type": "null"}]}
    ),
    "a field of a request goes": lambda d: schema(d, "NewTurn")["properties"].pop("interrupt"),
    "a new field has to be sent": lambda d: schema(d, "NewTurn").update(
        required=["message", "tone"]
    ),
    "a field has to be sent": lambda d: schema(d, "NewTurn").update(
        required=["message", "interrupt"]
    ),
    "a word may be sent no more": lambda d: schema(d, "Scope")["enum"].remove("webhooks"),
    "a word is told no more": lambda d: schema(d, "TurnStatus")["enum"].remove("failed"),
    "shorter names may be sent": lambda d: schema(d, "NewKey")["properties"]["name"].update(
        maxLength=3
    ),
    "an event goes": lambda d: schema(d, "Event")["oneOf"].pop(),
    "a webhook goes": lambda d: d["webhooks"].pop("turn.ended"),
    "a key is needed": lambda d: operation(d, "getHealth").update(security=[{"ApiKey": []}]),
}
HARMLESS: dict[str, Callable[[dict], object]] = {
    "nothing": lambda d: d,
    "a path comes": lambda d: d["paths"].update({"/v1/new": d["paths"]["/v1/skills"]}),
    "a parameter comes": lambda d: operation(d, "listSkills").update(
        parameters=[{"name": "x", "in": "query", "schema": {"type": "string"}}]
    ),
    "more may be asked for": lambda d: parameter(d, "listTurns", "limit")["schema"].update(
        maximum=900
    ),
    "a field of an answer comes": lambda d: schema(d, "TurnBody")["properties"].update(
        mood={"type": "string"}
    ),
    "a field may be sent": lambda d: schema(d, "NewTurn")["properties"].update(
        tone={"type": "string"}
    ),
    "a word comes": lambda d: schema(d, "TurnStatus")["enum"].append("postponed"),
    "an event comes": lambda d: schema(d, "Event")["oneOf"].append({"type": "object"}),
    "a problem comes": lambda d: operation(d, "getTurn")["responses"].update({"418": {}}),
    "words change": lambda d: operation(d, "getTurn").update(summary="Read it"),
}


@pytest.mark.parametrize("name", BREAKING)
def test_what_breaks_callers_is_seen(served: dict, name: str) -> None:
    changed = copy.deepcopy(served)
    BREAKING[name](changed)
    assert breaks(served, changed)


@pytest.mark.parametrize("name", HARMLESS)
def test_what_breaks_nobody_may_change(served: dict, name: str) -> None:
    changed = copy.deepcopy(served)
    HARMLESS[name](changed)
    assert breaks(served, changed) == []


def test_the_command_refuses_to_write_what_breaks_callers(
    tmp_path: Path, served: dict, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "openapi.json"
    assert command.main(["--output", str(output)]) == 0
    assert output.read_text() == command.written(served)
    older = copy.deepcopy(served)
    older["paths"]["/v1/gone"] = older["paths"]["/v1/skills"]
    output.write_text(command.written(older))
    assert command.main(["--output", str(output)]) != 0
    assert "/v1/gone: removed" in capsys.readouterr().err
    assert output.read_text() == command.written(older)
    assert command.main(["--output", str(output), "--breaking"]) == 0
    assert output.read_text() == command.written(served)
