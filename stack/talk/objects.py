"""A conversation for programs: one JSON object a line, as events come."""

import json
import sys

from errands.client import Approval, Session, Step, Told, Turn
from stack.talk.lines import LinesScreen


class ObjectsScreen(LinesScreen):
    """What is said comes from stdin, a line each.

    Objects are the events of the session's stream with their `id`, and one of the type
    `approval.waits` before a yes or a no is read.
    """

    def opened(self, session: Session, url: str) -> None:
        """The event `session.created` says it, or the caller knows it."""

    def told(self, told: Told) -> None:
        self._object({"id": told.id, **told.event.model_dump(mode="json")})

    def step(self, step: Step) -> None:
        """An event has told it."""

    def reply(self, turn: Turn) -> None:
        """An event has told it."""

    def waits(self, approval: Approval) -> None:
        self._object({"type": "approval.waits", "approval": approval.model_dump(mode="json")})

    def _object(self, told: dict[str, object]) -> None:
        sys.stdout.write(f"{json.dumps(told, ensure_ascii=False)}\n")
        sys.stdout.flush()
