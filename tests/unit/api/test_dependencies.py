"""What a call needs is put together on the event loop, and not in threads."""

from collections.abc import Iterator
from inspect import isasyncgenfunction, iscoroutinefunction

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from fastapi.security import HTTPBearer

from services.api.app import create_app
from tests.unit.api.house import House


def needed(dependant: Dependant) -> Iterator[Dependant]:
    """All that stands below a route."""
    for one in dependant.dependencies:
        yield one
        yield from needed(one)


def test_no_call_waits_for_a_thread() -> None:
    routes = [r for r in create_app(House().ports).routes if isinstance(r, APIRoute)]
    functions = {one.call for route in routes for one in needed(route.dependant)}
    functions |= {route.endpoint for route in routes}
    assert len(functions) > 60
    in_threads = {
        call
        for call in functions
        if call is not None
        and not (iscoroutinefunction(call) or isasyncgenfunction(call))
        and not isinstance(call, HTTPBearer)
    }
    assert in_threads == set()
