"""What takes more than one call: a generator that yields calls, takes answers, does no I/O."""

from collections.abc import Callable, Generator
from dataclasses import replace
from typing import Final, TypeAlias

from errands.client import calls
from errands.client.answers import Turn
from errands.client.call import Call
from errands.client.errors import NotEndedError

Turns: TypeAlias = Generator[Call[Turn], Turn, Turn]
Elapsed: TypeAlias = Callable[[], float]
"""Seconds of a clock that never goes back."""

_LONGEST_WAIT: Final = 60
"""Seconds; the API takes no more."""
_PAUSE: Final = 0.5


def until_ended(turn: Turn, seconds: float | None, elapsed: Elapsed) -> Turns:
    """The turn once it has ended. Raises `NotEndedError` after so many seconds."""
    began = elapsed()
    pause = 0.0
    while not turn.ended:
        asked = elapsed()
        left = _LONGEST_WAIT if seconds is None else seconds - (asked - began)
        if left <= 0:
            raise NotEndedError(turn)
        wait = min(_LONGEST_WAIT, left)
        turn = yield replace(calls.get_turn(turn.session, turn.id, wait), pause=pause)
        # a server that is about to leave answers before its time: it isn't asked on and on
        pause = _PAUSE if elapsed() - asked < min(wait, _PAUSE) else 0.0
    return turn


def said(call: Call[Turn], seconds: float | None, elapsed: Elapsed) -> Turns:
    """The turn that a call makes, once it has ended."""
    turn = yield call
    return (yield from until_ended(turn, seconds, elapsed))
