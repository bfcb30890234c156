"""Whole turns on the twins: a small site, a ledger that remembers, one session on one browser."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from errands.agent.loop import Desk, Outcome, run_turn
from errands.backends.memory import ManualClock
from errands.backends.memory_browser import MemoryBrowser
from errands.backends.memory_model import Answer, ScriptedModel
from errands.backends.memory_site import Group, Page, Part, Site
from errands.contracts.observation import Role, SectionKind
from errands.contracts.ports import Request
from errands.contracts.recording import Recording
from errands.contracts.session import HostPolicy, Session
from errands.contracts.step import Step
from tests.unit.agent.pages import session, turn

HOME = "http://hotels.test/"
DONE = "http://hotels.test/done"
BOOK, IDLE = "click 1", "click 2"
HOSTS = HostPolicy(allowed=("hotels.test",))


def site(price: str = "Total €240") -> Site:
    search = (
        Part(role=Role.TEXT_FIELD, name="City", required=True),
        Part(role=Role.BUTTON, name="Search", submits=True, to="/rooms"),
    )
    rooms = (
        Part(role=Role.PARAGRAPH, name=price),
        Part(role=Role.BUTTON, name="Confirm booking", to="/done"),
        Part(role=Role.BUTTON, name="Idle"),
    )
    thanks = (Part(role=Role.PARAGRAPH, name="Reference: QX7"),)
    pages = {HOME: search, f"{HOME}rooms": rooms, DONE: thanks}
    return {
        url: Page(title="Hotels", groups=(Group(kind=SectionKind.FORM, name="Form", parts=parts),))
        for url, parts in pages.items()
    }


@dataclass
class Book:
    """A ledger that remembers; `stop_at` cancels once so many steps are finished."""

    begun: list[Step] = field(default_factory=list)
    finished: list[Step] = field(default_factory=list)
    recordings: list[Recording] = field(default_factory=list)
    stop_at: int | None = None

    async def begin(self, step: Step) -> None:
        self.begun.append(step)

    async def finish(self, step: Step, recording: Recording) -> None:
        self.finished.append(step)
        self.recordings.append(recording)

    async def cancelled(self) -> bool:
        return self.stop_at is not None and len(self.finished) >= self.stop_at


@dataclass
class House:
    """One session on one browser."""

    start: str = HOME
    page: Site = field(default_factory=site)
    clock: ManualClock = field(default_factory=ManualClock)
    ledger: Book = field(default_factory=Book)
    session: Session = field(default_factory=session)

    def __post_init__(self) -> None:
        self.browser = MemoryBrowser(self.page, HOSTS)
        self.browser.start(self.start)

    def desk(self, script: Iterable[Answer] | Callable[[Request], Answer]) -> Desk:
        model = ScriptedModel(script)
        return Desk(browser=self.browser, model=model, clock=self.clock, ledger=self.ledger)

    async def say(self, message: str, *script: Answer) -> Outcome:
        return await self.play(message, self.desk(script))

    async def play(self, message: str, desk: Desk) -> Outcome:
        outcome = await run_turn(self.session, turn(message), desk)
        self.session = outcome.session
        assert outcome.turn.ended
        assert outcome.turn.reply
        assert outcome.session.chat[-1].text == outcome.turn.reply
        return outcome

    async def url(self) -> str:
        return (await self.browser.observe()).url


def at_checkout(**more: object) -> House:
    return House(start=f"{HOME}rooms", session=session(**more))
