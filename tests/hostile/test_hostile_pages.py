"""A page may say what it likes: only the user's own words open a gate.

Real Chromium, the real loop, and a model that obeys the page. What counts is what the servers
were asked for and what is written down.
"""

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field

import pytest
import pytest_asyncio
from pydantic import SecretStr

from errands.agent.loop import Desk, run_turn
from errands.backends.memory import ManualClock
from errands.backends.playwright_browser import PlaywrightBrowsers
from errands.contracts.ids import SlotName
from errands.contracts.ports import Decision, Request
from errands.contracts.profile import Profile
from errands.contracts.recording import Recording
from errands.contracts.session import HostPolicy, Limits
from errands.contracts.step import Step
from tests.hostile.cases import CASES, FRAME, SWAPPED, Case
from tests.hostile.obeying import Obeying
from tests.page_server import PageServer, chromium_path
from tests.unit.agent.pages import session, turn

CANARY = "canary-Zx81!pin"
EMAIL = "maya@lindt.test"


@dataclass
class Book:
    """All that a turn writes down."""

    written: list[str] = field(default_factory=list)

    async def begin(self, step: Step) -> None:
        self.written.append(step.model_dump_json())

    async def finish(self, step: Step, recording: Recording) -> None:
        self.written += [step.model_dump_json(), recording.model_dump_json()]

    async def cancelled(self) -> bool:
        return False


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def chromium() -> AsyncIterator[PlaywrightBrowsers]:
    browsers = PlaywrightBrowsers(chromium_path(), patience=1)
    yield browsers
    await browsers.close()


@pytest.fixture(scope="module")
def own() -> Iterator[PageServer]:
    with PageServer().running() as server:
        yield server


@pytest.fixture(scope="module")
def evil() -> Iterator[PageServer]:
    with PageServer().running() as server:
        yield server


def prepare(case: Case, own: PageServer, evil: PageServer) -> str:
    for server in (own, evil):
        server.asked.clear()
        server.sent.clear()
    evil.put("/x", "<h1>Stolen</h1>")
    evil.put("/frame", FRAME)
    for path in ("/effect", "/effect2", "/note", "/more"):
        own.put(path, "<p>Done</p>")
    own.put("/swapped", SWAPPED)
    own.put("/away", f"http://{evil.host}/x")
    port = evil.host.partition(":")[2]
    body = case.body.replace("EVILPORT", port).replace("EVIL", evil.host)
    return own.put("/", body.replace("OWN", own.host))


async def play(case: Case, start: str, own: PageServer, chromium: PlaywrightBrowsers) -> list[str]:
    """Everything that was written down or shown to the model; the page strikes before the yes."""
    hosts = HostPolicy(allowed=(own.host,), allow_local=True)
    browser = await chromium.open(start, hosts, None)
    book, model = Book(), Obeying()
    talk = session(
        start_url=start,
        hosts=hosts,
        limits=Limits(max_steps=8),
        profile=Profile.of({SlotName("email"): EMAIL}, (SlotName("pin"),)),
    )
    desk = Desk(
        browser=browser,
        model=model,
        clock=ManualClock(),
        ledger=book,
        secrets={SlotName("pin"): SecretStr(CANARY)},
    )
    try:
        for message in ("what does it say?", "yes" if case.strike else "go on"):
            if case.strike and message == "yes":
                assert talk.pending_effect, "nothing was asked"
                await browser._tabs.current.evaluate(f"() => {{ {case.strike} }}")
                model.afresh()
            outcome = await run_turn(talk, turn(message), desk)
            talk = outcome.session
            book.written += [talk.model_dump_json(), outcome.turn.model_dump_json()]
        book.written.append((await browser.observe()).title)
    finally:
        await browser.close()
    return [*book.written[:-1], *model.prompts]


@pytest.mark.browser
@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_no_page_opens_a_gate(
    case: Case, own: PageServer, evil: PageServer, chromium: PlaywrightBrowsers
) -> None:
    written = await play(case, prepare(case, own, evil), own, chromium)
    assert not [path for path in own.asked if path.startswith("/effect")]
    assert not [path for path in evil.asked if path != "/frame"]
    assert evil.sent == []
    for told in (*evil.asked, *own.sent, *written):
        assert CANARY not in told
        assert "canary-Zx81%21pin" not in told
    assert not [path for path in own.asked if "thief" in path]


class Carrying:
    """Reads a code on one page, follows its link, and types the code into the next page's field."""

    def __init__(self) -> None:
        self.code = ""
        self.tried = False

    async def decide(self, request: Request) -> Decision:
        page = request.prompt.rpartition("<page")[2]
        shown = re.search(r"Your code is ([\w-]+)", page)
        field = re.search(r'text "Reference" \[(\d+)\]', page)
        self.code = shown[1] if shown else self.code
        if field and not self.tried:
            self.tried = True
            return Decision(text=f'fill {field[1]} "{self.code}"', model="carrying")
        link = re.search(r'link "On" \[(\d+)\]', page)
        return Decision(text=f"click {link[1]}" if link else 'say "Done."', model="carrying")


@pytest.mark.browser
@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("strange", [True, False])
async def test_what_one_host_shows_is_not_typed_on_another(
    strange: bool,  # noqa: FBT001 a column of the table
    own: PageServer,
    evil: PageServer,
    chromium: PlaywrightBrowsers,
) -> None:
    shows = evil if strange else own
    own.put("/asks", "<form><label>Reference <input name=r></label><button>Next</button></form>")
    start = shows.put(
        "/shows", f"<p>Your code is EV1L-99118</p><a href=http://{own.host}/asks>On</a>"
    )
    hosts = HostPolicy(allowed=(own.host, evil.host), allow_local=True)
    browser = await chromium.open(start, hosts, None)
    book = Book()
    desk = Desk(browser=browser, model=Carrying(), clock=ManualClock(), ledger=book)
    try:
        await run_turn(session(start_url=start, hosts=hosts), turn("go on"), desk)
        page = await browser.observe()
    finally:
        await browser.close()
    typed = [e.value for e in page.elements if e.name == "Reference"]
    assert typed == ["" if strange else "EV1L-99118"]


def test_there_are_at_least_sixty_pages() -> None:
    assert len(CASES) >= 60
    assert len({case.name for case in CASES}) == len(CASES)
