"""Every operation the OpenAPI tells of, as a request: what is new is tried as what is old."""

from collections.abc import Iterator
from dataclasses import dataclass

import httpx
from fastapi import FastAPI

_JSON = "application/json"


@dataclass(frozen=True)
class Operation:
    id: str
    method: str
    path: str
    parameters: tuple[str, ...]
    media: str | None
    """Of its body, where it has one."""

    @property
    def is_of_a_session(self) -> bool:
        return "{session}" in self.path

    @property
    def is_of_a_webhook(self) -> bool:
        return "{webhook}" in self.path

    async def ask(self, client: httpx.AsyncClient, **places: str) -> httpx.Response:
        """A request with these in its path. Its body is empty: who may ask is told first."""
        path = self.path
        for name, value in places.items():
            path = path.replace(f"{{{name}}}", value)
        if self.media == _JSON:
            return await client.request(self.method, path, json={})
        content = b"x" if self.media is not None else None
        return await client.request(self.method, path, content=content)


def operations(app: FastAPI) -> Iterator[Operation]:
    """Those that need a key."""
    for path, methods in app.openapi()["paths"].items():
        for method, told in methods.items():
            if path.startswith("/v1/"):
                media = next(iter(told.get("requestBody", {}).get("content", {})), None)
                parameters = tuple(one["name"].lower() for one in told.get("parameters", ()))
                yield Operation(told["operationId"], method.upper(), path, parameters, media)
