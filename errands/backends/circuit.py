"""When a server that answers nobody isn't asked at all for a while."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

import structlog

from errands.contracts.errors import ModelUnavailableError
from errands.telemetry.metrics import MODEL_CIRCUIT

_log = structlog.get_logger(__name__)


class CircuitState(IntEnum):
    """What a new request meets; also a metric's value."""

    CLOSED = 0
    """The server is asked."""
    HALF_OPEN = 1
    """One request tries whether it answers again; the others are turned away."""
    OPEN = 2
    """Requests are turned away."""


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A request that was let in; `answers` is how many there had been by then."""

    answers: int


class Circuit:
    """One a process and server. It opens when a request spent all its patience for nothing.

    The measure is a whole patience, not a number of failures, so that a restart costs a pause
    only: what was let in goes on asking, whatever the state is, and its answer closes the
    circuit. `probe_seconds` after it has opened one new request is let in as a probe.
    """

    def __init__(
        self, server: str, probe_seconds: float, elapsed: Callable[[], float] = time.monotonic
    ) -> None:
        self._server = server
        self._probe_seconds = probe_seconds
        self._elapsed = elapsed
        self._state = CircuitState.CLOSED
        self._answers = 0
        self._probe: Entry | None = None
        self._probe_at = 0.0

    @property
    def state(self) -> CircuitState:
        return self._state

    def enter(self) -> Entry:
        """Lets a new request in; `leave` has to follow, whatever comes of it.

        Raises:
            ModelUnavailableError: it is turned away.
        """
        entry = Entry(self._answers)
        if self._state is CircuitState.CLOSED:
            return entry
        if self._probe is not None or self._elapsed() < self._probe_at:
            raise ModelUnavailableError("Not asked: the model server has answered nobody of late")
        self._probe = entry
        self._become(CircuitState.HALF_OPEN)
        return entry

    def is_probe(self, entry: Entry) -> bool:
        """Whether the others wait for what comes of this request's next attempt."""
        return self._probe is entry

    def answered(self) -> None:
        """The server said something to somebody, be it that it is busy."""
        self._answers += 1
        self._probe = None
        self._become(CircuitState.CLOSED)

    def gave_up(self, entry: Entry) -> None:
        """The request has no patience left; it says nothing if others were answered meanwhile."""
        if self._answers == entry.answers and (
            self._state is CircuitState.CLOSED or self.is_probe(entry)
        ):
            self._open(self._probe_seconds)

    def leave(self, entry: Entry) -> None:
        """The request is over. A probe that was cancelled has found nothing out: another may."""
        if self.is_probe(entry):
            self._open(0)

    def _open(self, seconds: float) -> None:
        self._probe = None
        self._probe_at = self._elapsed() + seconds
        self._become(CircuitState.OPEN)

    def _become(self, state: CircuitState) -> None:
        if state is self._state:
            return
        self._state = state
        MODEL_CIRCUIT.set(state)
        _log.warning("model.circuit", state=state.name.lower(), server=self._server)
