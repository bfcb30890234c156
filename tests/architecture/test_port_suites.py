"""Each seam has a suite that runs on what stands behind it."""

import inspect
from pathlib import Path
from typing import Protocol

import pytest

from errands.contracts import keeping, live, ports, screen, stores, telling

TESTS = Path(__file__).resolve().parents[1]
SUITES = {
    "Browser": "ports/browser",
    "Browsers": "ports/browser",
    "CallStore": "ports/test_calls.py",
    "DeliveryStore": "ports/test_deliveries.py",
    "EventLog": "ports/test_events.py",
    "FileStore": "ports/test_files.py",
    "Files": "ports/test_files.py",
    "Journal": "ports/test_journal.py",
    "KeyStore": "ports/test_keys.py",
    "LabelStore": "ports/test_labels.py",
    "LeaseStore": "ports/test_leases.py",
    "LiveWire": "ports/test_live.py",
    "Model": "ports/test_model.py",
    "Pace": "ports/test_pace.py",
    "Outbox": "ports/test_outbox.py",
    "PictureStore": "ports/test_pictures.py",
    "RecordingStore": "ports/test_recordings.py",
    "Screen": "ports/browser/test_screen.py",
    "SessionStore": "ports/test_sessions.py",
    "SkillSource": "ports/test_skills.py",
    "StateStore": "ports/test_state.py",
    "TakeoverStore": "ports/test_takeovers.py",
    "TicketStore": "ports/test_tickets.py",
    "Tokens": "ports/test_tokens.py",
    "TurnStore": "ports/test_turns.py",
    "WebhookStore": "ports/test_webhooks.py",
}
WITHOUT = {
    "Clock": "two readings of the system's clock, and nothing to agree on",
    "Hints": "may lose, double or delay: nothing is promised that a suite could hold it to",
}


def test_every_port_is_listed() -> None:
    found = {
        name
        for module in (ports, stores, keeping, telling, live, screen)
        for name, value in vars(module).items()
        if inspect.isclass(value) and Protocol in value.__bases__
    }

    assert found == SUITES.keys() | WITHOUT.keys()


@pytest.mark.parametrize("suite", sorted(set(SUITES.values())))
def test_every_suite_holds_tests(suite: str) -> None:
    path = TESTS / suite
    files = [path] if path.is_file() else [*path.glob("test_*.py")]
    assert any("def test_" in file.read_text() for file in files)
