"""The soak's audit tells of what was lost, doubled or out of order, and of nothing else."""

import pytest

from bench.recovery.soak.audit import audited
from bench.recovery.soak.pages import BOOK, YES
from errands.contracts.event import Event, TurnEnded, TurnQueued, TurnStarted
from errands.contracts.ids import SessionId, TurnId
from errands.contracts.turn import StopReason, Turn, status_of

ONE = SessionId("one")
ENDS = (StopReason.NEEDS_YES, StopReason.SAID)


def a_turn(number: int, end: StopReason) -> Turn:
    return Turn(
        id=TurnId(f"t{number}"),
        session=ONE,
        number=number,
        message=BOOK if number % 2 else YES,
        status=status_of(end),
        stop_reason=end,
        reply="So be it.",
        attempts=1,
        created_at=0,
    )


TURNS = tuple(a_turn(number, end) for number, end in enumerate(ENDS, 1))
SAID = [turn.id for turn in TURNS]


def events_of(turn: Turn) -> list[Event]:
    return [kind(session=ONE, at=0, turn=turn) for kind in (TurnQueued, TurnStarted, TurnEnded)]


EVENTS = [event for turn in TURNS for event in events_of(turn)]


def test_a_session_as_it_should_be_has_no_fault() -> None:
    assert audited(TURNS, EVENTS, SAID, 1) == []


def test_a_turn_that_is_not_known_is_told() -> None:
    assert audited(TURNS[:1], EVENTS[:3], SAID, 0) != []


def test_a_turn_without_an_end_is_told() -> None:
    unfinished = TURNS[1].model_copy(update={"status": "running"})
    assert any("running" in fault for fault in audited((TURNS[0], unfinished), EVENTS, SAID, 1))


@pytest.mark.parametrize("place", range(len(EVENTS)))
def test_an_event_that_is_missing_or_doubled_is_told(place: int) -> None:
    assert audited(TURNS, EVENTS[:place] + EVENTS[place + 1 :], SAID, 1) != []
    assert audited(TURNS, EVENTS[: place + 1] + EVENTS[place:], SAID, 1) != []


def test_a_turn_that_begins_within_another_is_told() -> None:
    queued, started, ended, next_queued, next_started, next_ended = EVENTS
    mixed = [queued, next_queued, started, next_started, ended, next_ended]
    assert audited(TURNS, mixed, SAID, 1) != []


@pytest.mark.parametrize(("end", "bookings"), [(0, 0), (0, 2), (1, 2)])
def test_bookings_that_nobody_confirmed_or_that_are_gone_are_told(end: int, bookings: int) -> None:
    yes = a_turn(2, (StopReason.SAID, StopReason.OUTCOME_UNKNOWN)[end])
    told = events_of(TURNS[0]) + events_of(yes)
    assert audited((TURNS[0], yes), told, SAID, bookings) != []


@pytest.mark.parametrize("bookings", [0, 1])
def test_of_an_unknown_outcome_both_are_right(bookings: int) -> None:
    yes = a_turn(2, StopReason.OUTCOME_UNKNOWN)
    assert audited((TURNS[0], yes), events_of(TURNS[0]) + events_of(yes), SAID, bookings) == []
