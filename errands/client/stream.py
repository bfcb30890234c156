"""A session's stream of events over many connections: where it stands, and what comes next."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

import httpx
from httpx_sse import ServerSentEvent
from pydantic import ValidationError

from errands.client.call import Call, Method, path
from errands.client.errors import UnreadableError
from errands.client.events import EVENT, EVENT_TYPES, Told

_SILENCE_SECONDS: Final = 30
"""Beyond what any answer may take: heartbeats come every ten seconds."""
_EVENTS: Final = "text/event-stream"


@dataclass(slots=True)
class Stream:
    """`last` is the id of the last event that came. Each comes once."""

    session: str
    last: str | None = None
    retry: float = 2
    fruitful: bool = False

    def call(self) -> Call[httpx.Response]:
        """One that goes on after the last event."""
        self.fruitful = False
        resumed = {} if self.last is None else {"Last-Event-ID": self.last}
        return Call(
            method=Method.GET,
            path=path("sessions", self.session, "events"),
            headers={"Accept": _EVENTS, **resumed},
            patience=_SILENCE_SECONDS,
            read=_opened,
        )

    def take(self, sent: ServerSentEvent) -> Told | None:
        """The event; nothing for a heartbeat, and for one of a kind that isn't known here."""
        if sent.retry is not None:
            self.retry = sent.retry / 1000
        if not sent.data:
            return None
        self.last = sent.id or self.last
        self.fruitful = True
        if sent.event not in EVENT_TYPES:
            return None
        try:
            return Told(sent.id, EVENT.validate_json(sent.data))
        except ValidationError as error:
            raise UnreadableError(f"not a {sent.event}: {error}") from error

    @property
    def pause(self) -> float:
        """Seconds before it is connected again: none where the last connection brought something.

        A stream that ends because all is told is asked once more, and answers that it is over.
        """
        return 0 if self.fruitful else self.retry


def is_over(response: httpx.Response) -> bool:
    return response.status_code == HTTPStatus.NO_CONTENT


def _opened(response: httpx.Response) -> httpx.Response:
    kind = response.headers.get("content-type", "").partition(";")[0]
    if not is_over(response) and kind != _EVENTS:
        raise UnreadableError(f"a stream of events was asked for, and {kind!r} came")
    return response
