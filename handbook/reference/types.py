"""A schema in a few words, as a cell of a table has them."""

import json
from collections.abc import Iterator

from pydantic import JsonValue

from handbook.reference.document import Schema


def words_of(schema: Schema) -> str:
    """What a value of it is: its type, its bounds, links to what it refers to."""
    if schema.ref:
        return f"[{schema.name}](#{anchor_of(schema.name)})"
    if schema.const is not None:
        return code(schema.const)
    if schema.enum:
        return " or ".join(code(value) for value in schema.enum)
    parts = schema.any_of or schema.one_of or schema.all_of
    if parts:
        return " or ".join(dict.fromkeys(words_of(part) for part in parts))
    return _plain(schema)


def anchor_of(name: str) -> str:
    """Of the heading below which a schema is told."""
    return f"schema-{name.lower()}"


def code(value: JsonValue) -> str:
    """A value as JSON; a pipe would end a table's cell."""
    return f"`{json.dumps(value, ensure_ascii=False)}`".replace("|", "\\|")


def cell(text: str) -> str:
    """Words for a table: on one line."""
    return " ".join(text.split()).replace("|", "\\|")


def _plain(schema: Schema) -> str:
    kinds = (schema.type,) if isinstance(schema.type, str) else schema.type
    named = " or ".join(_kind(kind, schema) for kind in kinds if kind) or "anything"
    bounds = ", ".join(_bounds(schema))
    return f"{named}, {bounds}" if bounds else named


def _kind(kind: str, schema: Schema) -> str:
    match kind:
        case "array":
            return f"list of {words_of(schema.items or Schema())}"
        case "object":
            return _map(schema)
        case "string" if schema.format:
            return schema.format
        case _:
            return kind


def _map(schema: Schema) -> str:
    values = [*schema.pattern_properties.values()]
    if isinstance(schema.additional_properties, Schema):
        values.append(schema.additional_properties)
    if not values:
        return "object"
    return "map of " + " or ".join(words_of(value) for value in values)


def _bounds(schema: Schema) -> Iterator[str]:
    if schema.minimum is not None:
        yield f"from {schema.minimum:g}"
    if schema.maximum is not None:
        yield f"to {schema.maximum:g}"
    if schema.max_length is not None:
        yield f"{schema.max_length:,} characters at most"
    most = schema.max_items if schema.max_items is not None else schema.max_properties
    if most is not None:
        yield f"{most:,} at most"
