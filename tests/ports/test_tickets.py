"""One suite for every `TicketStore`."""

import asyncio

from errands.contracts.live import Ticket
from tests.ports.stores import ONE, TWO, Stores

TICKET = Ticket(ONE, "digest of a key")


async def test_a_ticket_is_used_once(stores: Stores) -> None:
    await stores.tickets.add("a", TICKET, 30)
    await stores.tickets.add("b", TICKET, 30)
    assert await stores.tickets.use(ONE, "a") == TICKET
    assert await stores.tickets.use(ONE, "a") is None
    assert await stores.tickets.use(ONE, "b") == TICKET


async def test_a_ticket_is_for_its_session_only(stores: Stores) -> None:
    await stores.tickets.add("a", TICKET, 30)
    assert await stores.tickets.use(TWO, "a") is None
    assert await stores.tickets.use(ONE, "c") is None


async def test_a_ticket_runs_out(stores: Stores) -> None:
    await stores.tickets.add("a", TICKET, 0.02)
    await stores.tickets.add("b", TICKET, 30)
    began = stores.now()
    async with asyncio.timeout(60):
        while stores.now() < began + 0.1:
            stores.tick()
            await asyncio.sleep(0)
    assert await stores.tickets.use(ONE, "a") is None
    assert await stores.tickets.use(ONE, "b") == TICKET


async def test_of_a_closed_session_none_is_left(stores: Stores) -> None:
    await stores.tickets.add("a", TICKET, 30)
    await stores.sessions.close(ONE)
    assert await stores.sessions.forget(ONE)
