"""The circuit against a model of it, whatever requests do in whatever order."""

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    rule,
)
from structlog.testing import capture_logs

from errands.backends.circuit import Circuit, CircuitState, Entry
from errands.backends.memory import ManualClock
from errands.contracts.errors import ModelUnavailableError
from errands.telemetry.metrics import REGISTRY

PROBE_SECONDS = 10.0


class Circuits(RuleBasedStateMachine):
    """Knows when the next probe may go (`None`: closed), and who is inside, answered or not."""

    inside = Bundle("inside")

    def __init__(self) -> None:
        super().__init__()
        self.clock = ManualClock()
        self.circuit = Circuit("http://model.test", PROBE_SECONDS, self.clock.elapsed)
        self.unanswered: set[Entry] = set()
        self.probe_at: float | None = None
        self.probe: Entry | None = None

    @property
    def lets_in(self) -> bool:
        if self.probe_at is None:
            return True
        return self.probe is None and self.clock.elapsed() >= self.probe_at

    @rule(target=inside)
    def enter(self) -> object:
        if not self.lets_in:
            with pytest.raises(ModelUnavailableError):
                self.circuit.enter()
            return multiple()
        entry = self.circuit.enter()
        self.unanswered.add(entry)
        if self.probe_at is not None:
            self.probe = entry
        return entry

    @rule(entry=inside)
    def busy(self, entry: Entry) -> None:  # noqa: ARG002 there is one to be told so
        self.hear()

    @rule(entry=consumes(inside))
    def answered(self, entry: Entry) -> None:
        self.hear()
        self.circuit.leave(entry)

    def hear(self) -> None:
        self.circuit.answered()
        self.unanswered.clear()
        self.probe_at = self.probe = None

    @rule(entry=consumes(inside))
    def gave_up(self, entry: Entry) -> None:
        self.circuit.gave_up(entry)
        self.circuit.leave(entry)
        if entry is self.probe or (self.probe_at is None and entry in self.unanswered):
            self.probe_at = self.clock.elapsed() + PROBE_SECONDS
            self.probe = None

    @rule(entry=consumes(inside))
    def cancelled(self, entry: Entry) -> None:
        self.circuit.leave(entry)
        if entry is self.probe:
            self.probe_at, self.probe = self.clock.elapsed(), None

    @rule(seconds=st.sampled_from([0.5, PROBE_SECONDS / 2, PROBE_SECONDS]))
    def time_passes(self, seconds: float) -> None:
        self.clock.advance(seconds)

    @invariant()
    def agrees(self) -> None:
        if self.probe_at is None:
            expected = CircuitState.CLOSED
        else:
            expected = CircuitState.OPEN if self.probe is None else CircuitState.HALF_OPEN
        assert self.circuit.state is expected
        assert self.probe is None or self.circuit.is_probe(self.probe)

    def teardown(self) -> None:
        """From wherever it is, one answer to a request that comes late enough closes it."""
        if self.probe is not None:
            self.cancelled(self.probe)
        self.clock.advance(PROBE_SECONDS)
        self.circuit.enter()
        self.circuit.answered()
        assert self.circuit.state is CircuitState.CLOSED


TestCircuit = Circuits.TestCase


def test_each_change_is_logged_and_shown() -> None:
    clock = ManualClock()
    circuit = Circuit("http://model.test", PROBE_SECONDS, clock.elapsed)
    shown = []
    with capture_logs() as logged:
        circuit.gave_up(circuit.enter())
        shown.append(REGISTRY.get_sample_value("errands_model_circuit_state"))
        clock.advance(PROBE_SECONDS)
        circuit.enter()
        shown.append(REGISTRY.get_sample_value("errands_model_circuit_state"))
        circuit.answered()
        shown.append(REGISTRY.get_sample_value("errands_model_circuit_state"))
        circuit.answered()
    assert shown == [2, 1, 0]
    assert [line["state"] for line in logged] == ["open", "half_open", "closed"]
    assert {line["server"] for line in logged} == {"http://model.test"}
