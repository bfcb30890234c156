"""One conversation of a script with a model, through the very loop that is served."""

from dataclasses import dataclass, field
from random import Random
from typing import Protocol

from errands.agent.loop import Desk, run_turn
from errands.agent.view.lens import Lens
from errands.contracts.ids import SessionId, SlotName, TenantId, TurnId
from errands.contracts.ports import Browser, Browsers, Clock, Model
from errands.contracts.profile import Profile
from errands.contracts.recording import Recording
from errands.contracts.session import HostPolicy, Limits, Session
from errands.contracts.step import Step
from errands.contracts.turn import StopReason, Turn
from learning.person import Person

MAX_TURNS = 16


class Talker(Protocol):
    """Who is talked with."""

    def opening(self) -> str: ...

    def answer(
        self, reply: str, asked_slots: tuple[SlotName, ...], reason: StopReason, /
    ) -> str | None:
        """What is said next; `None` where there is nothing more to say."""
        ...


@dataclass(slots=True)
class Notes:
    """A ledger that only remembers."""

    steps: list[Step] = field(default_factory=list)
    recordings: list[Recording] = field(default_factory=list)

    async def begin(self, step: Step) -> None:
        """Nothing can be interrupted here."""

    async def finish(self, step: Step, recording: Recording) -> None:
        self.steps.append(step)
        self.recordings.append(recording)

    async def cancelled(self) -> bool:
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a conversation happens."""

    start_url: str
    hosts: tuple[str, ...]
    browsers: Browsers
    clock: Clock
    lens: Lens = field(default_factory=Lens)
    reloads: float = 0
    """The share of later turns that are told that their pages were loaded anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """What came of a script: the session with its chat, turns, steps and recordings."""

    session: Session
    turns: tuple[Turn, ...]
    steps: tuple[Step, ...]
    recordings: tuple[Recording, ...]

    @property
    def told(self) -> tuple[str, ...]:
        """What the person was told, beside questions."""
        said = (turn for turn in self.turns if turn.stop_reason is StopReason.SAID)
        return tuple(turn.reply for turn in said if turn.reply is not None)

    @property
    def reasons(self) -> tuple[StopReason, ...]:
        return tuple(turn.stop_reason for turn in self.turns if turn.stop_reason is not None)


async def converse(
    person: Person, model: Model, place: Place, notes: Notes | None = None
) -> Conversation:
    """Plays the script to its end, or to the most turns a conversation may have."""
    session = _new_session(person, place)
    browser = await place.browsers.open(place.start_url, session.hosts, None)
    try:
        return await talk(person, place, model, browser, session, notes or Notes())
    finally:
        await browser.close()


async def talk(
    talker: Talker, place: Place, model: Model, browser: Browser, session: Session, notes: Notes
) -> Conversation:
    """Plays what is said in a browser that is open, until nothing more is said."""
    turns: list[Turn] = []
    message: str | None = talker.opening()
    while message is not None and len(turns) < MAX_TURNS:
        turn = Turn(
            id=TurnId(f"{session.id}-{len(turns) + 1}"),
            session=session.id,
            number=len(turns) + 1,
            message=message,
            created_at=place.clock.now(),
        )
        desk = Desk(
            browser=browser,
            model=model,
            clock=place.clock,
            ledger=notes,
            lens=place.lens,
            reloaded=bool(turns) and _chance(turn.id) < place.reloads,
        )
        outcome = await run_turn(session, turn, desk)
        session = outcome.session
        turns.append(outcome.turn)
        message = _answer(talker, outcome.turn)
    return Conversation(
        session=session,
        turns=tuple(turns),
        steps=tuple(notes.steps),
        recordings=tuple(notes.recordings),
    )


def _chance(turn: TurnId) -> float:
    return Random(turn).random()  # noqa: S311 reproducible data, not a secret


def _answer(talker: Talker, turn: Turn) -> str | None:
    if turn.stop_reason is None or turn.reply is None:
        return None
    return talker.answer(turn.reply, turn.asked_slots, turn.stop_reason)


def _new_session(person: Person, place: Place) -> Session:
    slots = {SlotName(name): value for name, value in person.script.profile.items()}
    return Session(
        id=SessionId(person.script.id),
        tenant=TenantId("learning"),
        start_url=place.start_url,
        profile=Profile.of(slots),
        hosts=HostPolicy(allowed=place.hosts, allow_local=True),
        limits=Limits(max_steps=40),
        created_at=place.clock.now(),
    )
