"""The application, of the ports it is given."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from fastapi import FastAPI

from errands.contracts.errors import StoreUnavailableError
from services.api import openapi, problems
from services.api.key_watch import KeyWatch
from services.api.label_desk import LabelDesk
from services.api.live import Viewers
from services.api.middleware import AccessMiddleware, BodyLimitMiddleware
from services.api.ports import Ports
from services.api.problems import Code, documented
from services.api.routes import (
    approvals,
    chat_page,
    deliveries,
    events,
    files,
    health,
    keys,
    label_page,
    labels,
    live,
    profile,
    sessions,
    skills,
    steps,
    turns,
    webhooks,
)

_DESCRIPTION = """
Send what a person said; a real browser does it, until it has something to say back.

Every error is a problem (RFC 9457) with a stable `code`. Times are unix seconds.
"""
_EVERYWHERE = documented(
    Code.MALFORMED_BODY,
    Code.MISSING_KEY,
    Code.INVALID_KEY,
    Code.KEY_NOT_FOR_THIS,
    Code.BODY_TOO_LARGE,
    Code.INVALID_REQUEST,
    Code.INTERNAL_ERROR,
    Code.STORE_UNAVAILABLE,
)

_log = structlog.get_logger(__name__)


def create_app(ports: Ports) -> FastAPI:
    """The API on real stores or on their twins."""
    app = FastAPI(
        title="Errands",
        version="1",
        description=_DESCRIPTION,
        lifespan=_lifespan,
        redirect_slashes=False,
    )
    app.state.ports = ports
    app.state.key_watch = KeyWatch(ports)
    app.state.viewers = Viewers(ports.rules)
    app.state.label_desk = LabelDesk(ports.recordings, ports.labels, ports.clock)
    problems.install(app)
    app.add_middleware(BodyLimitMiddleware, limit=ports.rules.max_body_bytes)
    app.add_middleware(AccessMiddleware)
    app.include_router(health.router)
    app.include_router(chat_page.router)
    app.mount("/chat", chat_page.FILES.rest())
    app.include_router(label_page.router)
    app.mount("/label", label_page.FILES.rest())
    for router in (
        sessions.router,
        profile.router,
        turns.router,
        approvals.router,
        steps.router,
        files.router,
        events.router,
        skills.router,
        live.router,
        keys.router,
        webhooks.router,
        deliveries.router,
        labels.router,
    ):
        app.include_router(router, responses=_EVERYWHERE)
    openapi.describe(app)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    ports: Ports = app.state.ports
    try:
        await _check(ports)
        yield
    finally:
        await ports.close()
        await app.state.label_desk.ship()


async def _check(ports: Ports) -> None:
    try:
        await ports.check()
    except StoreUnavailableError as error:
        # it may come up after us; /readyz asks again
        _log.warning("store.unavailable", error=repr(error))
