"""The loop: observe, render, decide, gate, act, record, until there is something to say."""

from dataclasses import dataclass, field
from typing import Protocol

from pydantic import SecretStr

from errands.contracts.ids import SlotName
from errands.contracts.ports import Browser, Clock, Model
from errands.contracts.recording import Recording
from errands.contracts.session import Session
from errands.contracts.step import Step
from errands.contracts.turn import Turn


class Ledger(Protocol):
    """Where a turn's steps are written down, and where its caller can stop it."""

    async def begin(self, step: Step) -> None:
        """Before the action: "about to do this"."""
        ...

    async def finish(self, step: Step, recording: Recording) -> None:
        """After the action, with its effect."""
        ...

    async def cancelled(self) -> bool: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """All a turn works with.

    `earlier` are this turn's steps that another worker finished; `interrupted` is the one it
    began and never finished.
    """

    browser: Browser
    model: Model
    clock: Clock
    ledger: Ledger
    secrets: dict[SlotName, SecretStr] = field(default_factory=dict)
    earlier: tuple[Step, ...] = ()
    interrupted: Step | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The session and the turn as they are to be saved."""

    session: Session
    turn: Turn


async def run_turn(session: Session, turn: Turn, desk: Desk) -> Outcome:
    """Plays one turn to its end; the turn that comes back has ended, with words for the user.

    Raises:
        FencedError: the ledger's writer has lost its lease; nothing more may be done.
        BrowserGoneError: the browser died; the caller may open another and call again.
    """
    raise NotImplementedError
