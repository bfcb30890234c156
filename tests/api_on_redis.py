"""The API as it is served, on a real Redis, and one who calls it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

from errands.contracts.ids import TenantId
from errands.settings import Settings
from services.api.app import create_app
from services.api.auth import new_key
from services.api.bootstrap import build_ports
from services.api.ports import Ports
from tests.unit.api.house import client_of


@asynccontextmanager
async def api(
    redis_url: str, broker_url: str = ""
) -> AsyncIterator[tuple[Ports, httpx.AsyncClient]]:
    """What it works with, and a client with a key."""
    ports = build_ports(
        Settings(redis_url=redis_url, broker_url=broker_url, allow_local_hosts=True)
    )
    app = create_app(ports)
    async with app.router.lifespan_context(app):
        key, text = new_key(TenantId("maya-inc"))
        await ports.keys.add(key)
        async with client_of(app, {"Authorization": f"Bearer {text}"}) as client:
            yield ports, client
