"""What the OpenAPI says beyond what FastAPI finds out by itself."""

from typing import Final

from fastapi import FastAPI

from services.api.problems import Problem
from services.wire.events import EVENT_BODY

_PLACE: Final = "#/components/schemas/{model}"


def describe(app: FastAPI) -> None:
    """Adds the bodies of problems and of events, which no route answers with as JSON."""
    described = app.openapi

    def openapi() -> dict[str, object]:
        document = described()
        schemas = document["components"]["schemas"]
        told = {
            "Problem": Problem.model_json_schema(ref_template=_PLACE),
            "Event": EVENT_BODY.json_schema(ref_template=_PLACE, mode="serialization"),
        }
        for name, schema in told.items():
            for part, of_it in schema.pop("$defs", {}).items():
                schemas.setdefault(part, of_it)
            schemas[name] = schema
        return document

    app.openapi = openapi  # type: ignore[method-assign] # FastAPI's documented way
