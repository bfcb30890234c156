"""A page of a tenant's sessions, with the statuses that were asked for."""

from typing import Final

from errands.contracts.ids import TenantId
from errands.contracts.session import SessionStatus
from errands.contracts.stores import SessionStore
from services.api.paging import Asked
from services.api.schemas import SessionBody, SessionList

MOST_LOOKED_AT: Final = 600
"""So many sessions are read for one page: a status comes about when a session is read."""

_AT_ONCE: Final = 50


async def listed(
    sessions: SessionStore,
    tenant: TenantId,
    asked: Asked,
    statuses: frozenset[SessionStatus],
) -> SessionList:
    """Looks until a page is full and one more is found, or at as many as may be looked at."""
    found: list[SessionBody] = []
    after = asked.after
    seen = 0
    while seen < MOST_LOOKED_AT:
        size = min(_AT_ONCE, MOST_LOOKED_AT - seen)
        batch = await sessions.of_tenant(tenant, after, size)
        for place, session in batch:
            if session.status in statuses:
                if len(found) == asked.limit:
                    return SessionList(
                        sessions=found, has_more=True, next_cursor=asked.cursor(after)
                    )
                found.append(SessionBody.of(session))
            after = place
        if len(batch) < size:
            return SessionList(sessions=found, has_more=False, next_cursor=asked.cursor(after))
        seen += size
    return SessionList(sessions=found, has_more=True, next_cursor=asked.cursor(after))
