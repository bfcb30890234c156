"""What holds for every request."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from errands.backends.memory import MemorySessions, MemoryState
from errands.contracts import errors
from errands.contracts.event import Event
from errands.contracts.ids import SessionId, SlotName, TenantId, WorkerId
from errands.contracts.keys import ApiKey, LabelerKey
from errands.contracts.session import Session
from services.api.app import create_app
from services.api.hints import PromptHints
from services.api.problems import ERROR_CODES
from tests.unit.api.house import START, House, client_of, is_problem


class DeadKeys:
    """`KeyStore` whose Redis is away until it is told otherwise."""

    def __init__(self, house: House) -> None:
        self._house = house
        self.dead = True

    async def add(self, key: ApiKey | LabelerKey) -> bool:
        return await self._house.keys.add(key)

    async def find(self, digest: str) -> ApiKey | LabelerKey | None:
        if self.dead:
            raise errors.StoreUnavailableError("redis://secret-host:6379 refused")
        return await self._house.keys.find(digest)

    async def all(self, tenant: TenantId) -> tuple[ApiKey, ...]:
        raise AssertionError(tenant)

    async def expire(self, key: ApiKey, at: float) -> None:
        raise AssertionError(key, at)

    async def revoke(self, key: object) -> None:
        raise AssertionError(key)


class BrokenSessions(MemorySessions):
    """With a mistake of ours."""

    async def create(
        self, session: Session, secrets: dict[SlotName, SecretStr], *events: Event
    ) -> bool:
        raise KeyError(session, secrets, events)


@pytest.fixture
async def anyone(house: House) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(house.app) as client:
        yield client


def every_error(of: type[errors.ErrandsError]) -> Iterator[type[errors.ErrandsError]]:
    yield of
    for below in of.__subclasses__():
        yield from every_error(below)


def test_every_error_has_its_code() -> None:
    assert set(ERROR_CODES) == set(every_error(errors.ErrandsError))


async def test_no_such_address(anyone: httpx.AsyncClient) -> None:
    for path in ("/nothing", "/v1", "/v1/sessions/", "/v2/sessions"):
        assert is_problem(await anyone.get(path), 404, "route_not_found")


async def test_no_such_method(anyone: httpx.AsyncClient) -> None:
    response = await anyone.put("/v1/sessions")
    assert is_problem(response, 405, "method_not_allowed")
    assert response.headers["allow"] == "GET, POST"


async def test_the_store_is_away_and_comes_back(house: House, maya: httpx.AsyncClient) -> None:
    keys = DeadKeys(house)
    app = create_app(replace(house.ports, keys=keys))
    async with client_of(app, maya.headers) as caller:
        response = await caller.post("/v1/sessions", json={"start_url": START})
        assert is_problem(response, 503, "store_unavailable")
        assert int(response.headers["retry-after"]) > 0
        assert "secret-host" not in response.text
        keys.dead = False
        response = await caller.post("/v1/sessions", json={"start_url": START})
        assert response.status_code == 201


async def test_a_mistake_of_ours_is_a_problem_too(house: House, maya: httpx.AsyncClient) -> None:
    app = create_app(replace(house.ports, sessions=BrokenSessions(MemoryState(house.clock))))
    async with client_of(app, maya.headers) as caller:
        response = await caller.post("/v1/sessions", json={"start_url": START})
    assert is_problem(response, 500, "internal_error")
    assert response.headers["x-request-id"]


@pytest.mark.parametrize("error", [errors.StoreUnavailableError, errors.UnsafeSetupError])
async def test_not_ready(house: House, error: type[errors.ErrandsError]) -> None:
    async def check() -> None:
        raise error

    async with client_of(create_app(replace(house.ports, check=check))) as anyone:
        assert (await anyone.get("/healthz")).status_code == 200
        response = await anyone.get("/readyz")
        assert is_problem(response, 503, response.json()["code"])
        assert response.headers["retry-after"]


async def test_health(anyone: httpx.AsyncClient) -> None:
    assert (await anyone.get("/healthz")).json() == {"status": "ok"}
    assert (await anyone.get("/readyz")).json() == {"status": "ok"}


async def test_metrics_go_by_route(maya: httpx.AsyncClient, session: str) -> None:
    await maya.get(session)
    response = await maya.get("/metrics")
    assert response.headers["content-type"].startswith("text/plain")
    line = 'errands_http_requests_total{code="200",method="GET",route="/v1/sessions/{session}"}'
    assert line in response.text
    assert session not in response.text


@pytest.mark.parametrize(
    ("sent", "echoed"), [("abc-1", True), ("a b", False), ("x" * 101, False), ("", False)]
)
async def test_request_ids(anyone: httpx.AsyncClient, sent: str, echoed: bool) -> None:  # noqa: FBT001
    response = await anyone.get("/nowhere", headers={"X-Request-Id": sent})
    got = response.headers["x-request-id"]
    assert (got == sent) is echoed
    assert got


async def test_a_broker_that_is_away_costs_nothing(house: House, maya: httpx.AsyncClient) -> None:
    class Hung:
        async def send(self, session: SessionId, to: WorkerId | None = None) -> None:
            del session, to
            raise TimeoutError

    app = create_app(replace(house.ports, hints=PromptHints(Hung())))
    async with client_of(app, maya.headers) as caller:
        opened = await caller.post("/v1/sessions", json={"start_url": START})
        path = f"{opened.headers['location']}/turns"
        assert (await caller.post(path, json={"message": "Hi"})).status_code == 202


def operations(app: FastAPI) -> Iterator[tuple[str, dict[str, dict[str, object]]]]:
    for path, methods in app.openapi()["paths"].items():
        for operation in methods.values():
            yield path, operation


def test_the_openapi_says_how_every_operation_fails(house: House) -> None:
    app = house.app
    seen = dict(operations(app))
    known = app.openapi()["components"]["examples"]
    assert seen
    for path, operation in operations(app):
        assert operation["operationId"]
        assert operation["summary"]
        for status, response in operation["responses"].items():
            if int(status) >= 400:
                assert isinstance(response, dict)
                assert list(response["content"]) == ["application/problem+json"], (path, status)
                examples = response["content"]["application/problem+json"]["examples"]
                values = [
                    known[one["$ref"].rpartition("/")[2]]["value"] for one in examples.values()
                ]
                assert {one["status"] for one in values} == {int(status)}
        if path.startswith("/v1"):
            assert {"401", "422", "503"} <= set(operation["responses"])
            assert operation["security"]
    assert "Problem" in app.openapi()["components"]["schemas"]
