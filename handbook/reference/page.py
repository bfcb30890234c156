"""The page: every operation by its tag, what webhooks send, and every schema once."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from pydantic import JsonValue

from handbook.reference.document import (
    JSON,
    Document,
    Media,
    Operation,
    Parameter,
    Response,
    Schema,
)
from handbook.reference.types import anchor_of, cell, code, words_of

PROBLEM: Final = "application/problem+json"
_OPENING: Final = """# API reference

{description}

Made from the document that the API serves: [openapi.json](openapi.json), OpenAPI 3.1. A \
running API shows it at `/docs` too, where calls can be tried. Every call below `/v1` wants \
`Authorization: Bearer errands_...`. What problems mean and what to do about them: \
[errors](errors.md).
"""
_LAST: Final = "health"
"""What an operator's probes ask, behind what products call."""
_GIVEN: Final = {"Idempotent-Replayed", "Retry-After", "WWW-Authenticate"}


def page(document: Document) -> str:
    """The Markdown of it."""
    return "".join(
        (
            _OPENING.format(description=document.info.description.strip()),
            *_operations(document),
            *_webhooks(document),
            "\n## Schemas\n",
            *(
                text
                for name, schema in sorted(document.components.schemas.items())
                for text in _schema(name, schema)
            ),
        )
    )


def _operations(document: Document) -> Iterator[str]:
    by_tag: dict[str, list[tuple[str, Operation]]] = defaultdict(list)
    for path, methods in document.paths.items():
        for method, operation in methods.items():
            tag = operation.tags[0] if operation.tags else "other"
            by_tag[tag].append((f"{method.upper()} {path}", operation))
    told = {tag.name: tag.description for tag in document.tags}
    for tag in sorted(by_tag, key=lambda tag: tag == _LAST):
        yield f"\n## {tag.capitalize()}\n"
        if told.get(tag):
            yield f"\n{told[tag]}\n"
        for call, operation in by_tag[tag]:
            yield from _operation(operation, call, document.components.schemas)


def _webhooks(document: Document) -> Iterator[str]:
    if document.webhooks:
        yield "\n## What webhooks send\n"
    for methods in document.webhooks.values():
        for operation in methods.values():
            yield from _operation(operation, "", document.components.schemas)


def _operation(operation: Operation, call: str, schemas: Mapping[str, Schema]) -> Iterator[str]:
    yield f"\n### {operation.summary} {{ #{operation.operation_id.lower()} }}\n"
    if call:
        yield f"\n```http\n{call}\n```\n"
    if operation.description:
        yield f"\n{operation.description.strip()}\n"
    if operation.parameters:
        yield "\n| parameter | in | is | |\n|---|---|---|---|\n"
        yield from (_parameter(one) for one in operation.parameters)
    if operation.request_body:
        yield "\n**Body** "
        yield from _content(operation.request_body.content, schemas)
    yield "\n| answer | holds | |\n|---|---|---|\n"
    yield from (_answer(status, one) for status, one in sorted(operation.responses.items()))


def _parameter(one: Parameter) -> str:
    must = " (required)" if one.required and one.place != "path" else ""
    default = f" Default {code(one.schema_.default)}." if one.schema_.default is not None else ""
    about = cell(one.description or one.schema_.description) + default
    what = words_of(one.schema_).removesuffix(" or null")
    return f"| `{one.name}`{must} | {one.place} | {what} | {about} |\n"


def _content(content: Mapping[str, Media], schemas: Mapping[str, Schema]) -> Iterator[str]:
    for kind, media in content.items():
        yield f"`{kind}`: {words_of(media.schema_)}\n"
        yield from _fields(schemas.get(media.schema_.name, media.schema_))
        for example in _examples(media):
            text = json.dumps(example, indent=2, ensure_ascii=False)
            yield f"\n```json\n{text}\n```\n"


def _examples(media: Media) -> Iterator[JsonValue]:
    if media.example is not None:
        yield media.example
    yield from (example.value for example in media.examples.values())


def _answer(status: str, response: Response) -> str:
    holds = ", ".join(
        words_of(media.schema_) if kind == JSON else f"`{kind}`"
        for kind, media in response.content.items()
        if kind != PROBLEM
    )
    headers = "".join(
        f" `{name}`: {cell(header.description)}"
        for name, header in response.headers.items()
        if name not in _GIVEN
    )
    problem = response.content.get(PROBLEM)
    words = _codes(problem) if problem else cell(response.description)
    return f"| {status} | {holds} | {words}{headers} |\n"


def _codes(problem: Media) -> str:
    return ", ".join(f"[`{code}`](errors.md#{code})" for code in problem.examples)


def _schema(name: str, schema: Schema) -> Iterator[str]:
    yield f"\n### {name} {{ #{anchor_of(name)} }}\n"
    if schema.description:
        yield f"\n{schema.description.strip()}\n"
    if not schema.properties:
        yield f"\n{words_of(schema)}\n"
    yield from _fields(schema)


def _fields(schema: Schema) -> Iterator[str]:
    if schema.properties:
        yield "\n| field | is | |\n|---|---|---|\n"
    for field, one in schema.properties.items():
        must = " (required)" if field in schema.required else ""
        yield f"| `{field}`{must} | {words_of(one)} | {_about(one)} |\n"


def _about(schema: Schema) -> str:
    said = [cell(schema.description)] if schema.description else []
    if schema.default not in (None, {}, [], ""):
        said.append(f"Default {code(schema.default)}.")
    said += [f"As {code(example)}." for example in schema.examples[:1]]
    return " ".join(said)
