"""The document as the API serves it, without a Redis."""

from pydantic import JsonValue, TypeAdapter

from errands.settings import Settings
from services.api.app import create_app
from services.api.bootstrap import build_ports

_OBJECT = TypeAdapter(dict[str, JsonValue])


def served() -> dict[str, JsonValue]:
    """Nothing is connected to: the document is told by the routes alone."""
    return _OBJECT.validate_python(create_app(build_ports(Settings())).openapi())
