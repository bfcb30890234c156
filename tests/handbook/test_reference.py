"""How a page tells of an OpenAPI document."""

import pytest
from pydantic import JsonValue

from handbook.reference.document import Document, Schema
from handbook.reference.page import page
from handbook.reference.types import words_of

SMALL = {
    "openapi": "3.1.0",
    "info": {"title": "Small", "version": "1", "description": "Does little."},
    "paths": {
        "/v1/things/{thing}": {
            "post": {
                "operationId": "makeThing",
                "tags": ["things"],
                "summary": "Make a thing",
                "description": "Once.",
                "parameters": [
                    {"name": "thing", "in": "path", "required": True, "schema": {"type": "string"}},
                    {
                        "name": "limit",
                        "in": "query",
                        "description": "How | many.",
                        "schema": {"type": "integer", "minimum": 1, "maximum": 9, "default": 5},
                    },
                ],
                "requestBody": {
                    "content": {
                        "application/json": {
                            "schema": {"$ref": "#/components/schemas/Thing"},
                            "example": {"name": "one"},
                        }
                    }
                },
                "responses": {
                    "201": {
                        "description": "Made.",
                        "headers": {"ETag": {"description": "Of this one."}},
                        "content": {
                            "application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}
                        },
                    },
                    "409": {
                        "description": "...",
                        "content": {
                            "application/problem+json": {
                                "schema": {"$ref": "#/components/schemas/Problem"},
                                "examples": {"thing_taken": {"value": {}}},
                            }
                        },
                    },
                },
            }
        }
    },
    "components": {
        "schemas": {
            "Thing": {
                "type": "object",
                "description": "A thing.",
                "required": ["name"],
                "properties": {
                    "name": {"type": "string", "maxLength": 1000, "examples": ["one"]},
                    "kind": {"type": "string", "default": "plain"},
                },
            },
            "Problem": {"type": "object"},
        }
    },
}


def test_an_operation_is_told_whole() -> None:
    told = page(Document.model_validate(SMALL))
    for line in (
        "## Things",
        "### Make a thing { #makething }",
        "POST /v1/things/{thing}",
        "| `thing` | path | string |  |",
        "| `limit` | query | integer, from 1, to 9 | How \\| many. Default `5`. |",
        "**Body** `application/json`: [Thing](#schema-thing)",
        '  "name": "one"',
        "| 201 | [Thing](#schema-thing) | Made. `ETag`: Of this one. |",
        "| 409 |  | [`thing_taken`](errors.md#thing_taken) |",
        "### Thing { #schema-thing }",
        '| `name` (required) | string, 1,000 characters at most | As `"one"`. |',
        '| `kind` | string | Default `"plain"`. |',
    ):
        assert line in told.splitlines()


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"$ref": "#/components/schemas/Turn"}, "[Turn](#schema-turn)"),
        ({"const": "turn.ended"}, '`"turn.ended"`'),
        ({"enum": ["a", "b"]}, '`"a"` or `"b"`'),
        ({"anyOf": [{"type": "integer"}, {"type": "null"}]}, "integer or null"),
        (
            {"type": "array", "items": {"type": "string"}, "maxItems": 5},
            "list of string, 5 at most",
        ),
        ({"type": "string", "format": "uri"}, "uri"),
        ({"type": "object", "additionalProperties": {"type": "string"}}, "map of string"),
        ({"type": "object", "additionalProperties": False}, "object"),
        ({"type": ["string", "null"]}, "string or null"),
        ({}, "anything"),
    ],
)
def test_a_schema_in_words(schema: dict[str, JsonValue], words: str) -> None:
    assert words_of(Schema.model_validate(schema)) == words
