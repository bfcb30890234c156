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
    body: str | None
    """The schema of a body in JSON, by its name."""

    @property
    def is_of_a_session(self) -> bool:
        return "{session}" in self.path

    @property
    def is_of_a_webhook(self) -> bool:
        return "{webhook}" in self.path

    async def ask(self, client: httpx.AsyncClient, **places: str) -> httpx.Response:
        """A request with these in its path. Its body is empty: who may ask is told first."""
        if self.media == _JSON:
            return await self.send(client, {}, **places)
        content = b"x" if self.media is not None else None
        return await client.request(self.method, self.at(places), content=content)

    async def send(self, client: httpx.AsyncClient, body: object, **places: str) -> httpx.Response:
        """The same with this for its body, as JSON."""
        return await client.request(self.method, self.at(places), json=body)

    def at(self, places: dict[str, str]) -> str:
        """Its path with these."""
        path = self.path
        for name, value in places.items():
            path = path.replace(f"{{{name}}}", value)
        return path


def operations(app: FastAPI) -> Iterator[Operation]:
    """Those that need a key."""
    for path, methods in app.openapi()["paths"].items():
        for method, told in methods.items():
            if path.startswith("/v1/"):
                content = told.get("requestBody", {}).get("content", {})
                yield Operation(
                    told["operationId"],
                    method.upper(),
                    path,
                    tuple(one["name"].lower() for one in told.get("parameters", ())),
                    next(iter(content), None),
                    _name(content[_JSON]["schema"]) if _JSON in content else None,
                )


def _name(schema: dict[str, str]) -> str:
    return schema["$ref"].rpartition("/")[2]
