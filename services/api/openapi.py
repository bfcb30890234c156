"""What the OpenAPI says beyond what FastAPI finds out by itself."""

from typing import Final

from fastapi import FastAPI

from errands.contracts.webhook import EventName
from services.api.openapi_details import complete
from services.api.openapi_examples import EVENT_EXAMPLES
from services.api.problems import Problem
from services.wire.events import EVENT_BODY
from services.wire.webhooks import TrialBody

_PLACE: Final = "#/components/schemas/{model}"


def describe(app: FastAPI) -> None:
    """Adds what no route answers with as JSON: problems, events, and what webhooks are sent."""
    described = app.openapi

    def openapi() -> dict[str, object]:
        document = described()
        schemas = document["components"]["schemas"]
        told = {
            "Problem": Problem.model_json_schema(ref_template=_PLACE),
            "Event": EVENT_BODY.json_schema(ref_template=_PLACE, mode="serialization"),
            "TrialBody": TrialBody.model_json_schema(ref_template=_PLACE, mode="serialization"),
        }
        for name, schema in told.items():
            for part, of_it in schema.pop("$defs", {}).items():
                schemas.setdefault(part, of_it)
            schemas[name] = schema
        kinds = {
            **schemas["Event"]["discriminator"]["mapping"],
            EventName.TEST: _place("TrialBody"),
        }
        document["webhooks"] = {name: _sent(name, kinds[name]) for name in EventName}
        complete(document)
        return document

    app.openapi = openapi  # type: ignore[method-assign] # FastAPI's documented way


def _place(model: str) -> str:
    return _PLACE.format(model=model)


def _sent(name: EventName, data: str) -> dict[str, object]:
    """A webhook's request, as OpenAPI 3.1 tells of it."""
    text = {"type": "string"}
    properties = {
        "type": {"const": name.value, "type": "string"},
        "timestamp": {**text, "format": "date-time"},
        "data": {"$ref": data},
    }
    schema = {"type": "object", "required": list(properties), "properties": properties}
    example = {
        "type": name.value,
        "timestamp": "2026-11-30T13:00:00.123000Z",
        "data": EVENT_EXAMPLES[name],
    }
    content = {"application/json": {"schema": schema, "example": example}}
    headers = {
        "webhook-id": "The same for each attempt: what has it again, is the same event.",
        "webhook-timestamp": "When it was signed, in unix seconds.",
        "webhook-signature": "Signatures by each secret that is good, with spaces between them.",
    }
    told = {
        "operationId": "".join(("on", *(part.title() for part in name.split(".")))),
        "summary": f"`{name}` has happened",
        "description": "Answer with any 2xx within 15 seconds, or with 410 to get no more.",
        "parameters": [
            {"name": header, "in": "header", "required": True, "schema": text, "description": words}
            for header, words in headers.items()
        ],
        "requestBody": {"required": True, "content": content},
        "responses": {
            "2XX": {"description": "Taken."},
            "410": {"description": "The webhook is disabled."},
        },
    }
    return {"post": told}
