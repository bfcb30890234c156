"""Every turn of a session, over its pages."""

from errands.client import Errands, Turn


def all_turns(errands: Errands, session: str) -> list[Turn]:
    """Oldest first. Raises the errors of the client."""
    page = errands.list_turns(session)
    found = [*page.turns]
    while page.has_more and page.next_cursor is not None:
        page = errands.list_turns(session, after=page.next_cursor)
        found += page.turns
    return found
